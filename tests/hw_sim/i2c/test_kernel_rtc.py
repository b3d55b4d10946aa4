"""The kernel's clock over the simulated chip: what rtc-ds1307 shows, and what it hides."""

import pytest

from drivers.clock.module import Shown
from drivers.errors import ClockError
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ds3231 import Ds3231Chip
from hw_sim.i2c.kernel_rtc import SimulatedRtc


@pytest.fixture
def bus() -> Bus:
    made = Bus()
    made.chips[0x68] = Ds3231Chip(lambda: 0)
    return made


def test_it_shows_the_chips_time_and_hides_that_it_is_worth_nothing(bus: Bus) -> None:
    assert SimulatedRtc(bus).show() == Shown(946_684_800, lost=False)
    bus.write_block(0x68, 0, bytes.fromhex("56341206281126"))
    assert SimulatedRtc(bus).show() == Shown(1_795_869_296)


@pytest.mark.parametrize("register", [0, 1, 2, 4, 5])
def test_what_is_no_time_is_an_invalid_argument(register: int) -> None:
    garbage = Bus()
    garbage.chips[0x68] = Said(bytes(0x7F if at == register else 1 for at in range(7)))
    with pytest.raises(ClockError, match="Invalid argument"):
        SimulatedRtc(garbage).show()


class Said:
    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def transfer(self, out: bytes, count: int) -> bytes:
        return self._answer


def test_without_a_chip_it_does_not_answer_and_nobody_sets_it(bus: Bus) -> None:
    bus.missing.add(0x68)
    rtc = SimulatedRtc(bus)
    with pytest.raises(ClockError, match="does not answer"):
        rtc.show()
    with pytest.raises(PermissionError):
        rtc.set(0)
    assert not rtc.settable
