"""The timetable as people read it."""

from datetime import UTC, date, datetime

import msgspec

from panel.api import Announced, Coming, Timetable
from panel.cli.week import next_lines, week_lines
from panel.core.names import Mode
from panel.core.schedule import EVERY_DAY, WEEK, Dated, Day, Holiday, Programme

NOW_MS = int(datetime(2026, 11, 27, 8, 0, tzinfo=UTC).timestamp() * 1000)
NIGHT = Programme(id="night", name="Night", areas=("house",), mode=Mode.NIGHT, days=EVERY_DAY, at_min=1410)
LATE = Programme(
    id="late", name="Late?", areas=("house", "annex"), mode=Mode.TOTAL, days=WEEK[:5], at_min=600, remind=True
)
MORNING = Programme(
    id="morning", name="Morning", areas=("house",), mode=Mode.DISARMED, days=(Day.MONDAY, Day.HOLIDAY), at_min=405
)
OFF = Programme(id="off", name="Off", areas=("house",), mode=Mode.TOTAL, days=WEEK[5:], at_min=0, enabled=False)


def coming(programme: Programme, at: str, *, exception: bool = False) -> Coming:
    return Coming(
        at=at,
        utc_ms=int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000),
        programme=programme.id,
        name=programme.name,
        mode=programme.mode,
        areas=programme.areas,
        remind=programme.remind,
        exception=exception,
    )


TIMETABLE = Timetable(
    panel="casa",
    timezone="Europe/Lisbon",
    now="2026-11-27T08:00",
    now_utc_ms=NOW_MS,
    trusted=True,
    auto_disarm=False,
    warning_s=300,
    areas={"house": "House", "annex": "Annex"},
    programmes=(NIGHT, LATE, MORNING, OFF),
    exceptions=(
        Dated(programme="night", on=date(2026, 11, 26)),
        Dated(programme="night", on=date(2026, 12, 24)),
        Dated(programme="late", on=date(2026, 12, 25), at_min=665),
    ),
    holidays=(
        Holiday(name="Christmas", first=date(2026, 12, 25), last=date(2026, 12, 25), yearly=True),
        Holiday(name="Leave", first=date(2026, 12, 28), last=date(2027, 1, 3)),
    ),
    coming=(
        coming(LATE, "2026-11-27T10:00"),
        coming(NIGHT, "2026-11-27T23:30"),
        coming(NIGHT, "2026-11-28T22:00", exception=True),
    ),
    next=coming(LATE, "2026-11-27T10:00"),
)


def test_the_week_is_told_programme_by_programme_and_day_by_day() -> None:
    assert week_lines(TIMETABLE) == [
        "Europe/Lisbon: it is Friday 27 November 2026, 08:00",
        "",
        "Programmes",
        "  night: Night, every day, holidays too at 23:30: arms House (night)",
        "  late: Late?, Monday to Friday at 10:00: reminds if nobody has armed House and Annex",
        "  morning: Morning, Monday and holidays at 06:45: disarms House [does not run: auto-disarm is off]",
        "  off: Off, Saturday, Sunday at 00:00: arms House (total) [off]",
        "",
        "Exceptions",
        "  2026-12-24 night: not at all",
        "  2026-12-25 late: at 11:05",
        "",
        "Holidays",
        "  Christmas: 2026-12-25, every year",
        "  Leave: 2026-12-28 to 2027-01-03",
        "",
        "The week that comes",
        "  Fri 27 Nov  10:00  Late?: reminds if nobody has armed House and Annex",
        "              23:30  Night: arms House (night)",
        "  Sat 28 Nov  22:00  Night: arms House (night) [exception]",
        "  Sun 29 Nov  -",
        "  Mon 30 Nov  -",
        "  Tue  1 Dec  -",
        "  Wed  2 Dec  -",
        "  Thu  3 Dec  -",
    ]


def test_a_clock_that_is_not_believed_is_said_first() -> None:
    doubted = msgspec.structs.replace(TIMETABLE, trusted=False)
    doubt = (
        "The panel does not believe its clock: nothing happens by it until a time server or clock module has set it."
    )
    assert week_lines(doubted)[1] == doubt
    assert next_lines(doubted)[0] == doubt


def test_programmes_may_disarm_where_that_is_allowed() -> None:
    allowed = msgspec.structs.replace(TIMETABLE, auto_disarm=True)
    assert "  morning: Morning, Monday and holidays at 06:45: disarms House" in week_lines(allowed)


def told(one: Coming, **changes: object) -> str:
    return next_lines(msgspec.structs.replace(TIMETABLE, next=one, **changes))[-1]


def test_what_comes_next_is_one_sentence() -> None:
    assert told(coming(LATE, "2026-11-27T10:00")) == (
        "Friday 27 November at 10:00 (in 2 h): Late? reminds if nobody has armed House and Annex."
    )
    assert told(coming(NIGHT, "2026-11-28T23:30")) == (
        "Saturday 28 November at 23:30 (in 1 d 15 h): Night warns in the house and 5 min later arms House (night),"
        " unless it is postponed."
    )
    assert told(coming(NIGHT, "2026-11-27T08:00"), warning_s=0) == (
        "Friday 27 November at 08:00 (in 0 s): Night arms House (night)."
    )
    assert told(coming(MORNING, "2026-11-30T06:45")) == (
        "Monday 30 November at 06:45 (in 2 d 22 h): Morning disarms House, unless somebody is leaving or coming in"
        " or an alarm has not been seen."
    )


def test_what_is_in_the_way_and_what_is_announced_is_told_with_what_to_do() -> None:
    announced = Announced(name="Night", mode=Mode.NIGHT, areas=("house",), remaining_ms=90_500)
    table = msgspec.structs.replace(
        TIMETABLE, next=coming(NIGHT, "2026-11-27T23:30"), in_the_way=("zone 4 (Window)",), countdown=announced
    )
    lines = next_lines(table)
    assert lines[:2] == [
        "In 1 min 30 s Night arms House (night), as announced.",
        "Somebody still in? sereno schedule postpone MINUTES",
    ]
    assert lines[-1] == "As things stand it would not arm and would say so: zone 4 (Window)."
