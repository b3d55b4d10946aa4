"""The kernel's call by its numbers, and devices that are not there; no machine of ours has an SPI bus."""

import errno
import os
import pty
import struct
import time
from pathlib import Path

import pytest

from drivers.bus.spi import CLOCK_HZ, FRAMES_MAX, SpidevWire, message, open_spi, transfer
from drivers.tags.mfrc522 import Mfrc522
from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import Mfrc522 as Chip
from hw_sim.rfid.tag import Tag
from tests.support.spidev_kernel import Kernel
from tests.support.waiting import wait_until

SEVEN = bytes.fromhex("04632D5A1F3380")
VERSION = bytes([0x37 << 1 | 0x80, 0])


class InTheChipsTime:
    """Pauses pass for the chip, and for nobody else."""

    def __init__(self, wire: SpidevWire, chip: Chip) -> None:
        self._chip = chip
        self.exchange = wire.exchange

    def pause(self, us: int) -> None:
        self._chip.pause(us * 1_000)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_numbers_are_those_of_the_kernels_header() -> None:
    assert [message(count) for count in (1, 2, 7)] == [0x40206B00, 0x40406B00, 0x40E06B00]


def test_a_transfer_is_the_kernels_struct() -> None:
    asked = transfer(0x1122334455667788, 0x99AABBCCDDEEFF00, 5, True)
    assert len(asked) == 32
    out, into, length, speed, delay, bits, change, tx_nbits, rx_nbits, word_delay, pad = struct.unpack(
        "=QQIIHBBBBBB", asked
    )
    assert (out, into, length, speed) == (0x1122334455667788, 0x99AABBCCDDEEFF00, 5, CLOCK_HZ)
    assert (delay, bits, change) == (0, 8, 1)
    assert (tx_nbits, rx_nbits, word_delay, pad) == (0, 0, 0, 0)
    assert transfer(0, 0, 5, False)[27] == 0


def test_a_device_that_is_not_there_is_an_error_of_the_system_each_time() -> None:
    wire = SpidevWire("/dev/spidev99.9")
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            wire.exchange(b"\x00")
    wire.close()


def test_another_device_at_its_path_is_one_too_and_is_closed_again() -> None:
    master, slave = pty.openpty()
    try:
        wire, before = SpidevWire(os.ttyname(slave)), open_files()
        for _ in range(3):
            with pytest.raises(OSError, match=os.strerror(errno.ENOTTY)):
                wire.exchange(b"\x00", b"\x01")
        assert open_files() == before
    finally:
        os.close(master)
        os.close(slave)


def test_as_many_frames_as_are_allowed_fit_into_a_call() -> None:
    kernel = Kernel(Chip(Field()))
    wire = SpidevWire("/dev/null", kernel.call)
    assert wire.exchange(*[VERSION] * FRAMES_MAX) == [b"\x00\x92"] * FRAMES_MAX
    assert kernel.clocks == {CLOCK_HZ}
    wire.close()
    with pytest.raises(OSError, match=os.strerror(errno.ENOTTY)):
        SpidevWire("/dev/null").exchange(*[VERSION] * FRAMES_MAX)


def test_a_reader_finds_a_tag_through_the_kernels_call() -> None:
    field = Field()
    kernel = Kernel(chip := Chip(field))
    field.bring(Tag(SEVEN), 0)
    wire = SpidevWire("/dev/null", kernel.call)
    reader = Mfrc522(InTheChipsTime(wire, chip))
    reader.set_up()
    chip.pause(10_000_000)
    assert reader.tags(2) == [SEVEN]
    assert kernel.modes == [0], "mode 0, once, when it is opened"
    wire.close()


def test_a_pause_takes_as_long_as_it_says() -> None:
    before = time.monotonic()
    SpidevWire("/dev/spidev99.9").pause(2_000)
    assert time.monotonic() - before >= 0.002


def test_errands_are_run_in_a_thread_and_their_errors_brought_back() -> None:
    spi = open_spi("/dev/spidev99.9")
    errand = spi.ask(lambda: spi.wire.exchange(b"\x00"))
    assert errand is not None
    wait_until(lambda: errand.answer is not None, "an answer")
    assert errand.answer is not None and isinstance(errand.answer.error, FileNotFoundError)
    spi.close()
