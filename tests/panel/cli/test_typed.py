"""Days, times and hours as people type them."""

import argparse
from datetime import date

import pytest

from panel.cli.typed import add_limits, day, days, limits_of, minutes, span
from panel.core.hours import Limits, Span
from panel.core.local_time import day_of
from panel.core.schedule import EVERY_DAY, WEEK, Day

WEEKDAYS = (0, 1, 2, 3, 4)
ALL = (0, 1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(("text", "meant"), [("00:00", 0), ("9:05", 545), ("23:59", 1439)])
def test_a_time_of_day_is_minutes_after_midnight(text: str, meant: int) -> None:
    assert minutes(text) == meant


@pytest.mark.parametrize("text", ["24:00", "12:60", "12", "12:5", "noon", "-1:00", "12:00:00"])
def test_what_is_no_time_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"is no time of day; write it as 00:00 to 23:59"):
        minutes(text)


def test_a_date_is_year_month_day() -> None:
    assert day("2026-12-24") == date(2026, 12, 24)
    with pytest.raises(argparse.ArgumentTypeError, match="write year-month-day"):
        day("24.12.2026")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mon", WEEK[:1]),
        ("Wed,MONDAY", (Day.MONDAY, Day.WEDNESDAY)),
        ("mon-fri", WEEK[:5]),
        ("fri-mon", (Day.MONDAY, Day.FRIDAY, Day.SATURDAY, Day.SUNDAY)),
        ("weekdays", WEEK[:5]),
        ("weekend,holiday", (*WEEK[5:], Day.HOLIDAY)),
        ("every", EVERY_DAY),
    ],
)
def test_days_are_named_by_three_letters_rows_and_sets(text: str, meant: tuple[Day, ...]) -> None:
    assert days(text) == meant


@pytest.mark.parametrize("text", ["mo", "monday-", "tomorrow", ""])
def test_what_names_no_day_is_refused_with_what_does(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"names no day; allowed: mon,wed"):
        days(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mon-fri 09:00-12:30", Span(WEEKDAYS, 540, 750)),
        ("22:00-06:00", Span(ALL, 1320, 360)),
        ("tue,thu 8:00-9:00", Span((1, 3), 480, 540)),
    ],
)
def test_hours_are_days_and_two_times(text: str, meant: Span) -> None:
    assert span(text) == meant


@pytest.mark.parametrize("text", ["mon", "mon 9:00", "holiday 9:00-10:00", "", "mon tue 9:00-10:00"])
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        span(text)


def test_nothing_typed_is_always_and_dates_are_days() -> None:
    parser = argparse.ArgumentParser()
    add_limits(parser)
    assert limits_of(parser.parse_args([])) == Limits()
    words = ["--hours", "mon 09:00-10:00", "--hours", "11:00-12:00", "--from", "2026-12-01", "--until", "2026-12-24"]
    assert limits_of(parser.parse_args(words)) == Limits(
        weekly=(Span((0,), 540, 600), Span(ALL, 660, 720)),
        first_day=day_of(date(2026, 12, 1)),
        last_day=day_of(date(2026, 12, 24)),
    )
