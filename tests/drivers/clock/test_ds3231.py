"""The driver of the clock module: its data sheet's registers, and a chip that is true to the sheet."""

import contextlib
import errno
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.clock.ds3231 import Ds3231, decode, encode
from drivers.errors import ClockError
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ds3231 import Ds3231Chip

S = 1_000_000_000
FIRST_S, LAST_S = 946_684_800, 7_258_118_399  # 2000-01-01 00:00:00 to 2199-12-31 23:59:59, UTC
REST = bytes.fromhex("00000000000000 1c08 00 1900")  # alarms, control, status, ageing, temperature


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]


class Bench:
    def __init__(self) -> None:
        self.ns, self.bus = 0, Bus()
        self.chip = Ds3231Chip(lambda: self.ns)
        self.bus.chips[0x68] = self.chip
        self.driver = Ds3231(self.bus)


@pytest.mark.parametrize(
    ("registers", "utc_s"),
    [
        ("56 34 12 06 28 11 26", utc(2026, 11, 28, 12, 34, 56)),
        ("00 00 00 06 01 01 00", FIRST_S),
        ("59 59 23 02 31 92 99", LAST_S),  # the century bit: 2199
        ("00 00 00 05 01 81 00", utc(2100, 1, 1, 0, 0, 0)),
        ("00 00 52 06 28 11 26", utc(2026, 11, 28, 0, 0, 0)),  # twelve hours (bit 6): 12 AM is midnight
        ("00 00 72 06 28 11 26", utc(2026, 11, 28, 12, 0, 0)),  # and 12 PM (bit 5) noon
        ("00 00 51 06 28 11 26", utc(2026, 11, 28, 11, 0, 0)),
        ("59 59 71 06 28 11 26", utc(2026, 11, 28, 23, 59, 59)),
        ("00 00 00 04 29 02 24", utc(2024, 2, 29, 0, 0, 0)),
    ],
)
def test_registers_mean_what_figure_1_says(registers: str, utc_s: int) -> None:
    assert decode(bytes.fromhex(registers) + REST).utc_s == utc_s


def test_with_the_time_comes_what_it_is_worth_and_how_warm_the_chip_is() -> None:
    time = bytes.fromhex("56341206281126")
    found = decode(time + bytes.fromhex("00000000000000 9c88 fe 1940"))
    assert (found.lost, found.stops_on_cell, found.ageing, found.celsius) == (True, True, -2, 25.25)
    found = decode(time + bytes.fromhex("00000000000000 1c08 7f ffc0"))
    assert (found.lost, found.stops_on_cell, found.ageing, found.celsius) == (False, False, 127, -0.25)


@pytest.mark.parametrize(
    "registers",
    [
        "60 00 00 01 01 01 00",  # no second
        "1a 00 00 01 01 01 00",  # no decimal number
        "00 6f 00 01 01 01 00",
        "00 00 24 01 01 01 00",
        "00 00 40 01 01 01 00",  # no hour of twelve
        "00 00 53 01 01 01 00",
        "00 00 00 00 01 01 00",  # no day of the week
        "00 00 00 08 01 01 00",
        "00 00 00 01 00 01 00",
        "00 00 00 01 32 01 00",
        "00 00 00 01 01 00 00",
        "00 00 00 01 01 13 00",
        "00 00 00 01 30 02 24",
        "00 00 00 01 29 02 25",
        "00 00 00 01 29 82 00",  # 29 February 2100, which the chip alone believes in
        "80 00 00 01 01 01 00",  # bits that are not there
        "00 00 00 01 01 21 00",
        "ff ff ff ff ff ff ff",
        "00 00 00 00 00 00 00",
    ],
)
def test_what_no_clock_shows_is_refused(registers: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(bytes.fromhex(registers) + REST)


@given(st.integers(FIRST_S, LAST_S))
def test_every_second_of_two_centuries_is_written_and_read_again(utc_s: int) -> None:
    written = encode(utc_s)
    assert decode(written + REST).utc_s == utc_s
    assert written[3] == datetime.fromtimestamp(utc_s, UTC).isoweekday()


@pytest.mark.parametrize("utc_s", [FIRST_S - 1, LAST_S + 1, 0])
def test_a_year_that_it_cannot_count_is_not_set(utc_s: int) -> None:
    with pytest.raises(ClockError, match="from 2000 to 2199"):
        encode(utc_s)


@given(st.integers(FIRST_S, LAST_S - 86_400))
def test_a_chip_that_is_set_shows_that_time_and_a_day_later_the_next_day(utc_s: int) -> None:
    bench = Bench()
    bench.driver.set(utc_s)
    found = bench.driver.read()
    assert (found.utc_s, found.lost, found.celsius) == (utc_s, False, 25.0)
    bench.ns = 86_400 * S
    if datetime.fromtimestamp(utc_s, UTC).strftime("%Y-%m-%d") < "2100-02-28":
        assert bench.driver.read().utc_s == utc_s + 86_400


def test_setting_it_says_that_its_time_is_worth_something_and_touches_no_alarm() -> None:
    bench = Bench()
    bench.bus.write_block(0x68, 0x07, bytes(range(7)))
    bench.bus.write_block(0x68, 0x0E, b"\x9f")
    assert bench.driver.read().lost and bench.driver.read().stops_on_cell
    bench.driver.set(utc(2026, 11, 28))
    found = bench.driver.read()
    assert not found.lost and not found.stops_on_cell
    assert bench.bus.read_block(0x68, 0x07, 9) == bytes(range(7)) + b"\x1f\x08"


def test_one_that_would_stop_on_its_cell_is_told_to_go_on() -> None:
    bench = Bench()
    bench.bus.write_block(0x68, 0x0E, b"\x9c")
    bench.driver.run_on_cell()
    assert not bench.driver.read().stops_on_cell and bench.bus.read_block(0x68, 0x0E, 1) == b"\x1c"


def test_no_second_passes_between_two_digits() -> None:
    """The time is taken once, at the start of the transfer, even if it takes long."""
    bench = Bench()
    bench.driver.set(utc(2026, 12, 31, 23, 59, 59))
    bench.ns = S - 1
    chip = bench.chip
    bench.bus.chips[0x68] = Slow(bench, chip)
    assert bench.driver.read().utc_s == utc(2026, 12, 31, 23, 59, 59)
    assert bench.driver.read().utc_s == utc(2027, 1, 1, 0, 0, 0)


class Slow:
    """A bus on which a transfer takes half a second."""

    def __init__(self, bench: Bench, chip: Ds3231Chip) -> None:
        self._bench, self._chip = bench, chip

    def transfer(self, out: bytes, count: int) -> bytes:
        given = self._chip.transfer(out, count)
        self._bench.ns += S // 2
        return given


@pytest.mark.parametrize("number", [errno.EREMOTEIO, errno.EBUSY, errno.ETIMEDOUT])
def test_one_that_does_not_answer_is_told_with_what_to_look_at(number: int) -> None:
    bench = Bench()
    bench.bus.chips[0x68] = Broken(number)
    with pytest.raises(ClockError, match=r"0x68 does not answer.*UU there means that the kernel has it"):
        bench.driver.read()
    with pytest.raises(ClockError, match="does not answer"):
        bench.driver.set(utc(2026, 1, 1))
    with pytest.raises(ClockError, match="does not answer"):
        bench.driver.run_on_cell()


class Broken:
    def __init__(self, number: int) -> None:
        self._number = number

    def transfer(self, out: bytes, count: int) -> bytes:
        raise OSError(self._number, "broken")


def test_a_hundred_thousand_strings_of_garbage_are_a_time_or_one_error_and_nothing_else() -> None:
    chance, bench = random.Random(3_231), Bench()
    for turn in range(100_000):
        data = chance.randbytes(0x13)
        if turn % 2:  # nearly right: mostly zeros
            data = bytes(byte if chance.random() < 0.2 else 0 for byte in data)
        with contextlib.suppress(ValueError):
            assert FIRST_S <= decode(data).utc_s <= LAST_S
        if turn % 10 == 0:
            bench.bus.chips[0x68] = Said(data[: chance.randrange(0x14)])
            with contextlib.suppress(ClockError):
                bench.driver.read()


class Said:
    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def transfer(self, out: bytes, count: int) -> bytes:
        return self._answer
