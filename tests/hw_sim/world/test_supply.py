"""The simulated supply: what its gauge shows over a night, whoever looks how often."""

from drivers.supply.ina219 import Ina219
from hw_sim.pins.wires import Wires
from hw_sim.world.supply import LOAD_MA, Gauge, Supply
from panel.config.power import PowerConfig

HOUR_MS = 3_600_000
CONFIG = PowerConfig(capacity_mah=7_000, i2c_bus=11, mains_pin=7)


def supply() -> tuple[Supply, Ina219, Wires]:
    wires = Wires(lambda: 0)
    made = Supply(CONFIG, wires, 0)
    gauge = Ina219(made.bus)
    assert gauge.read() is None  # it is set up by its first reading
    made.advance(1_000)
    return made, gauge, wires


def test_on_the_mains_a_full_battery_takes_a_trickle() -> None:
    _, gauge, wires = supply()
    found = gauge.read()
    assert found is not None and (found.battery_mv, found.out_ma) == (13_700, -14)
    assert wires.level(7) is True


def test_in_the_dark_it_gives_the_load_and_falls_until_it_is_empty_and_charges_again() -> None:
    made, gauge, wires = supply()
    made.switch_mains(False, 1_000)
    assert wires.level(7) is False
    shown = []
    for hour in range(1, 13):
        made.advance(hour * HOUR_MS)
        found = gauge.read()
        assert found is not None and found.out_ma == LOAD_MA
        shown.append(found.battery_mv)
    assert shown == sorted(shown, reverse=True) and shown[0] > 12_000 > 10_500 > shown[-1]
    made.switch_mains(True, 12 * HOUR_MS)
    made.advance(13 * HOUR_MS)
    found = gauge.read()
    assert found is not None and found.out_ma == -1_000


def test_one_long_look_away_and_many_short_ones_find_the_same_battery() -> None:
    often, once = supply()[0], supply()[0]
    for made in (often, once):
        made.switch_mains(False, 1_000)
    for minute in range(1, 301):
        often.advance(minute * 60_000)
    once.advance(300 * 60_000)
    assert abs(often.battery.share - once.battery.share) < 0.001


def test_terminals_can_be_made_to_show_anything_and_nothing() -> None:
    made, gauge, _ = supply()
    made.shows_mv = 11_500
    made.advance(2_000)
    found = gauge.read()
    assert found is not None and found.battery_mv == 11_500
    made.fitted = False
    made.advance(3_000)
    found = gauge.read()
    assert found is not None and (found.battery_mv, found.out_ma) == (0, 0)


def test_a_gauge_may_hang_or_be_gone() -> None:
    made, _, _ = supply()
    found = []
    for how in Gauge:
        made.plug_gauge(how)
        found.append((made.bus.hung, set(made.bus.missing)))
    assert found == [(False, set()), (True, set()), (False, {0x40})]
