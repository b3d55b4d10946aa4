"""What comes due, when, and that it does so once."""

from datetime import UTC as STANDARD_UTC
from datetime import date, datetime

import msgspec
import pytest

from panel.core.events import ScheduleDue
from panel.core.local_time import UTC
from panel.core.names import Mode
from panel.core.schedule import (
    CATCH_UP_MS,
    EVERY_DAY,
    LATE_MS,
    SET_BACK_MS,
    WEEK,
    Calendar,
    Dated,
    Day,
    Done,
    Due,
    Holiday,
    Programme,
    beginning,
    due,
    kind_of,
    news,
    next_due,
    to_do,
)
from tests.panel.core.test_local_time import DAY_MS, HOUR_MS, LISBON, MINUTE_MS, SAMOA, utc

NIGHT = Programme(id="night", name="Night", areas=("house",), mode=Mode.NIGHT, days=EVERY_DAY, at_min=23 * 60 + 30)
MORNING = Programme(
    id="morning", name="Morning", areas=("house",), mode=Mode.DISARMED, days=WEEK[:5], at_min=6 * 60 + 45
)
CLOSING = Programme(
    id="closing", name="Closing", areas=("annex",), mode=Mode.TOTAL, days=WEEK[:5], at_min=19 * 60, remind=True
)
HOME = Calendar(programmes=(NIGHT, MORNING, CLOSING), auto_disarm=True)


def only(programme: Programme, **fields: object) -> Calendar:
    return msgspec.structs.replace(Calendar(programmes=(programme,), auto_disarm=True), **fields)


def told(found: tuple[Due, ...]) -> list[tuple[str, str]]:
    """Who, and when by UTC."""
    return [
        (one.programme, datetime.fromtimestamp(one.due_utc_ms / 1000, STANDARD_UTC).strftime("%m-%d %H:%M"))
        for one in found
    ]


def span(calendar: Calendar, begin: str, end: str) -> list[tuple[str, str]]:
    return told(due(calendar, LISBON, utc(begin), utc(end)))


def test_a_week_of_an_ordinary_home() -> None:
    assert span(HOME, "2026-07-02T12:00", "2026-07-06T12:00") == [
        ("closing", "07-02 18:00"),  # a Thursday, in summer time
        ("night", "07-02 22:30"),
        ("morning", "07-03 05:45"),
        ("closing", "07-03 18:00"),
        ("night", "07-03 22:30"),
        ("night", "07-04 22:30"),
        ("night", "07-05 22:30"),
        ("morning", "07-06 05:45"),
    ]


def test_an_instant_belongs_to_the_span_that_it_ends() -> None:
    assert span(only(NIGHT), "2026-01-05T23:29", "2026-01-05T23:30") == [("night", "01-05 23:30")]
    assert span(only(NIGHT), "2026-01-05T23:30", "2026-01-06T23:29") == []
    assert span(only(NIGHT), "2026-01-06T23:30", "2026-01-05T23:29") == []


def test_the_night_to_summer_time_has_every_programme_once() -> None:
    early = msgspec.structs.replace(NIGHT, id="early", at_min=60)
    never = msgspec.structs.replace(NIGHT, id="never", at_min=90)
    after = msgspec.structs.replace(NIGHT, id="after", at_min=150)
    calendar = Calendar(programmes=(after, never, early))
    assert span(calendar, "2026-03-28T12:00", "2026-03-29T12:00") == [
        ("early", "03-29 01:00"),  # 01:00 to 01:59 are not on the clock: both at 02:00, which is 01:00 UTC
        ("never", "03-29 01:00"),
        ("after", "03-29 01:30"),
    ]


def test_the_night_to_winter_time_has_every_programme_once() -> None:
    twice = msgspec.structs.replace(NIGHT, id="twice", at_min=90)
    after = msgspec.structs.replace(NIGHT, id="after", at_min=120)
    calendar = Calendar(programmes=(after, twice))
    assert span(calendar, "2026-10-24T12:00", "2026-10-25T12:00") == [
        ("twice", "10-25 00:30"),
        ("after", "10-25 02:00"),
    ]


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2027, 365), (2028, 366)])
@pytest.mark.parametrize("at_min", [0, 59, 60, 90, 119, 120, 1439])
def test_a_year_in_lisbon_has_as_many_instants_as_days(year: int, days: int, at_min: int) -> None:
    daily = only(msgspec.structs.replace(NIGHT, at_min=at_min))
    found = due(daily, LISBON, utc(f"{year}-01-01T00:00") - 1, utc(f"{year + 1}-01-01T00:00") - 1)
    assert len(found) == days
    assert len({one.due_utc_ms for one in found}) == days


def test_a_date_left_out_has_no_programmes() -> None:
    daily = only(msgspec.structs.replace(NIGHT, at_min=7 * 60))
    found = due(daily, SAMOA, utc("2011-12-28T18:00"), utc("2011-12-31T12:00"))
    assert told(found) == [
        ("night", "12-29 17:00"),
        ("night", "12-30 17:00"),
    ]  # the 29th and the 31st, by the clock there


def test_programmes_of_one_minute_all_happen_in_the_order_of_their_names() -> None:
    others = [msgspec.structs.replace(NIGHT, id=name) for name in ("c", "a", "b")]
    calendar = Calendar(programmes=tuple(others))
    assert [who for who, _ in span(calendar, "2026-01-05T12:00", "2026-01-06T12:00")] == ["a", "b", "c"]


def test_what_is_switched_off_does_not_run_and_disarming_needs_a_switch_of_its_own() -> None:
    off = msgspec.structs.replace(NIGHT, enabled=False)
    assert span(only(off), "2026-01-05T12:00", "2026-01-08T12:00") == []
    assert span(only(MORNING, auto_disarm=False), "2026-01-05T00:00", "2026-01-08T12:00") == []
    assert span(only(CLOSING, auto_disarm=False), "2026-01-05T00:00", "2026-01-05T23:00") == [
        ("closing", "01-05 19:00")
    ]


def test_an_exception_moves_or_cancels_one_date_alone() -> None:
    moved = Dated(programme="morning", on=date(2026, 1, 6), at_min=9 * 60)
    cancelled = Dated(programme="morning", on=date(2026, 1, 7))
    assert span(only(MORNING, dated=(moved, cancelled)), "2026-01-05T00:00", "2026-01-08T23:00") == [
        ("morning", "01-05 06:45"),
        ("morning", "01-06 09:00"),
        ("morning", "01-08 06:45"),
    ]


def test_an_exception_may_add_a_date_and_stands_above_a_holiday() -> None:
    on_saturday = Dated(programme="morning", on=date(2026, 1, 10), at_min=9 * 60)
    holidays = (Holiday(name="A week off", first=date(2026, 1, 5), last=date(2026, 1, 11)),)
    found = span(only(MORNING, dated=(on_saturday,), holidays=holidays), "2026-01-04T00:00", "2026-01-12T12:00")
    assert found == [("morning", "01-10 09:00"), ("morning", "01-12 06:45")]


def test_on_a_holiday_runs_what_names_holidays_and_nothing_else() -> None:
    sunday = msgspec.structs.replace(MORNING, id="sunday", days=(Day.SUNDAY, Day.HOLIDAY), at_min=10 * 60)
    carnival = Holiday(name="Carnival", first=date(2026, 2, 17), last=date(2026, 2, 17))
    calendar = msgspec.structs.replace(HOME, programmes=(NIGHT, MORNING, sunday), holidays=(carnival,))
    assert span(calendar, "2026-02-16T00:00", "2026-02-18T12:00") == [
        ("morning", "02-16 06:45"),
        ("night", "02-16 23:30"),
        ("sunday", "02-17 10:00"),
        ("night", "02-17 23:30"),
        ("morning", "02-18 06:45"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "yearly", "inside", "outside"),
    [
        ("2026-12-25", "2026-12-25", False, ["2026-12-25"], ["2026-12-24", "2026-12-26", "2027-12-25"]),
        ("2026-12-25", "2026-12-25", True, ["2026-12-25", "2027-12-25"], ["2025-12-25", "2027-12-26"]),
        ("2026-12-24", "2027-01-02", True, ["2027-01-02", "2029-12-24", "2030-01-02"], ["2026-01-01", "2030-01-03"]),
        ("2026-08-01", "2026-08-16", True, ["2027-08-01", "2027-08-16"], ["2027-07-31", "2027-08-17"]),
        ("2028-02-29", "2028-02-29", True, ["2028-02-29", "2032-02-29"], ["2029-02-28", "2029-03-01"]),
        ("2026-03-01", "2027-03-01", True, ["2027-02-28", "2031-07-01"], ["2026-02-28"]),
    ],
)
def test_holidays_are_days_or_spans_once_or_every_year(
    first: str, last: str, yearly: bool, inside: list[str], outside: list[str]
) -> None:
    holiday = Holiday(name="x", first=date.fromisoformat(first), last=date.fromisoformat(last), yearly=yearly)
    calendar = Calendar(holidays=(holiday,))
    assert {kind_of(calendar, date.fromisoformat(on)) for on in inside} == {Day.HOLIDAY}
    assert Day.HOLIDAY not in {kind_of(calendar, date.fromisoformat(on)) for on in outside}


def test_the_days_of_the_week_are_the_calendars() -> None:
    assert kind_of(Calendar(), date(2026, 7, 6)) is Day.MONDAY
    assert kind_of(Calendar(), date(2026, 7, 5)) is Day.SUNDAY


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"programmes": (NIGHT, NIGHT)}, "the same programme twice"),
        (
            {"dated": (Dated(programme="night", on=date(2026, 1, 1)),) * 2},
            "two exceptions of one programme on one date",
        ),
        ({"programmes": (msgspec.structs.replace(NIGHT, at_min=1440),)}, "a time that is on no clock"),
        ({"dated": (Dated(programme="night", on=date(2026, 1, 1), at_min=-1),)}, "a time that is on no clock"),
    ],
)
def test_a_calendar_that_contradicts_itself_cannot_be_made(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        msgspec.structs.replace(Calendar(), **fields)


def test_the_next_instant_is_the_first_of_all() -> None:
    first = next_due(HOME, LISBON, utc("2026-07-02T12:00"))
    assert first == Due(
        due_utc_ms=utc("2026-07-02T18:00"), programme="closing", areas=("annex",), mode=Mode.TOTAL, remind=True
    )
    assert next_due(HOME, LISBON, utc("2026-07-02T18:00")) == Due(
        due_utc_ms=utc("2026-07-02T22:30"), programme="night", areas=("house",), mode=Mode.NIGHT
    )


def test_the_next_instant_may_be_months_away_or_nowhere_within_a_year() -> None:
    once = msgspec.structs.replace(NIGHT, days=())
    dated = (Dated(programme="night", on=date(2026, 12, 31), at_min=60),)
    far = next_due(only(once, dated=dated), LISBON, utc("2026-01-01T12:00"))
    assert far is not None
    assert far.due_utc_ms == utc("2026-12-31T01:00")
    assert next_due(only(once, dated=dated), LISBON, utc("2025-12-29T12:00")) is None
    assert next_due(only(once), LISBON, utc("2026-01-01T12:00")) is None
    assert next_due(Calendar(), LISBON, utc("2026-01-01T12:00")) is None


def test_an_instant_becomes_an_event_that_says_how_late_it_is() -> None:
    one = Due(due_utc_ms=1_000_000, programme="night", areas=("house",), mode=Mode.NIGHT)
    assert one.event(1_000_250) == ScheduleDue(
        programme="night", due_utc_ms=1_000_000, areas=("house",), mode=Mode.NIGHT, late_ms=250
    )
    assert one.event(1_000_000 + LATE_MS + 1).late_ms > LATE_MS
    assert one.event(999_999).late_ms == 0
    assert msgspec.structs.replace(one, remind=True).event(0).remind


# done and to do -----------------------------------------------------------------------------------


def test_a_power_cut_between_two_programmes_of_one_minute_loses_neither() -> None:
    calendar = Calendar(programmes=tuple(msgspec.structs.replace(NIGHT, id=name) for name in ("a", "b", "c")))
    now = utc("2026-01-05T23:31")
    found = to_do(calendar, UTC, Done(utc("2026-01-05T12:00")), now)
    assert [one.programme for one in found] == ["a", "b", "c"]
    done = news(Done(0), found[0].event(now))
    assert done == Done(utc("2026-01-05T23:30"), "a")
    assert [one.programme for one in to_do(calendar, UTC, done, now + MINUTE_MS)] == ["b", "c"]


def test_the_same_event_twice_is_no_news() -> None:
    event = Due(due_utc_ms=DAY_MS, programme="b", areas=("house",), mode=Mode.NIGHT).event(DAY_MS)
    assert news(Done(DAY_MS, "a"), event) == Done(DAY_MS, "b")
    assert news(Done(DAY_MS, "b"), event) is None
    assert news(Done(DAY_MS, "c"), event) is None
    assert news(Done(DAY_MS + 1), event) is None


def test_a_clock_set_back_brings_nothing_again() -> None:
    done = Done(utc("2026-01-05T23:30"), "night")
    assert to_do(HOME, LISBON, done, utc("2026-01-05T23:00")) == ()
    assert to_do(HOME, LISBON, done, utc("2026-01-05T23:30")) == ()
    assert [one.programme for one in to_do(HOME, LISBON, done, utc("2026-01-06T12:00"))] == ["morning"]


def test_a_clock_set_forward_makes_late() -> None:
    now = utc("2026-01-06T09:00")
    found = to_do(HOME, LISBON, Done(utc("2026-01-05T20:00")), now)
    late = [(one.programme, one.event(now).late_ms) for one in found]
    assert late == [("night", 9 * HOUR_MS + 30 * MINUTE_MS), ("morning", 2 * HOUR_MS + 15 * MINUTE_MS)]


def test_a_new_calendar_does_nothing_of_before_it_was_written() -> None:
    written = utc("2026-01-05T23:35")
    calendar = only(NIGHT, since_utc_ms=written)
    assert to_do(calendar, LISBON, Done(0), written + MINUTE_MS) == ()
    assert to_do(only(NIGHT, since_utc_ms=utc("2026-01-05T23:30")), LISBON, Done(0), written) == ()
    assert len(to_do(calendar, LISBON, Done(0), written + DAY_MS)) == 1
    just_before = only(NIGHT, since_utc_ms=utc("2026-01-05T23:30") - 1)
    assert len(to_do(just_before, LISBON, Done(0), written)) == 1


def test_a_calendar_written_by_a_clock_a_little_ahead_waits_for_that_time_and_one_far_ahead_is_not_believed() -> None:
    now = utc("2026-01-05T23:31")
    for ahead_ms, comes in ((SET_BACK_MS, 0), (SET_BACK_MS + 1, 1)):
        calendar = only(NIGHT, since_utc_ms=now + ahead_ms)
        assert len(to_do(calendar, LISBON, Done(now - 2 * MINUTE_MS), now)) == comes


def test_after_months_in_a_drawer_only_the_last_week_is_told() -> None:
    now = utc("2026-06-01T12:00")
    found = to_do(only(NIGHT), LISBON, Done(utc("2026-01-05T23:30"), "night"), now)
    assert len(found) == 7
    assert all(news(Done(0), one.event(now)) is not None for one in found)
    assert news(Done(0), found[0].event(now + CATCH_UP_MS)) is None


def test_a_clock_that_was_years_ahead_does_not_stop_the_programmes_for_years() -> None:
    wrong = Done(utc("2036-01-05T23:30"), "night")
    due_ms = utc("2026-01-05T23:30")
    calendar = only(NIGHT, since_utc_ms=utc("2036-01-01T00:00"))
    found = to_do(calendar, LISBON, wrong, due_ms + 20)
    assert [one.due_utc_ms for one in found] == [due_ms]
    assert news(wrong, found[0].event(due_ms + 20)) == Done(due_ms, "night")
    assert beginning(wrong, due_ms) == Done(due_ms - LATE_MS)
    assert beginning(Done(due_ms + SET_BACK_MS), due_ms) == Done(due_ms + SET_BACK_MS)
