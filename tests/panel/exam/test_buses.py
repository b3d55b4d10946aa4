"""Buses asked for their chips."""

import asyncio
import errno
from collections.abc import Callable
from typing import TypeVar

import pytest

from drivers.bus.i2c import Bus, Errand
from hw_sim.i2c.bus import Bus as SimBus
from hw_sim.i2c.ina219 import Ina219Chip
from hw_sim.i2c.inline import InlineBus
from panel.config.chips import SensorConfig
from panel.config.power import PowerConfig
from panel.doctor.buses import Scan
from panel.exam.buses import HANGS, LATE_S, scan_all
from tests.support.pin_bench import installation

CONFIG = installation(power=PowerConfig(capacity_mah=7_000), sensor=(SensorConfig(name="cellar", i2c_bus=11),))


T = TypeVar("T")


class Full(InlineBus):
    """Too much waits on it already."""

    def ask(self, work: Callable[[], T]) -> Errand[T] | None:
        return None


def scanned(open_one: Callable[[int], Bus]) -> tuple[dict[int, Scan], float]:
    """What was found, and how long it was waited for."""
    slept = [0.0]

    async def sleep(seconds: float) -> None:
        slept[0] += seconds

    return asyncio.run(scan_all(CONFIG, open_one, sleep)), slept[0]


def bus(*addresses: int) -> SimBus:
    made = SimBus()
    made.chips |= {address: Ina219Chip() for address in addresses}
    return made


def test_every_bus_with_a_chip_on_it_is_asked_once() -> None:
    opened: list[int] = []

    def open_one(number: int) -> Bus:
        opened.append(number)
        return InlineBus(bus(0x40) if number == 1 else bus(0x44, 0x45), lambda: None)

    found, _ = scanned(open_one)
    assert opened == [1, 11]
    assert found == {1: Scan(1, frozenset({0x40})), 11: Scan(11, frozenset({0x44, 0x45}))}


def test_a_bus_that_hangs_is_waited_for_and_left() -> None:
    def stuck(number: int) -> Bus:
        made = InlineBus(bus(0x40), lambda: None)
        made.stuck = True
        return made

    found, waited = scanned(stuck)
    assert [scan.error for scan in found.values()] == [HANGS, HANGS]
    assert waited == pytest.approx(2 * LATE_S)


def test_a_line_held_low_a_missing_adapter_and_a_bus_that_takes_no_more() -> None:
    def held(number: int) -> Bus:
        made = bus(0x40)
        made.hung = True
        return InlineBus(made, lambda: None)

    assert scanned(held)[0][1].error == "Connection timed out"
    assert scanned(lambda number: Full(bus(), lambda: None))[0][1].error == HANGS


def test_a_mistake_of_ours_is_not_taken_for_a_fault_of_the_bus() -> None:
    class Wrong(SimBus):
        def transfer(self, address: int, out: bytes, count: int) -> bytes:
            raise ValueError(errno.EINVAL)

    with pytest.raises(ValueError, match=str(errno.EINVAL)):
        scanned(lambda number: InlineBus(Wrong(), lambda: None))
