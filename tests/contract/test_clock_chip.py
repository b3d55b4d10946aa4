"""A DS3231 over a bus: one contract for the simulated chip and for the kernel's i2c-stub through smbus2, which keeps
what it is told; and a clock of the kernel's own, where there is one."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.bus.i2c import SmbusWire
from drivers.bus.wire import Wire
from drivers.clock.ds3231 import Ds3231
from drivers.clock.kernel_rtc import SYSFS, KernelRtc
from drivers.errors import ClockError
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ds3231 import Ds3231Chip

ADDRESS, NOBODY = 0x68, 0x50
STUB = "SERENO_I2C_STUB"  # the number of the bus on which the kernel's i2c-stub answers as a chip at ADDRESS
UTC_S = 1_795_867_200  # 2026-11-28 12:00:00


def kinds() -> list[str]:
    """The buses that this machine has; tests/hil/lane.sh makes one that has the kernel's."""
    return ["simulated", *(["kernel"] if STUB in os.environ else [])]


@pytest.fixture(params=kinds())
def bus(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """A bus with a chip on it that was never set."""
    if request.param == "kernel":
        wire = SmbusWire(int(os.environ[STUB]))
        wire.write_block(ADDRESS, 0x00, bytes.fromhex("00000001010100 00000000000000 1c88 00 1900"))
        yield wire
        wire.close()
        return
    simulated = Bus()
    simulated.chips[ADDRESS] = Ds3231Chip(lambda: 0)
    yield simulated


def test_a_chip_that_was_never_set_says_so(bus: Wire) -> None:
    found = Ds3231(bus).read()
    assert (found.utc_s, found.lost, found.stops_on_cell, found.celsius) == (946_684_800, True, False, 25.0)


def test_all_its_registers_are_read_in_one_transfer_and_its_time_is_written_in_one(bus: Wire) -> None:
    bus.write_block(ADDRESS, 0x00, bytes.fromhex("56341206281126"))
    assert bus.read_block(ADDRESS, 0x00, 0x13).hex() == "56341206281126" + "00" * 7 + "1c88" + "00" + "1900"
    assert Ds3231(bus).read().utc_s == UTC_S + 34 * 60 + 56


def test_one_that_is_set_shows_that_second_and_is_worth_something(bus: Wire) -> None:
    driver = Ds3231(bus)
    driver.set(UTC_S)
    found = driver.read()
    assert (found.utc_s, found.lost) == (UTC_S, False)
    assert bus.read_block(ADDRESS, 0x0E, 1) == b"\x1c" and bus.read_block(ADDRESS, 0x0F, 1)[0] & 0x88 == 0x08


def test_one_that_would_stop_on_its_cell_is_told_to_go_on(bus: Wire) -> None:
    bus.write_block(ADDRESS, 0x0E, b"\x9c")
    assert Ds3231(bus).read().stops_on_cell
    Ds3231(bus).run_on_cell()
    assert not Ds3231(bus).read().stops_on_cell


def test_what_is_no_time_is_an_error_and_a_time_after_it_is_read(bus: Wire) -> None:
    if isinstance(bus, Bus):
        bus.chips[ADDRESS] = Ones()
    else:
        bus.write_block(ADDRESS, 0x00, b"\xff" * 7)
    with pytest.raises(ClockError, match="must be zero"):
        Ds3231(bus).read()
    if isinstance(bus, Bus):
        bus.chips[ADDRESS] = Ds3231Chip(lambda: 0)
    Ds3231(bus).set(UTC_S)
    assert Ds3231(bus).read().utc_s == UTC_S


class Ones:
    """A chip that has gone in the middle of a transfer: the pull-ups answer."""

    def transfer(self, out: bytes, count: int) -> bytes:
        return b""


def test_where_nobody_is_there_is_an_error_with_what_to_look_at(bus: Wire) -> None:
    with pytest.raises(ClockError, match="0x50 does not answer"):
        Ds3231(bus, NOBODY).read()


if STUB in os.environ:

    def test_the_kernel_shows_its_own_clock_to_everybody_and_it_goes_on() -> None:
        """QEMU's, through rtc_cmos; it agrees with the machine's clock, which was set by it."""
        assert (Path("/sys/class/rtc/rtc0/since_epoch")).is_file()
        rtc = KernelRtc("/dev/rtc0", SYSFS)
        first, deadline = rtc.read(), time.monotonic() + 10
        assert abs(first - time.time()) < 60
        while rtc.read() == first:
            assert time.monotonic() < deadline
        with pytest.raises(ClockError, match="/dev/rtc9 does not answer"):
            KernelRtc("/dev/rtc9").read()
