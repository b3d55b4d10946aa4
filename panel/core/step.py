"""``step``: what happened, and when, to the next state and what is to be told.

Time first: every deadline that has passed is worked off in order, each at its own instant, before the
event is. So a shell that wakes late gets the very result it would have got on time, and replaying
events with their stamps gives the same state again.
"""

from typing import assert_never

import msgspec

from panel.core import forcing, inputs, locks, programmes, requests, slot, switches, tags, trials, troubles
from panel.core.boot import boot
from panel.core.bypasses import bypass
from panel.core.calls import call
from panel.core.deadlines import next_deadline
from panel.core.events import (
    ArmRequested,
    Booted,
    BypassRequested,
    ChimeSet,
    CodeTyped,
    ConsentRequested,
    DisarmRequested,
    Event,
    HelpCalled,
    PeopleChanged,
    PostponeRequested,
    RequestEnded,
    RequestMade,
    ScheduleDue,
    TagPresented,
    TimePassed,
    TrialRequested,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import PeopleChange, Phase, ReportKind
from panel.core.plan import Plan
from panel.core.reports import Answer, Report
from panel.core.state import State
from panel.core.table import Trigger
from panel.core.timers import pass_time
from panel.core.turn import Turn
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
        pass_time(turn, now_ms)
    _handle(turn, event)
    pass_time(turn, now_ms)
    after = turn.close()
    check(plan, after, now_ms)
    return Step(after, tuple(turn.reports), tuple(turn.answers), tuple(turn.cells))


def _handle(turn: Turn, event: Event) -> None:
    match event:
        case ZoneChanged():
            _zone_changed(turn, event)
        case ArmRequested():
            requests.arm(turn, event)
        case DisarmRequested():
            requests.disarm(turn, event)
        case TagPresented():
            tags.tag(turn, event)
        case UnknownTag(reader):
            tags.unknown_tag(turn, reader)
        case WrongCode():
            locks.wrong_code(turn, event.source, event.request)
        case BypassRequested():
            bypass(turn, event)
        case HelpCalled():
            call(turn, event)
        case Booted():
            boot(turn, event)
        case TimePassed():
            pass
        case _:
            _handle_more(turn, event)


More = (
    ChimeSet
    | CodeTyped
    | ScheduleDue
    | PostponeRequested
    | TrialRequested
    | ConsentRequested
    | RequestMade
    | RequestEnded
    | PeopleChanged
    | TroubleRaised
    | TroubleCleared
)


def _handle_more(turn: Turn, event: More) -> None:
    match event:
        case ChimeSet(on):
            turn.set(chime=on, chime_until_ms=turn.rest.chime_until_ms if on else None)
        case CodeTyped():
            requests.hear(turn, event)
        case ScheduleDue():
            programmes.due(turn, event)
        case PostponeRequested():
            programmes.postpone(turn, event)
        case TrialRequested():
            trials.try_out(turn, event)
        case ConsentRequested():
            trials.consent(turn, event)
        case RequestMade():
            slot.make(turn, event)
        case RequestEnded():
            slot.end(turn, event)
        case PeopleChanged():
            _people_changed(turn, event)
        case TroubleRaised(trouble, detail, tell):
            troubles.raise_trouble(turn, trouble, detail, tell)
        case TroubleCleared(trouble, detail):
            troubles.clear_trouble(turn, trouble, detail)
        case _:
            assert_never(event)


def _people_changed(turn: Turn, event: PeopleChanged) -> None:
    change, whom = event.change.value, event.whom
    if event.change is PeopleChange.TRANSFERRED:
        turn.set(countdown=None)  # announced by somebody who is gone
    turn.report(ReportKind.PEOPLE_CHANGED, actor=event.actor, source=event.source, why=change, detail=whom)


def _zone_changed(turn: Turn, changed: ZoneChanged) -> None:
    zone = turn.zone_index(changed.zone)
    if changed.level is not Level.SECURE:
        forcing.void(turn, zone)
    inputs.change_level(turn, zone, changed.level)
    if turn.switched is not None:
        switches.turned(turn, turn.switched)


# what can never be --------------------------------------------------------------------------------


def check(plan: Plan, state: State, now_ms: int) -> None:
    """Ends the process on purpose when the state contradicts itself: a wrong alarm panel must not go on."""
    for area in state.areas:
        assert (area.phase is Phase.IDLE) == (area.mode == "disarmed"), f"{area.phase} in mode {area.mode}"
        timed = area.phase in (Phase.EXIT, Phase.ENTRY, Phase.ALARM)
        assert timed == (area.until_ms is not None), f"{area.phase} until {area.until_ms}"
        assert (area.phase is Phase.EXIT) == (area.exit is not None), f"{area.phase} with {area.exit}"
        assert (area.phase is Phase.ENTRY) == (area.entry_zone != 0), f"{area.phase} by zone {area.entry_zone}"
        assert not area.held or area.hold_until_ms is not None, f"{len(area.held)} reports held for ever"
    armed = any(area.phase is not Phase.IDLE for area in state.areas)
    assert state.trial is None or not armed, f"armed during {state.trial}"
    due_ms = next_deadline(plan, state)
    assert due_ms is None or due_ms > now_ms, f"a deadline at {due_ms} passed over at {now_ms}"
