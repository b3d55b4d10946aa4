"""A bus as the kernel's adapter shows it: errors by their numbers."""

import errno

import pytest

from hw_sim.i2c.bus import Bus, Buses
from hw_sim.i2c.words import WordChip


class Register(WordChip):
    """A chip of one register."""

    def __init__(self) -> None:
        super().__init__()
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


def test_a_chip_that_gives_less_than_was_asked_for_leaves_the_line_high() -> None:
    class Short:
        def transfer(self, out: bytes, count: int) -> bytes:
            return out

    bus = Bus()
    bus.chips[0x20] = Short()
    assert bus.read_block(0x20, 5, 3) == b"\x05\xff\xff"
    assert bus.read(0x20, 2) == b"\xff\xff"


def test_a_house_has_the_buses_on_which_something_hangs() -> None:
    buses = Buses()
    third = buses.at(3)
    assert buses.found(3) is third and buses.at(3) is third
    with pytest.raises(OSError, match="No such device"):
        buses.found(1)


def test_what_is_no_word_cannot_be_written() -> None:
    bus = Bus()
    bus.chips[0x40] = Register()
    with pytest.raises(ValueError, match="no word: 65536"):
        bus.write_word(0x40, 0, 0x10000)
