"""The programmes, for people at a shell: what they are, what comes, and changes by whoever may make them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, assert_never

import msgspec

from comms.keys import Identity
from panel.api import (
    AddHoliday,
    AddProgramme,
    Announced,
    AutoDisarm,
    Coming,
    LiftException,
    PutException,
    RemoveHoliday,
    RemoveProgramme,
    Reply,
    ScheduleChange,
    SwitchProgramme,
    Timetable,
)
from panel.config.model import Config
from panel.core.events import Actor, PeopleChanged
from panel.core.local_time import local_ms
from panel.core.names import Action, Mode, PeopleChange, Source
from panel.core.people import may
from panel.core.plan import DAY_MS, Plan
from panel.core.readiness import conditions_in_the_way, in_the_way
from panel.core.schedule import Calendar, Due, Holiday, Programme, due, next_due
from panel.core.state import State
from panel.daemon import orders
from panel.daemon.parts import Clocks
from panel.daemon.scheduler import Scheduler
from panel.store.errors import ScheduleRefused
from panel.store.schedules import (
    add_holiday,
    add_programme,
    find_programme,
    lift_exception,
    put_exception,
    remove_holiday,
    remove_programme,
    switch_programme,
)

WEEK_MS = 7 * DAY_MS


class House(orders.House, Protocol):
    """What the timetable needs of the engine."""

    config: Config
    clocks: Clocks
    scheduler: Scheduler
    identity: Identity

    @property
    def live(self) -> State: ...


# changes ------------------------------------------------------------------------------------------


def change(house: House, message: ScheduleChange, respond: Callable[[Reply], None]) -> None:
    """Makes the change if whoever asks may, and responds once it is kept. Raises OrderRefused, ScheduleRefused."""
    actor = _authorised(house, message.pin)
    calendar, about, text = changed(house.scheduler.calendar, house.plan, message)
    event = PeopleChanged(change=PeopleChange.SCHEDULES, actor=actor.id, source=Source.CONSOLE, whom=about)
    data = msgspec.json.encode({"about": about}).decode()
    house.scheduler.change(calendar, event, lambda: respond(Reply(ok=True, text=text, data=data)))


def _authorised(house: House, pin: str) -> Actor:
    actor = orders.identify(house, pin).actor
    if not may(house.live, actor, Action.SCHEDULES):
        raise ScheduleRefused(f"{orders.MAY_NOT}: programmes are the administrator's, or whose they grant it to")
    return actor


def changed(calendar: Calendar, plan: Plan, message: ScheduleChange) -> tuple[Calendar, str, str]:
    """The calendar after the change, what it was about, and what to say. Raises ScheduleRefused."""
    match message:
        case AddProgramme():
            after = add_programme(calendar, plan, _programme(message))
            added = after.programmes[-1].id
            asleep = message.mode is Mode.DISARMED and not calendar.auto_disarm
            hint = "; it runs once disarming is allowed: sereno schedule auto-disarm on" if asleep else ""
            return after, added, f"{added} is in the programme{hint}"
        case RemoveProgramme():
            gone = find_programme(calendar, message.programme).id
            return remove_programme(calendar, gone), gone, f"{gone} is removed; an arming it has announced still comes"
        case SwitchProgramme():
            which = find_programme(calendar, message.programme).id
            after = switch_programme(calendar, which, on=message.on)
            return after, which, f"{which} is {'on' if message.on else 'off'}"
        case PutException() | LiftException():
            return _excepted(calendar, message)
        case AddHoliday():
            new = Holiday(name=message.name, first=message.first, last=message.last, yearly=message.yearly)
            return add_holiday(calendar, new), message.name, f"{message.name} is a holiday"
        case RemoveHoliday():
            return remove_holiday(calendar, message.name), message.name, f"{message.name} is no holiday any more"
        case AutoDisarm():
            after = msgspec.structs.replace(calendar, auto_disarm=message.on)
            return after, "auto_disarm", f"programmes may {'' if message.on else 'not '}disarm"
        case _:
            assert_never(message)


def _programme(message: AddProgramme) -> Programme:
    return Programme(
        id="",
        name=message.name,
        areas=message.areas,
        mode=message.mode,
        days=message.days,
        at_min=message.at_min,
        remind=message.remind,
    )


def _excepted(calendar: Calendar, message: PutException | LiftException) -> tuple[Calendar, str, str]:
    which = find_programme(calendar, message.programme).id
    if isinstance(message, LiftException):
        return lift_exception(calendar, which, message.on), which, f"{which} runs as ever on {message.on}"
    after = put_exception(calendar, which, message.on, message.at_min)
    at = "does not run" if message.at_min is None else f"runs at {message.at_min // 60:02}:{message.at_min % 60:02}"
    return after, which, f"{which} {at} on {message.on}"


# what there is ------------------------------------------------------------------------------------


def told(house: House) -> bytes:
    """The whole timetable, JSON of a ``Timetable``."""
    scheduler, wall_ms = house.scheduler, house.clocks.wall_ms()
    calendar, running = scheduler.calendar, scheduler.running
    following = next_due(running, scheduler.zone, wall_ms)
    week = due(running, scheduler.zone, wall_ms, wall_ms + WEEK_MS)
    found = Timetable(
        panel=house.identity.id,
        timezone=house.config.panel.timezone,
        now=_clock(house, wall_ms),
        now_utc_ms=wall_ms,
        trusted=scheduler.trusted,
        auto_disarm=calendar.auto_disarm,
        warning_s=house.plan.countdown_ms // 1000,
        areas={area.id: area.name for area in house.plan.areas},
        programmes=calendar.programmes,
        exceptions=tuple(sorted(calendar.dated, key=lambda one: (one.on, one.programme))),
        holidays=calendar.holidays,
        coming=tuple(_coming(house, one) for one in week),
        next=None if following is None else _coming(house, following),
        countdown=_announced(house),
        in_the_way=() if following is None else _in_the_way(house, following),
    )
    return msgspec.json.encode(found)


def _coming(house: House, one: Due) -> Coming:
    calendar, at = house.scheduler.calendar, _clock(house, one.due_utc_ms)
    return Coming(
        at=at,
        utc_ms=one.due_utc_ms,
        programme=one.programme,
        name=find_programme(calendar, one.programme).name,
        mode=one.mode,
        areas=one.areas,
        remind=one.remind,
        exception=any((entry.programme, entry.on.isoformat()) == (one.programme, at[:10]) for entry in calendar.dated),
    )


def _clock(house: House, utc_ms: int) -> str:
    """What the clock on the wall shows at that instant, to the minute."""
    shown = datetime.fromtimestamp(local_ms(house.scheduler.zone, utc_ms) / 1000, UTC)
    return shown.strftime("%Y-%m-%dT%H:%M")


def _announced(house: House) -> Announced | None:
    countdown = house.live.countdown
    if countdown is None:
        return None
    names = {one.id: one.name for one in house.scheduler.calendar.programmes}
    return Announced(
        name=names.get(countdown.programme, countdown.programme),  # it may have been removed since
        mode=countdown.mode,
        areas=countdown.areas,
        remaining_ms=max(0, countdown.until_ms - house.clocks.mono_ms()),
    )


def _in_the_way(house: House, following: Due) -> tuple[str, ...]:
    """What the next arming would fail for as things stand; nothing for what does not arm."""
    if following.remind or following.mode is Mode.DISARMED:
        return ()
    plan, state = house.plan, house.live
    zones = {zone.id: zone for zone in plan.zones}
    exit_follows = plan.exit_delay_ms > 0
    found = [
        zone
        for area in following.areas
        for zone in in_the_way(plan, state, area, following.mode, exit_follows=exit_follows)
    ]
    named = [f"zone {zone} ({zones[zone].name})" for zone in found if not zones[zone].auto_force]
    return (*named, *(condition.value for condition in conditions_in_the_way(plan, state)))
