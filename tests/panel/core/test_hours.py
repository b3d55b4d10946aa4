"""Weekly hours and dates on the clock on the wall."""

from datetime import UTC, date, datetime

import pytest

from panel.core.hours import UNLIMITED, Limits, Span, hours_at
from panel.core.local_time import UTC as AT_UTC
from panel.core.local_time import TimeZone, day_of
from panel.core.names import Hours

HOUR_MS = 3_600_000
CLEANER = Limits(weekly=(Span((1, 3), 9 * 60, 12 * 60),))  # Tuesdays and Thursdays, 9 to 12


def at(text: str) -> int:
    """That UTC time, ms."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


# Lisbon in 2026: an hour ahead of UTC from 29 March, 1:00 UTC, to 25 October, 1:00 UTC.
LISBON = TimeZone(0, ((at("2026-03-29T01:00"), HOUR_MS), (at("2026-10-25T01:00"), 0)))


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("2026-11-24T08:59:59.999", Hours.OUT),  # a Tuesday
        ("2026-11-24T09:00", Hours.IN),
        ("2026-11-24T11:59:59.999", Hours.IN),
        ("2026-11-24T12:00", Hours.AFTER),
        ("2026-11-24T12:29:59.999", Hours.AFTER),
        ("2026-11-24T12:30", Hours.OUT),
        ("2026-11-25T10:00", Hours.OUT),  # Wednesday
        ("2026-11-26T10:00", Hours.IN),  # Thursday
    ],
)
def test_hours_begin_on_the_minute_and_half_an_hour_after_them_is_for_arming(when: str, hours: Hours) -> None:
    assert hours_at(CLEANER, AT_UTC, at(when)) is hours


def test_whoever_has_neither_hours_nor_dates_is_always_in() -> None:
    assert hours_at(UNLIMITED, AT_UTC, at("2026-11-24T03:00")) is Hours.IN


def test_dates_hold_both_days_named_and_the_half_hour_after_the_last() -> None:
    limits = Limits(first_day=day_of(date(2026, 11, 24)), last_day=day_of(date(2026, 11, 25)))
    moments = ("2026-11-23T23:59", "2026-11-24T00:00", "2026-11-25T23:59", "2026-11-26T00:29", "2026-11-26T00:30")
    told = [hours_at(limits, AT_UTC, at(when)) for when in moments]
    assert told == [Hours.OUT, Hours.IN, Hours.IN, Hours.AFTER, Hours.OUT]


def test_hours_outside_the_dates_do_not_count() -> None:
    limits = Limits(weekly=CLEANER.weekly, first_day=day_of(date(2026, 11, 25)))
    assert hours_at(limits, AT_UTC, at("2026-11-24T10:00")) is Hours.OUT
    assert hours_at(limits, AT_UTC, at("2026-11-26T10:00")) is Hours.IN


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    night = Limits(weekly=(Span((4,), 22 * 60, 6 * 60),), last_day=day_of(date(2026, 11, 27)))  # Fridays, 22 to 6
    moments = ("2026-11-27T05:00", "2026-11-27T22:00", "2026-11-28T05:59", "2026-11-28T06:00", "2026-11-28T22:00")
    told = [hours_at(night, AT_UTC, at(when)) for when in moments]
    assert told == [Hours.OUT, Hours.IN, Hours.IN, Hours.AFTER, Hours.OUT]


def test_a_span_around_the_clock_is_the_whole_day_and_no_more() -> None:
    day = Limits(weekly=(Span((1,), 0, 0),))
    moments = ("2026-11-23T23:59", "2026-11-24T23:59", "2026-11-25T00:00")
    assert [hours_at(day, AT_UTC, at(when)) for when in moments] == [Hours.OUT, Hours.IN, Hours.AFTER]


def test_a_span_of_one_minute_still_leaves_half_an_hour_to_arm() -> None:
    short = Limits(weekly=(Span((1,), 540, 541),))
    assert hours_at(short, AT_UTC, at("2026-11-24T09:30:59.999")) is Hours.AFTER
    assert hours_at(short, AT_UTC, at("2026-11-24T09:31")) is Hours.OUT


def test_hours_follow_the_wall_clock_over_its_changes() -> None:
    assert hours_at(CLEANER, LISBON, at("2026-06-02T08:00")) is Hours.IN  # 9:00 in Lisbon's summer
    assert hours_at(CLEANER, LISBON, at("2026-06-02T11:00")) is Hours.AFTER
    twice = Limits(weekly=(Span((6,), 60, 120),))  # Sundays 1:00 to 2:00
    assert hours_at(twice, LISBON, at("2026-10-25T00:30")) is Hours.IN  # the first 1:30
    assert hours_at(twice, LISBON, at("2026-10-25T01:30")) is Hours.IN  # the second
    assert hours_at(twice, LISBON, at("2026-10-25T02:00")) is Hours.AFTER
    assert hours_at(twice, LISBON, at("2026-03-29T01:00")) is Hours.OUT  # 2:00 at once: the hour was left out


def test_the_half_hour_after_even_a_minute_of_hours_begins_when_that_minute_ends() -> None:
    minute = Limits(weekly=(Span((1,), 9 * 60, 9 * 60 + 1),))
    moments = ("2026-11-24T09:00:59.999", "2026-11-24T09:01", "2026-11-24T09:30:59.999", "2026-11-24T09:31")
    assert [hours_at(minute, AT_UTC, at(when)) for when in moments] == [Hours.IN, Hours.AFTER, Hours.AFTER, Hours.OUT]
