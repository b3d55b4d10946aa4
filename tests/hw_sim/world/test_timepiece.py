"""The clock module of the simulated house, and what becomes of it."""

import pytest

from drivers.clock.ds3231 import Ds3231
from hw_sim.i2c.bus import Buses
from hw_sim.world.timepiece import Fate, Timepiece
from panel.config.model import ClockConfig

UTC_S = 1_795_867_200


class House:
    def __init__(self, config: ClockConfig) -> None:
        self.ns = 0
        self.buses = Buses()
        self.timepiece = Timepiece(config, self.buses, lambda: self.ns, UTC_S)

    def later(self, seconds: int) -> None:
        self.ns += seconds * 1_000_000_000


@pytest.mark.parametrize(("config", "bus"), [(ClockConfig(i2c_bus=3), 3), (ClockConfig(device="/dev/rtc0"), 1)])
def test_it_is_set_as_it_was_fitted_wherever_it_hangs(config: ClockConfig, bus: int) -> None:
    house = House(config)
    house.later(90)
    found = Ds3231(house.buses.found(bus)).read()
    assert (found.utc_s, found.lost) == (UTC_S + 90, False)


def test_it_dies_runs_fast_is_unplugged_and_is_well_again() -> None:
    house = House(ClockConfig(i2c_bus=1))
    wire = house.buses.found(1)
    chip = Ds3231(wire)
    house.timepiece.befall(Fate.FAST)
    house.later(1_050)
    assert chip.read().utc_s == UTC_S + 1_060
    house.timepiece.befall(Fate.OUT)
    assert wire.missing == {0x68}
    house.timepiece.befall(Fate.WELL)
    house.later(100)
    assert (chip.read().utc_s, chip.read().lost, wire.missing) == (UTC_S + 1_160, False, set())
    house.timepiece.befall(Fate.DEAD)
    assert chip.read().lost and house.timepiece.fate is Fate.DEAD
    chip.set(UTC_S)
    house.timepiece.lose_power()
    house.timepiece.regain_power()
    assert chip.read().lost, "its cell is still empty"
    house.timepiece.befall(Fate.WELL)
    chip.set(UTC_S)
    house.timepiece.lose_power()
    house.later(60)
    house.timepiece.regain_power()
    assert (chip.read().utc_s, chip.read().lost) == (UTC_S + 60, False)
