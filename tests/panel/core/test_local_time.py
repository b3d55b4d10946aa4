"""Local times and their instants, by hand-written zones."""

from datetime import UTC as STANDARD_UTC
from datetime import date, datetime

import pytest

from panel.core.local_time import UTC, TimeZone, date_of, day_of, exists, instant_ms, local_ms

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=STANDARD_UTC).timestamp() * 1000)


# As the time-zone database has them.
LISBON = TimeZone(0, ((utc("2026-03-29T01:00"), HOUR_MS), (utc("2026-10-25T01:00"), 0)))
SAMOA = TimeZone(-10 * HOUR_MS, ((utc("2011-12-30T10:00"), 14 * HOUR_MS),))
NUUK = TimeZone(-2 * HOUR_MS, ((utc("2024-03-31T01:00"), -HOUR_MS), (utc("2024-10-27T01:00"), -2 * HOUR_MS)))


def at(zone: TimeZone, on: str, clock: str) -> str:
    hours, minutes = clock.split(":")
    ms = instant_ms(zone, day_of(date.fromisoformat(on)), int(hours) * 60 + int(minutes))
    return datetime.fromtimestamp(ms / 1000, STANDARD_UTC).strftime("%Y-%m-%dT%H:%M")


def test_an_ordinary_time_is_less_the_offset() -> None:
    assert at(LISBON, "2026-01-15", "22:30") == "2026-01-15T22:30"
    assert at(LISBON, "2026-07-15", "22:30") == "2026-07-15T21:30"
    assert at(UTC, "2026-07-15", "22:30") == "2026-07-15T22:30"
    assert local_ms(LISBON, utc("2026-07-15T21:30")) == utc("2026-07-15T22:30")


def test_in_spring_a_time_that_does_not_exist_is_the_next_that_does() -> None:
    assert at(LISBON, "2026-03-29", "00:59") == "2026-03-29T00:59"
    for gone in ("01:00", "01:30", "01:59", "02:00"):
        assert at(LISBON, "2026-03-29", gone) == "2026-03-29T01:00"
    assert at(LISBON, "2026-03-29", "02:01") == "2026-03-29T01:01"


def test_in_autumn_a_time_that_comes_twice_is_its_first() -> None:
    assert at(LISBON, "2026-10-25", "00:59") == "2026-10-24T23:59"
    assert at(LISBON, "2026-10-25", "01:00") == "2026-10-25T00:00"
    assert at(LISBON, "2026-10-25", "01:59") == "2026-10-25T00:59"
    assert at(LISBON, "2026-10-25", "02:00") == "2026-10-25T02:00"


def test_a_jump_over_midnight_leads_into_the_next_date() -> None:
    assert at(NUUK, "2024-03-30", "23:30") == at(NUUK, "2024-03-31", "00:00") == "2024-03-31T01:00"
    assert exists(NUUK, day_of(date(2024, 3, 30)))


def test_a_date_that_a_whole_country_left_out_does_not_exist() -> None:
    days = [day_of(date(2011, 12, 29)) + n for n in range(3)]
    assert [exists(SAMOA, day) for day in days] == [True, False, True]


def test_the_first_and_the_last_offset_have_no_end() -> None:
    assert at(LISBON, "1975-06-01", "12:00") == "1975-06-01T12:00"
    assert at(LISBON, "2099-06-01", "12:00") == "2099-06-01T12:00"
    assert at(SAMOA, "2099-06-01", "12:00") == "2099-05-31T22:00"


def test_days_are_counted_from_1970() -> None:
    assert [day_of(date(1970, 1, 1)), day_of(date(1969, 12, 31)), day_of(date(1970, 2, 1))] == [0, -1, 31]
    assert date_of(day_of(date(2028, 2, 29))) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("first_offset_ms", "transitions"),
    [(DAY_MS, ()), (0, ((5, -DAY_MS),)), (0, ((5, 0), (5, 1))), (0, ((6, 0), (5, 1)))],
)
def test_a_zone_that_is_none_cannot_be_made(first_offset_ms: int, transitions: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        TimeZone(first_offset_ms, transitions)
