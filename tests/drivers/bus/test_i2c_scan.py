"""Who is there on a bus, asked gently."""

import errno

import pytest

from drivers.bus.i2c_scan import ADDRESSES, Found, scan
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ina219 import Ina219Chip
from hw_sim.i2c.pcf8574 import Pcf8574Chip
from hw_sim.i2c.transfers import Transfers


class Line(Transfers):
    """A bus with some addresses, on an adapter that can or cannot address a chip and say nothing."""

    def __init__(
        self, there: set[int], silent: frozenset[int] = frozenset(), quick: bool = True, error: int = errno.EREMOTEIO
    ) -> None:
        self.there, self.silent, self.quick, self.error = there, silent, quick, error
        self.held: set[int] = set()
        self.asked: list[tuple[int, bytes, int]] = []

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        self.asked.append((address, out, count))
        if count == 0 and not self.quick:
            raise OSError(errno.EOPNOTSUPP, "not supported")
        if address in self.held:
            raise OSError(errno.EBUSY, "Device or resource busy")
        if address not in self.there or (count and address in self.silent):
            raise OSError(self.error, "nobody")
        return b"\x00" * count


def test_chips_that_are_true_to_their_registers_answer_and_notice_nothing() -> None:
    bus, gauge, port = Bus(), Ina219Chip(), Pcf8574Chip()
    bus.chips |= {0x40: gauge, 0x20: port}
    put: list[int] = []
    port.on_port = put.append
    before = gauge.configuration, gauge.calibration
    assert scan(bus) == Found(frozenset({0x20, 0x40}))
    assert (gauge.configuration, gauge.calibration) == before
    assert put == []


def test_a_chip_that_has_nothing_to_say_is_there_all_the_same() -> None:
    assert scan(Line({0x44}, silent=frozenset({0x44}))) == Found(frozenset({0x44}))


def test_memories_are_read_and_never_written_to_and_reserved_addresses_left_alone() -> None:
    line = Line({0x50, 0x57, 0x68})
    assert scan(line) == Found(frozenset({0x50, 0x57, 0x68}))
    assert all(count == 1 for address, _, count in line.asked if 0x50 <= address < 0x60)
    assert all(out == b"" for _, out, _ in line.asked)
    assert sorted({address for address, _, _ in line.asked}) == list(ADDRESSES)


def test_an_adapter_that_cannot_address_alone_reads_a_byte() -> None:
    line = Line({0x40}, quick=False)
    assert scan(line) == Found(frozenset({0x40}))


@pytest.mark.parametrize("error", [errno.EREMOTEIO, errno.ENXIO, errno.EIO])
def test_nobody_is_nobody_however_the_adapter_puts_it(error: int) -> None:
    assert scan(Line({0x40}, error=error)) == Found(frozenset({0x40}))


@pytest.mark.parametrize("error", [errno.ETIMEDOUT, errno.ENODEV, errno.EACCES])
def test_a_bus_that_hangs_or_is_gone_is_an_error_and_not_an_empty_one(error: int) -> None:
    with pytest.raises(OSError, match=rf"^\[Errno {error}\]"):
        scan(Line(set(), error=error))


def test_an_adapter_that_calls_nobody_no_such_device_is_there_as_long_as_anybody_answers() -> None:
    assert scan(Line({0x40}, error=errno.ENODEV)) == Found(frozenset({0x40}))


def test_a_chip_that_a_driver_of_the_kernel_s_has_is_told_apart_and_the_others_answer() -> None:
    line = Line({0x40, 0x50})
    line.held = {0x50, 0x68}
    assert scan(line) == Found(frozenset({0x40}), held=frozenset({0x50, 0x68}))
