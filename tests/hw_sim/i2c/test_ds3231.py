"""The model of the clock module against its data sheet, and its calendar against Python's."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hw_sim.i2c.ds3231 import Ds3231Chip

S = 1_000_000_000
DAY = 86_400


class Bench:
    def __init__(self) -> None:
        self.ns = 7 * S
        self.chip = Ds3231Chip(lambda: self.ns)

    def later(self, seconds: float) -> None:
        self.ns += int(seconds * S)

    def set(self, *registers: int) -> None:
        self.chip.transfer(bytes([0, *registers]), 0)

    def time(self) -> str:
        return self.chip.transfer(b"\x00", 7).hex(" ")


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_at_first_power_it_counts_from_nothing_and_says_so(bench: Bench) -> None:
    """As the sheet has it: 01/01/00 01 00:00:00, control 1Ch, status 88h; at 25 °C."""
    assert bench.chip.transfer(b"\x00", 0x13).hex() == "00000001010100" + "00" * 7 + "1c88" + "00" + "1900"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("59 59 23 05 31 12 99", "00 00 00 06 01 81 00"),  # the century bit is toggled when the years overflow
        ("59 59 23 07 31 92 99", "00 00 00 01 01 01 00"),
        ("59 59 23 03 28 02 23", "00 00 00 04 01 03 23"),
        ("59 59 23 03 28 02 24", "00 00 00 04 29 02 24"),
        ("59 59 23 03 29 02 24", "00 00 00 04 01 03 24"),
        ("59 59 23 01 28 02 00", "00 00 00 02 29 02 00"),
        ("59 59 23 07 28 82 00", "00 00 00 01 29 82 00"),  # 2100: it knows no better, as the sheet says
        ("59 59 23 02 30 04 25", "00 00 00 03 01 05 25"),
        ("59 59 51 02 11 11 25", "00 00 72 02 11 11 25"),  # twelve hours (bit 6): from the morning to noon
        ("59 59 72 02 11 11 25", "00 00 61 02 11 11 25"),  # to one o'clock
        ("59 59 71 02 11 11 25", "00 00 52 03 12 11 25"),  # to midnight
        ("09 09 09 02 09 09 09", "10 09 09 02 09 09 09"),
    ],
)
def test_it_counts_over_every_edge(bench: Bench, before: str, after: str) -> None:
    bench.set(*bytes.fromhex(before))
    assert bench.time() == before
    bench.later(1)
    assert bench.time() == after


@given(st.integers(0, 36_524 * DAY), st.integers(0, 40_000_000))
def test_its_calendar_is_everybodys_in_this_century(begins: int, seconds: int) -> None:
    start = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=begins)
    bench, end = Bench(), start + timedelta(seconds=seconds)
    bench.set(*registers(start))
    bench.later(seconds)
    if end.year < 2100:
        assert bench.time() == registers(end).hex(" ")


def registers(at: datetime) -> bytes:
    numbers = (at.second, at.minute, at.hour, at.isoweekday(), at.day, at.month, at.year % 100)
    return bytes(int(str(number), 16) for number in numbers)


def test_the_second_begins_when_its_register_is_written(bench: Bench) -> None:
    bench.later(0.7)
    bench.set(0x30, 0, 0, 1, 1, 1, 0x25)
    bench.later(0.9)
    assert bench.time().startswith("30")
    bench.later(0.1)
    assert bench.time().startswith("31")
    bench.chip.transfer(b"\x01\x45", 0)  # the minutes alone do not touch the countdown chain
    bench.later(0.95)
    assert bench.time().startswith("31 45")
    bench.later(0.05)
    assert bench.time().startswith("32 45")


def test_behind_the_last_register_comes_the_first(bench: Bench) -> None:
    bench.set(0x12, 0x34, 0x08, 4, 0x28, 0x11, 0x26)
    assert bench.chip.transfer(b"\x11", 5).hex() == "1900123408"
    assert bench.chip.transfer(b"", 2).hex() == "0428", "the pointer stays where it was"


def test_its_flag_of_a_stopped_oscillator_can_be_cleared_and_not_set(bench: Bench) -> None:
    bench.chip.transfer(b"\x0f\x00", 0)
    assert bench.chip.transfer(b"\x0f", 1) == b"\x00"
    bench.chip.transfer(b"\x0f\xff", 0)
    assert bench.chip.transfer(b"\x0f", 1) == b"\x08"


def test_on_its_cell_it_goes_on_and_without_one_it_begins_anew(bench: Bench) -> None:
    bench.set(0, 0, 0x12, 4, 0x28, 0x11, 0x26)
    bench.chip.transfer(b"\x0f\x00", 0)
    bench.chip.loses_its_supply()
    bench.later(2_400)
    bench.chip.gets_it_back()
    assert (bench.time(), bench.chip.transfer(b"\x0f", 1)) == ("00 40 12 04 28 11 26", b"\x00")
    bench.chip.cell = False
    bench.chip.loses_its_supply()
    bench.later(2_400)
    bench.chip.gets_it_back()
    bench.later(3)
    assert (bench.time(), bench.chip.transfer(b"\x0f", 1)) == ("03 00 00 01 01 01 00", b"\x88")


def test_one_that_is_told_to_stop_on_its_cell_stands_still_and_says_so(bench: Bench) -> None:
    bench.set(0, 0, 0x12, 4, 0x28, 0x11, 0x26)
    bench.chip.transfer(b"\x0e\x9c\x00", 0)
    bench.chip.loses_its_supply()
    bench.later(2_400)
    bench.chip.gets_it_back()
    bench.later(1)
    assert (bench.time(), bench.chip.transfer(b"\x0f", 1)) == ("01 00 12 04 28 11 26", b"\x80")


@pytest.mark.parametrize(("ppm", "ageing", "seconds"), [(100, 0, 8), (-100, 0, -9), (0, 0x7F, -2), (0, 0x80, 1)])
def test_a_crystal_that_is_off_and_its_ageing_offset_count_fast_or_slow(
    bench: Bench, ppm: float, ageing: int, seconds: int
) -> None:
    bench.set(0, 0, 0, 1, 1, 1, 0x25)
    bench.chip.drift(ppm)
    bench.chip.transfer(bytes([0x10, ageing]), 0)
    bench.later(DAY)
    end = datetime(2025, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds)
    assert bench.time().split()[:3] == registers(end).hex(" ").split()[:3]


@pytest.mark.parametrize(("celsius", "words"), [(25.25, "1940"), (-0.25, "ffc0"), (-40, "d800"), (0, "0000")])
def test_its_temperature_is_in_quarters_of_a_degree(bench: Bench, celsius: float, words: str) -> None:
    """25.25 °C is the sheet's own example: 00011001 01b."""
    bench.chip.celsius = celsius
    assert bench.chip.transfer(b"\x11", 2).hex() == words


def test_alarms_are_kept_and_what_is_no_date_breaks_nothing(bench: Bench) -> None:
    bench.chip.transfer(bytes([0x07, *range(7)]), 0)
    assert bench.chip.transfer(b"\x07", 7) == bytes(range(7))
    for byte in (0x00, 0x99, 0xFF, 0x5A):
        bench.set(*[byte] * 7)
        assert len(bench.time()) == 20
