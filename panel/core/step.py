"""``step``: what happened, and when, to the next state and what is to be told.

Time first: every deadline that has passed is worked off in order, each at its own instant, before the
event is. So a shell that wakes late gets the very result it would have got on time, and replaying
events with their stamps gives the same state again.
"""

from typing import assert_never

import msgspec

from panel.core import inputs, requests
from panel.core.actions import fire
from panel.core.events import (
    ArmRequested,
    Booted,
    DisarmRequested,
    Event,
    TagPresented,
    TimePassed,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import Phase, ReportKind, Trouble
from panel.core.plan import Plan
from panel.core.reports import Answer, Report
from panel.core.state import State, cancel_until_ms, next_deadline
from panel.core.table import Trigger
from panel.core.turn import Cause, Turn
from zones.kinds import Level


class Step(msgspec.Struct, frozen=True):
    """The outcome of one step. ``cells``: the rows of the table that were used, for traces and tests."""

    state: State
    reports: tuple[Report, ...]
    answers: tuple[Answer, ...]
    cells: tuple[tuple[Phase, Trigger], ...]


def step(plan: Plan, state: State, event: Event, now_ms: int) -> Step:
    """Decides. ``now_ms``: the event's own instant; never earlier than the one before.

    Touches nothing and asks nothing: equal arguments give an equal Step, in every process.
    """
    turn = Turn(plan, state, now_ms)
    if not isinstance(event, Booted):  # whose saved instants mean nothing before they are re-based
        _pass_time(turn, now_ms)
    _handle(turn, event)
    _pass_time(turn, now_ms)
    after = turn.close()
    check(plan, after, now_ms)
    return Step(after, tuple(turn.reports), tuple(turn.answers), tuple(turn.cells))


def _handle(turn: Turn, event: Event) -> None:
    match event:
        case ZoneChanged(zone, level):
            inputs.change_level(turn, _index_of(turn, zone), level)
        case ArmRequested():
            requests.arm(turn, event)
        case DisarmRequested():
            requests.disarm(turn, event)
        case TagPresented():
            requests.tag(turn, event)
        case UnknownTag(reader):
            turn.report(ReportKind.UNKNOWN_TAG, detail=reader)
        case WrongCode(source):
            turn.report(ReportKind.WRONG_CODE, source=source)
        case Booted():
            _boot(turn, event)
        case TroubleRaised(trouble, detail):
            _raise_trouble(turn, trouble, detail)
        case TroubleCleared(trouble, detail):
            _clear_trouble(turn, trouble, detail)
        case TimePassed():
            pass
        case _:
            assert_never(event)


def _index_of(turn: Turn, zone: int) -> int:
    return next(i for i, plan in enumerate(turn.plan.zones) if plan.id == zone)


# time ---------------------------------------------------------------------------------------------


def _pass_time(turn: Turn, now_ms: int) -> None:
    """Works off what is due, earliest first. Bounded: each round ends at least one timer for good."""
    for _ in range(8 * (len(turn.areas) + len(turn.zones) + 1)):
        due_ms = next_deadline(turn.plan, turn)
        if due_ms is None or due_ms > now_ms:
            turn.now = now_ms
            return
        turn.now = due_ms
        _work_off(turn, due_ms)
    raise AssertionError("timers that never end")


def _work_off(turn: Turn, due_ms: int) -> None:
    for index in range(len(turn.areas)):
        if turn.areas[index].until_ms == due_ms:
            fire(turn, index, Trigger.TIME_UP)
        if turn.areas[index].latch_until_ms == due_ms:
            fire(turn, index, Trigger.LATCH_UP)
        if cancel_until_ms(turn.plan, turn.areas[index]) == due_ms:
            turn.set_area(index, alarmed_at_ms=None)
    for index, zone in enumerate(turn.zones):
        if zone.unknown_at_ms == due_ms:
            turn.set_zone(index, unknown_at_ms=None)
            inputs.set_fault(turn, index, True)
    if turn.tag is not None and turn.tag.until_ms == due_ms:
        turn.tag = None


# restart ------------------------------------------------------------------------------------------


def _boot(turn: Turn, booted: Booted) -> None:
    """Goes on where the saved state stopped, then takes what the zones say now for what happened meanwhile."""
    gone_ms = booted.down_ms
    known = turn.now - booted.was_ms - (gone_ms or 0)  # moves an instant by the change of clock, less the time gone
    turn.tag = None
    turn.report(ReportKind.BOOTED, why=booted.cause, detail="unknown" if gone_ms is None else f"{gone_ms} ms")
    for trouble, detail in turn.troubles:  # whoever still has it says so again; nobody else ever would
        _clear_trouble(turn, trouble, detail)
    for index in range(len(turn.areas)):
        _boot_area(turn, index, known, booted)
    found = dict(booted.levels)
    levels = [found.get(plan.id, Level.UNKNOWN) for plan in turn.plan.zones]
    # When an exit ended meanwhile: a door found closed counts as closed before that, one found open as
    # opened after it. Nobody can know; so no one who left in time gets an exit error, and no burglar passes
    # for somebody leaving.
    for index, level in enumerate(levels):
        inputs.await_reading(turn, index)
        if level is Level.SECURE:
            inputs.change_level(turn, index, level)
    _pass_time(turn, turn.now)
    for index, level in enumerate(levels):
        inputs.change_level(turn, index, level)


def _boot_area(turn: Turn, index: int, known_ms: int, booted: Booted) -> None:
    area = turn.areas[index]
    # A siren's time counts powered time only: cut off, it has sounded for none of the gap.
    siren_ms = known_ms if booted.powered else known_ms + (booted.down_ms or 0)
    if area.latch_until_ms is not None:
        turn.set_area(index, latch_until_ms=max(turn.now, area.latch_until_ms + siren_ms))
    if area.alarmed_at_ms is not None:
        turn.set_area(index, alarmed_at_ms=area.alarmed_at_ms + known_ms)
    if area.phase is Phase.ALARM:
        shift_ms: int | None = siren_ms
    elif area.phase is Phase.ENTRY and booted.down_ms is None:
        shift_ms = None
    else:
        shift_ms = known_ms
    fire(turn, index, Trigger.BOOTED, Cause(shift_ms=shift_ms))


# troubles -----------------------------------------------------------------------------------------


def _raise_trouble(turn: Turn, trouble: Trouble, detail: str) -> None:
    if (trouble, detail) not in turn.troubles:
        turn.troubles = (*turn.troubles, (trouble, detail))
        turn.report(ReportKind.TROUBLE, trouble=trouble, detail=detail)


def _clear_trouble(turn: Turn, trouble: Trouble, detail: str) -> None:
    if (trouble, detail) in turn.troubles:
        turn.troubles = tuple(t for t in turn.troubles if t != (trouble, detail))
        turn.report(ReportKind.RESTORE_TROUBLE, trouble=trouble, detail=detail)


# what can never be --------------------------------------------------------------------------------


def check(plan: Plan, state: State, now_ms: int) -> None:
    """Ends the process on purpose when the state contradicts itself: a wrong alarm panel must not go on."""
    for area in state.areas:
        assert (area.phase is Phase.IDLE) == (area.mode == "disarmed"), f"{area.phase} in mode {area.mode}"
        timed = area.phase in (Phase.EXIT, Phase.ENTRY, Phase.ALARM)
        assert timed == (area.until_ms is not None), f"{area.phase} until {area.until_ms}"
        assert (area.phase is Phase.ENTRY) == (area.entry_zone != 0), f"{area.phase} by zone {area.entry_zone}"
    due_ms = next_deadline(plan, state)
    assert due_ms is None or due_ms > now_ms, f"a deadline at {due_ms} passed over at {now_ms}"
