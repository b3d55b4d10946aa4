"""The timetable in words: pure, from what alarmd answers to lines that people read."""

from datetime import date, datetime, timedelta

from panel.api import Coming, Timetable
from panel.core.names import Mode
from panel.core.schedule import EVERY_DAY, WEEK, Day, Holiday, Programme

DAYS_SHOWN = 7
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DOUBT = "The panel does not believe its clock: nothing happens by it until a time server or clock module has set it."


def week_lines(timetable: Timetable) -> list[str]:
    """Every programme, what differs on which dates, and day by day the week that comes."""
    return [
        f"{timetable.timezone}: it is {_on(_date(timetable.now))} {timetable.now[:4]}, {timetable.now[11:]}",
        *([_DOUBT] if not timetable.trusted else []),
        "",
        "Programmes" if timetable.programmes else "No programmes: nothing happens by the clock.",
        *(f"  {_programme(timetable, one)}" for one in timetable.programmes),
        *_exceptions(timetable),
        *_titled("Holidays", [_holiday(one) for one in timetable.holidays]),
        *(_days(timetable) if timetable.programmes else []),
    ]


def next_lines(timetable: Timetable) -> list[str]:
    """What will happen next, when, and what is in its way."""
    lines = [] if timetable.trusted else [_DOUBT]
    if timetable.countdown is not None:
        now = timetable.countdown
        left = _span(now.remaining_ms // 1000)
        lines.append(f"In {left} {now.name} arms {_areas(timetable, now.areas)} ({now.mode.value}), as announced.")
        lines.append("Somebody still in? sereno schedule postpone MINUTES")
    if timetable.next is None:
        return [*lines, "Nothing is to happen by the clock within a year."]
    one, seconds = timetable.next, (timetable.next.utc_ms - timetable.now_utc_ms) // 1000
    lines.append(f"{_on(_date(one.at))} at {one.at[11:]} (in {_span(seconds)}): {_sentence(timetable, one)}")
    if timetable.in_the_way:
        lines.append(f"As things stand it would not arm and would say so: {', '.join(timetable.in_the_way)}.")
    return lines


def _sentence(timetable: Timetable, one: Coming) -> str:
    areas = _areas(timetable, one.areas)
    if one.remind:
        return f"{one.name} reminds if nobody has armed {areas}."
    if one.mode is Mode.DISARMED:
        return f"{one.name} disarms {areas}, unless somebody is leaving or coming in or an alarm has not been seen."
    if timetable.warning_s == 0:
        return f"{one.name} arms {areas} ({one.mode.value})."
    warning = _span(timetable.warning_s)
    return f"{one.name} warns in the house and {warning} later arms {areas} ({one.mode.value}), unless it is postponed."


# the list -----------------------------------------------------------------------------------------


def _programme(timetable: Timetable, one: Programme) -> str:
    rests = "" if one.enabled else " [off]"
    if one.enabled and one.mode is Mode.DISARMED and not timetable.auto_disarm:
        rests = " [does not run: auto-disarm is off]"
    at = f"{one.at_min // 60:02}:{one.at_min % 60:02}"
    what = _what(timetable, one.mode, one.areas, one.remind)
    return f"{one.id}: {one.name}, {_days_of(one.days)} at {at}: {what}{rests}"


def _what(timetable: Timetable, mode: Mode, areas: tuple[str, ...], remind: bool) -> str:
    named = _areas(timetable, areas)
    if mode is Mode.DISARMED:
        return f"disarms {named}"
    return f"reminds if nobody has armed {named}" if remind else f"arms {named} ({mode.value})"


def _days_of(days: tuple[Day, ...]) -> str:
    if set(days) == set(EVERY_DAY):
        return "every day, holidays too"
    week = [at for at, one in enumerate(WEEK) if one in days]
    row = len(week) > 2 and week == list(range(week[0], week[-1] + 1))
    named = f"{_DAY_NAMES[week[0]]} to {_DAY_NAMES[week[-1]]}" if row else ", ".join(_DAY_NAMES[at] for at in week)
    if Day.HOLIDAY not in days:
        return named
    return f"{named} and holidays" if week else "holidays"


def _exceptions(timetable: Timetable) -> list[str]:
    today = timetable.now[:10]
    told = [
        f"{one.on.isoformat()} {one.programme}: "
        + ("not at all" if one.at_min is None else f"at {one.at_min // 60:02}:{one.at_min % 60:02}")
        for one in timetable.exceptions
        if one.on.isoformat() >= today
    ]
    return _titled("Exceptions", told)


def _holiday(one: Holiday) -> str:
    until = "" if one.last == one.first else f" to {one.last.isoformat()}"
    return f"{one.name}: {one.first.isoformat()}{until}{', every year' if one.yearly else ''}"


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _days(timetable: Timetable) -> list[str]:
    today = _date(timetable.now)
    lines = ["", "The week that comes"]
    for on in (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN)):
        found = [one for one in timetable.coming if _date(one.at) == on]
        label = f"  {_DAY_NAMES[on.weekday()][:3]} {on.day:>2} {_MONTHS[on.month - 1][:3]}"
        told = [f"{one.at[11:]}  {_entry(timetable, one)}" for one in found] or ["-"]
        lines += [f"{label if at == 0 else ' ' * len(label)}  {text}" for at, text in enumerate(told)]
    return lines


def _entry(timetable: Timetable, one: Coming) -> str:
    exception = " [exception]" if one.exception else ""
    return f"{one.name}: {_what(timetable, one.mode, one.areas, one.remind)}{exception}"


# words --------------------------------------------------------------------------------------------


def _areas(timetable: Timetable, areas: tuple[str, ...]) -> str:
    return " and ".join(timetable.areas.get(area, area) for area in areas)


def _date(at: str) -> date:
    return datetime.fromisoformat(at).date()


def _on(on: date) -> str:
    return f"{_DAY_NAMES[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def _span(seconds: int) -> str:
    """How long, as people say it: the two largest of days, hours, minutes and seconds."""
    units = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
    told = []
    for name, size in units:
        count, seconds = divmod(seconds, size)
        told += [f"{count} {name}"] if count else []
    return " ".join(told[:2]) or "0 s"
