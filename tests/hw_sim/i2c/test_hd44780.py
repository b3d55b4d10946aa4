"""The simulated display controller, held to its data sheet (Hitachi ADE-207-272(Z))."""

from itertools import product

import pytest

from hw_sim.i2c.hd44780 import Hd44780Chip


class Bench:
    """A controller, a clock in microseconds, and somebody who moves its lines."""

    def __init__(self) -> None:
        self.us = 1_000_000
        self.chip = Hd44780Chip(lambda: self.us)
        self.us += 10_000

    def nibble(self, nibble: int, rs: int = 0) -> None:
        """E up and down with a nibble on DB7 to DB4."""
        for e in (False, True, False):
            self.chip.lines(rs=bool(rs), rw=False, e=e, data=nibble)

    def byte(self, byte: int, rs: int = 0, wait_us: int = 50) -> None:
        self.nibble(byte >> 4, rs)
        self.nibble(byte & 0x0F, rs)
        self.us += wait_us

    def text(self, text: str) -> None:
        for letter in text:
            self.byte(ord(letter), 1)

    def read(self, rs: int) -> int:
        """Both halves of a byte."""
        halves = []
        for _ in range(2):
            self.chip.lines(rs=bool(rs), rw=True, e=True, data=0x0F)
            driven = self.chip.drives
            assert driven is not None
            halves.append(driven)
            self.chip.lines(rs=bool(rs), rw=True, e=False, data=0x0F)
        assert self.chip.drives is None
        return halves[0] << 4 | halves[1]

    def begun(self, two_lines: bool = True) -> "Bench":
        """Four bits, on, counting up, cleared."""
        self.nibble(0x2)
        self.us += 50
        for byte in (0x28 if two_lines else 0x20, 0x0C, 0x06):
            self.byte(byte)
        self.byte(0x01, wait_us=2_000)
        return self


def test_the_sheets_own_example_of_four_bits_writes_its_h() -> None:
    """Table 12, steps 1 to 6: internal reset, function set twice, display on, entry mode, H."""
    bench = Bench()
    assert (bench.chip.four_bits, bench.chip.on) == (False, False)
    bench.nibble(0b0010)
    bench.us += 50
    for high, low in ((0b0010, 0b0000), (0b0000, 0b1110), (0b0000, 0b0110)):
        bench.nibble(high)
        bench.nibble(low)
        bench.us += 50
    bench.nibble(0b0100, 1)
    bench.nibble(0b1000, 1)
    assert bench.chip.row(0, 0, 8) == "H       "


def test_after_a_loss_of_supply_nothing_is_shown_and_for_ten_milliseconds_nothing_is_obeyed() -> None:
    bench = Bench().begun()
    bench.text("Hello")
    bench.chip.loses_its_supply()
    bench.us += 9_900
    bench.nibble(0x2)
    assert (bench.chip.four_bits, bench.chip.row(0, 0, 5)) == (False, "     ")
    bench.us += 200
    bench.nibble(0x2)
    assert bench.chip.four_bits


def test_what_comes_while_it_is_busy_is_lost() -> None:
    bench = Bench().begun()
    bench.byte(0x01, wait_us=1_500)  # of 1,520
    bench.text("X")
    assert bench.chip.row(0, 0, 2) == "  "
    bench.us += 100
    bench.text("Y")
    bench.byte(ord("a"), 1, wait_us=10)  # of 41
    bench.byte(ord("b"), 1)
    assert bench.chip.row(0, 0, 3) == "Ya "


def test_the_busy_flag_and_the_address_can_be_read() -> None:
    bench = Bench().begun()
    bench.byte(0x80 | 0x45)
    assert bench.read(0) == 0x45
    bench.byte(0x02, wait_us=100)
    assert bench.read(0) == 0x80
    bench.us += 1_500
    assert bench.read(0) == 0x00


def test_what_was_written_can_be_read_again_and_the_address_goes_on() -> None:
    bench = Bench().begun()
    bench.text("AB")
    bench.byte(0x80)
    assert bench.read(1) == ord("A")
    bench.us += 50
    assert (bench.read(1), bench.read(0) & 0x7F) == (ord("B"), 2)


@pytest.mark.parametrize(
    ("two_lines", "after", "begins"), [(True, 0x27, 0x40), (True, 0x67, 0x00), (False, 0x4F, 0x00)]
)
def test_the_address_goes_round_as_the_lines_lie(two_lines: bool, after: int, begins: int) -> None:
    bench = Bench().begun(two_lines)
    bench.byte(0x80 | after)
    bench.text("x")
    assert bench.read(0) == begins


def test_it_counts_down_and_shifts_its_display_if_told_to() -> None:
    bench = Bench().begun()
    bench.byte(0x80 | 4)
    bench.byte(0x04)
    bench.text("321")
    assert bench.chip.row(0, 0, 6) == "  123 "
    bench.byte(0x18)
    assert bench.chip.row(0, 0, 6) == " 123  "
    bench.byte(0x1C)
    bench.byte(0x1C)
    assert bench.chip.row(0, 0, 6) == "   123"
    bench.byte(0x02, wait_us=2_000)
    assert bench.chip.row(0, 0, 6) == "  123 "


def test_with_entry_shift_the_text_stays_and_the_display_moves() -> None:
    bench = Bench().begun()
    bench.byte(0x07)
    bench.text("ab")
    assert bench.chip.row(0, 38, 4) == "ab  "


def test_off_it_shows_nothing_and_on_again_what_it_had() -> None:
    bench = Bench().begun()
    bench.text("kept")
    bench.byte(0x08)
    assert bench.chip.row(0, 0, 4) == "    "
    bench.byte(0x0C)
    assert bench.chip.row(0, 0, 4) == "kept"


def test_a_second_line_begins_at_40_and_is_not_there_with_one() -> None:
    bench = Bench().begun()
    bench.byte(0xC0)
    bench.text("below")
    assert (bench.chip.row(1, 0, 5), bench.chip.row(0, 0, 5)) == ("below", "     ")
    one = Bench().begun(two_lines=False)
    one.text("x" * 50)
    assert (one.chip.row(0, 40, 12), one.chip.row(1, 0, 5)) == ("x" * 10 + "  ", "     ")


def test_a_character_of_ones_own_is_eight_rows_of_five_dots() -> None:
    bench = Bench().begun()
    bench.byte(0x40 | 3 << 3)
    for row in (0b00010, 0b00100, 0b01110, 0b00001, 0b01111, 0b10001, 0b01111, 0b11100000):
        bench.byte(row, 1)
    bench.byte(0x80)
    bench.byte(3, 1)
    bench.byte(11, 1)  # the same eight, again
    assert bench.chip.row(0, 0, 2) == "áá"


@pytest.mark.parametrize("begins", ["as after a reset", "in step", "with half a byte", "with half a reading"])
def test_the_initialization_by_instruction_brings_it_into_step_from_anywhere(begins: str) -> None:
    """Figure 24: 3, 4.1 ms, 3, 100 us, 3, 2, and from then on whole bytes."""
    for was, rs in product((0x0, 0x1, 0x4, 0x8, 0xF), (0, 1)):
        bench = Bench()
        if begins != "as after a reset":
            bench.begun()
            bench.text("old text")
        if begins == "with half a byte":
            bench.nibble(was, rs)
        if begins == "with half a reading":
            for e in (True, False):
                bench.chip.lines(rs=bool(rs), rw=True, e=e, data=0x0F)
        for nibble, wait_us in ((3, 4_100), (3, 100), (3, 100), (2, 50)):
            bench.nibble(nibble)
            bench.us += wait_us
        bench.byte(0x28)
        bench.byte(0x0C)
        bench.byte(0x01, wait_us=2_000)
        bench.byte(0x06)
        bench.text("new")
        assert bench.chip.row(0, 0, 8) == "new     "
