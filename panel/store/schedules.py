"""Changes of the calendar: pure functions that make a new one, or refuse and say what is allowed.

The time zone is the installation's own, in its configuration: it belongs to the house, not to those who live in it.
"""

import re
import unicodedata
from datetime import date

from msgspec.structs import replace

from panel.core.local_time import MINUTES_PER_DAY
from panel.core.names import Mode
from panel.core.plan import Plan
from panel.core.schedule import EVERY_DAY, Calendar, Dated, Holiday, Programme
from panel.store.errors import ScheduleRefused

PROGRAMMES_MAX = 64
DATED_MAX = 500
HOLIDAYS_MAX = 200
NAME_CHARACTERS_MAX = 40


def add_programme(calendar: Calendar, plan: Plan, new: Programme) -> Calendar:
    """One more; its ``id`` is made from its name. Without areas it is about all that have the mode.

    Raises ScheduleRefused: its name is taken or no name, an area or mode is not there, a day or time is none.
    """
    _check_name(new.name)
    if any(one.name == new.name for one in calendar.programmes):
        raise ScheduleRefused(f"there is a programme {new.name!r} already; remove it first, or choose another name")
    if len(calendar.programmes) >= PROGRAMMES_MAX:
        raise ScheduleRefused(f"there are {PROGRAMMES_MAX} programmes already, which is the most; remove one first")
    if not new.days or len(set(new.days)) != len(new.days):
        raise ScheduleRefused(f"{new.name}: name each day once, and at least one; allowed: {', '.join(EVERY_DAY)}")
    _check_time(new.at_min)
    if new.remind and new.mode is Mode.DISARMED:
        raise ScheduleRefused(f"{new.name}: a reminder is about arming; give total, partial or night")
    areas = new.areas or tuple(area.id for area in plan.areas if _has(area.modes, new.mode))
    _check_areas(plan, new, areas)
    fresh = replace(new, id=_new_id(calendar, new.name), areas=tuple(dict.fromkeys(areas)))
    return replace(calendar, programmes=(*calendar.programmes, fresh))


def remove_programme(calendar: Calendar, which: str) -> Calendar:
    """Without that programme and its exceptions. Raises ScheduleRefused when there is none."""
    gone = find_programme(calendar, which).id
    return replace(
        calendar,
        programmes=tuple(one for one in calendar.programmes if one.id != gone),
        dated=tuple(one for one in calendar.dated if one.programme != gone),
    )


def switch_programme(calendar: Calendar, which: str, *, on: bool) -> Calendar:
    """With that programme switched on or off. Raises ScheduleRefused when there is none."""
    found = find_programme(calendar, which)
    programmes = tuple(replace(one, enabled=on) if one is found else one for one in calendar.programmes)
    return replace(calendar, programmes=programmes)


def find_programme(calendar: Calendar, which: str) -> Programme:
    """The programme of that id, else of that name. Raises ScheduleRefused."""
    named = [one for one in calendar.programmes if one.name == which]
    for one in [*(one for one in calendar.programmes if one.id == which), *named]:
        return one
    known = ", ".join(one.id for one in calendar.programmes) or "none yet"
    raise ScheduleRefused(f"no programme is called {which!r}; there is {known}")


def put_exception(calendar: Calendar, which: str, on: date, at_min: int | None) -> Calendar:
    """On that date the programme runs at ``at_min``, or (None) not at all, whatever was said of it before.

    Raises ScheduleRefused: no such programme or time, or too many exceptions.
    """
    programme = find_programme(calendar, which).id
    if at_min is not None:
        _check_time(at_min)
    others = _other_dates(calendar, programme, on)
    if len(others) >= DATED_MAX:
        raise ScheduleRefused(f"there are {DATED_MAX} exceptions already, which is the most; lift some that are over")
    return replace(calendar, dated=(*others, Dated(programme=programme, on=on, at_min=at_min)))


def lift_exception(calendar: Calendar, which: str, on: date) -> Calendar:
    """On that date the programme runs as ever. Raises ScheduleRefused when there is nothing to lift."""
    found = find_programme(calendar, which)
    others = _other_dates(calendar, found.id, on)
    if len(others) == len(calendar.dated):
        raise ScheduleRefused(f"{found.name} has no exception on {on.isoformat()}")
    return replace(calendar, dated=others)


def add_holiday(calendar: Calendar, new: Holiday) -> Calendar:
    """One more. Raises ScheduleRefused: its name is taken or none, it ends before it begins, or there are too many."""
    _check_name(new.name)
    if any(one.name == new.name for one in calendar.holidays):
        raise ScheduleRefused(f"there is a holiday {new.name!r} already; remove it first, or choose another name")
    if new.last < new.first:
        raise ScheduleRefused(f"{new.name}: its last day, {new.last}, is before its first, {new.first}")
    if len(calendar.holidays) >= HOLIDAYS_MAX:
        raise ScheduleRefused(f"there are {HOLIDAYS_MAX} holidays already, which is the most; remove some first")
    return replace(calendar, holidays=(*calendar.holidays, new))


def remove_holiday(calendar: Calendar, name: str) -> Calendar:
    """Without that holiday. Raises ScheduleRefused when there is none."""
    others = tuple(one for one in calendar.holidays if one.name != name)
    if len(others) == len(calendar.holidays):
        known = ", ".join(one.name for one in calendar.holidays) or "none yet"
        raise ScheduleRefused(f"no holiday is called {name!r}; there is {known}")
    return replace(calendar, holidays=others)


def fitting(calendar: Calendar, plan: Plan) -> Calendar:
    """The calendar as far as ``plan`` has its areas and modes: the configuration may have changed since it was written.

    A programme none of whose areas is left does not run; one with some left is about those.
    """
    return replace(calendar, programmes=tuple(_fitted(one, plan) for one in calendar.programmes))


def _fitted(programme: Programme, plan: Plan) -> Programme:
    offered = {area.id: area.modes for area in plan.areas}
    areas = tuple(area for area in programme.areas if area in offered and _has(offered[area], programme.mode))
    if areas == programme.areas:
        return programme
    return replace(programme, areas=areas, enabled=programme.enabled and bool(areas))


def _has(modes: tuple[Mode, ...], mode: Mode) -> bool:
    return mode is Mode.DISARMED or mode in modes


def _check_areas(plan: Plan, programme: Programme, areas: tuple[str, ...]) -> None:
    offered = {area.id: area.modes for area in plan.areas}
    for area in areas:
        if area not in offered:
            raise ScheduleRefused(f"{programme.name}: no area is called {area!r}; allowed: {', '.join(offered)}")
        if not _has(offered[area], programme.mode):
            found = ", ".join(mode.value for mode in offered[area])
            raise ScheduleRefused(f"{programme.name}: {area} cannot be armed {programme.mode.value}; allowed: {found}")
    if not areas:
        raise ScheduleRefused(f"{programme.name}: no area can be armed {programme.mode.value}")


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= NAME_CHARACTERS_MAX or name != name.strip() or not name.isprintable():
        raise ScheduleRefused(
            f"a name is text of 1 to {NAME_CHARACTERS_MAX} characters on one line, no spaces around it, not {name!r}"
        )


def _check_time(at_min: int) -> None:
    if not 0 <= at_min < MINUTES_PER_DAY:
        raise ScheduleRefused(f"a time of day is 00:00 to 23:59, not {at_min} minutes after midnight")


def _other_dates(calendar: Calendar, programme: str, on: date) -> tuple[Dated, ...]:
    return tuple(one for one in calendar.dated if (one.programme, one.on) != (programme, on))


def _new_id(calendar: Calendar, name: str) -> str:
    """A free id: plain small letters, numbered when taken. Reports name the programme by it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "programme"
    taken = {one.id for one in calendar.programmes}
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return candidate
