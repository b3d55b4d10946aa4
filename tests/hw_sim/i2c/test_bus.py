"""A bus as the kernel's adapter shows it: errors by their numbers."""

import errno

import pytest

from hw_sim.i2c.bus import Bus


class Register:
    """A chip of one register."""

    def __init__(self) -> None:
        self.word = 7

    def read(self, register: int) -> int:
        return self.word + register

    def write(self, register: int, word: int) -> None:
        self.word = word - register


def test_who_is_there_answers_and_nobody_else() -> None:
    bus = Bus()
    bus.chips[0x40] = Register()
    bus.write_word(0x40, 1, 0xFFFF)
    assert bus.read_word(0x40, 1) == 0xFFFF
    bus.missing.add(0x40)
    for address in (0x40, 0x41):
        with pytest.raises(OSError, match="Remote I/O error") as refused:
            bus.read_word(address, 0)
        assert refused.value.errno == errno.EREMOTEIO


def test_one_that_holds_the_line_stops_them_all() -> None:
    bus = Bus()
    bus.chips[0x40] = Register()
    bus.hung = True
    with pytest.raises(OSError, match="timed out"):
        bus.write_word(0x40, 0, 1)


def test_what_is_no_word_cannot_be_written() -> None:
    bus = Bus()
    bus.chips[0x40] = Register()
    with pytest.raises(ValueError, match="no word: 65536"):
        bus.write_word(0x40, 0, 0x10000)
