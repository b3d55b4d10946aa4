"""Programmes that arm, disarm or remind by the clock on the wall, and the instants at which they do.

The shell asks what has come due since it last asked and hands each to the core; it keeps time, this keeps count.

How nothing is lost and nothing happens twice: instants are ordered by (due_utc_ms, programme). The core keeps the
last one it dealt with (``Done``) in the same transaction as what came of it, and takes only what comes after
(``news``); the shell asks for just that (``to_do``). A clock that is set forward makes some of them late, one that is
set back brings none again, and two programmes of one minute both happen though the power goes between them.
Before the calendar is changed, all that is due by then is handed over; ``since_utc_ms`` of the new one is that moment.
"""

from datetime import date, timedelta
from enum import StrEnum

import msgspec

from panel.core.events import ScheduleDue
from panel.core.local_time import MINUTES_PER_DAY, TimeZone, date_of, exists, instant_ms
from panel.core.names import Mode
from panel.core.plan import DAY_MS, MINUTE_MS

LATE_MS = 15 * MINUTE_MS  # missed by more: told, not done. Nobody expects it any more
CATCH_UP_MS = 7 * DAY_MS  # missed longer ago: not even told one by one
SET_BACK_MS = 2 * DAY_MS  # done so far in the future: that clock was wrong, and is no reason to rest until then
NEXT_WITHIN_MS = 366 * DAY_MS
LOOK_MS = 8 * DAY_MS  # at once: a week and a day are nearly always enough


class Day(StrEnum):
    """The kinds of day. A holiday is one of its own, whatever the day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


WEEK = (Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY, Day.FRIDAY, Day.SATURDAY, Day.SUNDAY)
EVERY_DAY = (*WEEK, Day.HOLIDAY)


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """What is done by itself, and when: on these kinds of day, ``at_min`` minutes after midnight (0..1439).

    ``mode`` DISARMED: it disarms ``areas``. ``remind``: it only looks whether somebody forgot to arm them.
    """

    id: str
    name: str
    areas: tuple[str, ...]
    mode: Mode
    days: tuple[Day, ...]
    at_min: int
    remind: bool = False
    enabled: bool = True


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """One date on which a programme runs at another time, or (``at_min`` None) not at all.

    It stands above days and holidays: with a time, the programme runs on that date whatever the day.
    """

    programme: str
    on: date
    at_min: int | None = None


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """The days from ``first`` to ``last``, both included. ``yearly``: and the same days of every later year."""

    name: str
    first: date
    last: date
    yearly: bool = False


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that happens by the clock.

    ``auto_disarm``: whether programmes may disarm at all. ``since_utc_ms``: when this calendar was written; what
    it says of earlier instants was never to happen. The same programme twice, two entries for one programme on one
    date, and times that are on no clock are a ValueError.
    """

    programmes: tuple[Programme, ...] = ()
    dated: tuple[Dated, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    auto_disarm: bool = False
    since_utc_ms: int = 0

    def __post_init__(self) -> None:
        if len({programme.id for programme in self.programmes}) != len(self.programmes):
            raise ValueError("the same programme twice")
        if len({(entry.programme, entry.on) for entry in self.dated}) != len(self.dated):
            raise ValueError("two exceptions of one programme on one date")
        times = [programme.at_min for programme in self.programmes]
        times += [entry.at_min for entry in self.dated if entry.at_min is not None]
        if any(not 0 <= at_min < MINUTES_PER_DAY for at_min in times):
            raise ValueError("a time that is on no clock")


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One programme, once: at ``due_utc_ms``, in ms since 1970."""

    due_utc_ms: int
    programme: str
    areas: tuple[str, ...]
    mode: Mode
    remind: bool = False

    def event(self, now_utc_ms: int) -> ScheduleDue:
        """The event for the core, with how late it is now; over ``LATE_MS`` the core only tells of it."""
        return ScheduleDue(
            programme=self.programme,
            due_utc_ms=self.due_utc_ms,
            areas=self.areas,
            mode=self.mode,
            late_ms=max(0, now_utc_ms - self.due_utc_ms),
            remind=self.remind,
        )


class Done(msgspec.Struct, frozen=True, order=True):
    """The last instant dealt with, in the order of all instants. ``programme`` empty: nothing at ``due_utc_ms`` yet."""

    due_utc_ms: int
    programme: str = ""


def due(calendar: Calendar, zone: TimeZone, after_utc_ms: int, until_utc_ms: int) -> tuple[Due, ...]:
    """Every instant after ``after_utc_ms`` and not after ``until_utc_ms``, in order, each exactly once."""
    # A local time is less than a day from the same time in UTC, so one more day either way has them all.
    days = range(after_utc_ms // DAY_MS - 1, until_utc_ms // DAY_MS + 2)
    found = {one for day in days for one in _on(calendar, zone, day) if after_utc_ms < one.due_utc_ms <= until_utc_ms}
    return tuple(sorted(found, key=_order))


def to_do(calendar: Calendar, zone: TimeZone, done: Done, now_utc_ms: int) -> tuple[Due, ...]:
    """What has come due since ``done``, in order, to be handed to the core one after the other.

    Empty while the clock says less than it did.
    """
    begin = beginning(done, now_utc_ms)
    if calendar.since_utc_ms <= now_utc_ms + SET_BACK_MS:
        begin = max(begin, Done(calendar.since_utc_ms + 1))
    found = due(calendar, zone, begin.due_utc_ms - 1, now_utc_ms)
    return tuple(one for one in found if _order(one) > (begin.due_utc_ms, begin.programme))


def news(done: Done, event: ScheduleDue) -> Done | None:
    """What ``done`` is once the event is dealt with; None when it has been already, or is too old to be told."""
    begin, this = beginning(done, event.due_utc_ms + event.late_ms), Done(event.due_utc_ms, event.programme)
    return this if this > begin else None


def beginning(done: Done, now_utc_ms: int) -> Done:
    """After which instant there is still something to do, when the clock says ``now_utc_ms``.

    That is ``done``, but for two cases. Nobody wants to read of all that a panel missed while it lay in a drawer.
    And an instant done far in the future was done by a wrong clock, which must not stop every programme till then.
    """
    if done.due_utc_ms > now_utc_ms + SET_BACK_MS:
        return Done(now_utc_ms - LATE_MS)
    return max(done, Done(now_utc_ms - CATCH_UP_MS))


def next_due(calendar: Calendar, zone: TimeZone, after_utc_ms: int) -> Due | None:
    """The first instant after ``after_utc_ms``; None when there is none within a year (ask again by then)."""
    limit_utc_ms = after_utc_ms + NEXT_WITHIN_MS
    while _running(calendar) and after_utc_ms < limit_utc_ms:
        until_utc_ms = min(after_utc_ms + LOOK_MS, limit_utc_ms)
        found = due(calendar, zone, after_utc_ms, until_utc_ms)
        if found:
            return found[0]
        after_utc_ms = until_utc_ms
    return None


def kind_of(calendar: Calendar, on: date) -> Day:
    """What kind of day a date is."""
    return Day.HOLIDAY if any(_is_in(holiday, on) for holiday in calendar.holidays) else WEEK[on.weekday()]


def _on(calendar: Calendar, zone: TimeZone, day: int) -> list[Due]:
    """What runs on one local date, in no order. A date that the zone leaves out has no programmes."""
    running = _running(calendar)
    if not running or not exists(zone, day):
        return []
    on = date_of(day)
    kind = kind_of(calendar, on)
    dated = {entry.programme: entry.at_min for entry in calendar.dated if entry.on == on}
    times = [(one, dated.get(one.id, one.at_min if kind in one.days else None)) for one in running]
    return [_due(one, instant_ms(zone, day, at_min)) for one, at_min in times if at_min is not None]


def _running(calendar: Calendar) -> list[Programme]:
    return [one for one in calendar.programmes if one.enabled and (calendar.auto_disarm or _may_always(one))]


def _may_always(programme: Programme) -> bool:
    return programme.remind or programme.mode is not Mode.DISARMED


def _due(programme: Programme, due_utc_ms: int) -> Due:
    return Due(
        due_utc_ms=due_utc_ms,
        programme=programme.id,
        areas=programme.areas,
        mode=programme.mode,
        remind=programme.remind,
    )


def _order(one: Due) -> tuple[int, str]:
    return one.due_utc_ms, one.programme


def _is_in(holiday: Holiday, on: date) -> bool:
    if holiday.first <= on <= holiday.last:
        return True
    if not holiday.yearly or on < holiday.first:
        return False
    # Days of a year compare as (month, day). From December to January the order is turned round.
    first, last, this = ((one.month, one.day) for one in (holiday.first, holiday.last, on))
    if holiday.last - holiday.first >= timedelta(days=365):
        return True
    return first <= this <= last if first <= last else this >= first or this <= last
