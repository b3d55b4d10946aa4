"""States that cannot behave differently, made equal: what keeps the walk finite.

Each reduction says why nothing the core decides can depend on what it drops. tests/hw_sim/model/test_canonical.py
checks it on the real ``step``: a state and its canonical form answer every event alike.
"""

from typing import TypeVar

from msgspec.structs import replace

from panel.core.names import Phase, ReportKind
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import (
    AreaState,
    Countdown,
    Crossed,
    FirstAlarm,
    ForceOffer,
    Latch,
    Lock,
    Memory,
    Slot,
    State,
    TagState,
    TrialState,
    ZoneState,
)


def rebased(state: State, now_ms: int) -> State:
    """The same state with every instant counted from ``now_ms``.

    Sound because the core only ever compares instants with ``now``, takes differences of them, and adds
    delays: move all of them together and it sees the same. They are bounded for as long as they matter
    (a timer that has run out is cleared, the cancel window included), and counters stop at their limits.
    """
    if now_ms == 0:
        return state
    moved: dict[str, object] = {
        name: at_ms - now_ms for name in _INSTANTS if (at_ms := getattr(state, name)) is not None
    }
    moved |= {name: _later(waits, now_ms) for name in _WAITS if (waits := getattr(state, name)) is not None}
    if state.slot is not None:
        moved["slot"] = replace(_later(state.slot, now_ms), began_ms=state.slot.began_ms - now_ms)
    if state.locks:
        moved["locks"] = tuple(_lock_rebased(lock, now_ms) for lock in state.locks)
    if state.latches:
        moved["latches"] = tuple(_later(latch, now_ms) for latch in state.latches)
    if state.crossed:
        moved["crossed"] = tuple(_later(one, now_ms) for one in state.crossed)
    return replace(
        state,
        areas=tuple(_area_rebased(area, now_ms) for area in state.areas),
        zones=tuple(_zone_rebased(zone, now_ms) for zone in state.zones),
        **moved,
    )


_INSTANTS = ("consent_until_ms", "chime_until_ms")
_WAITS = ("tag", "first_alarm", "force", "trial", "countdown")
_Waits = TypeVar("_Waits", TagState, FirstAlarm, ForceOffer, TrialState, Countdown, Slot, Latch, Crossed)


def _later(waits: _Waits, now_ms: int) -> _Waits:
    return replace(waits, until_ms=_moved(waits.until_ms, now_ms))


def _moved(at_ms: int | None, now_ms: int) -> int | None:
    return None if at_ms is None else at_ms - now_ms


def _lock_rebased(lock: Lock, now_ms: int) -> Lock:
    return replace(
        lock,
        fails=tuple(at_ms - now_ms for at_ms in lock.fails),
        until_ms=_moved(lock.until_ms, now_ms),
        day_until_ms=_moved(lock.day_until_ms, now_ms),
    )


def _area_rebased(area: AreaState, now_ms: int) -> AreaState:
    moved: dict[str, object] = {
        name: at_ms - now_ms for name in _AREA_INSTANTS if (at_ms := getattr(area, name)) is not None
    }
    if area.exit is not None:
        moved["exit"] = replace(area.exit, full_until_ms=area.exit.full_until_ms - now_ms)
    if area.held:
        moved["held"] = tuple(replace(report, at_ms=report.at_ms - now_ms) for report in area.held)
    if area.memory:
        moved["memory"] = tuple(replace(one, at_ms=one.at_ms - now_ms) for one in area.memory)
    return replace(area, **moved) if moved else area


_AREA_INSTANTS = ("until_ms", "alarmed_at_ms", "latch_until_ms", "hold_until_ms", "recent_until_ms")
_ZONE_INSTANTS = ("unknown_at_ms", "period_until_ms", "unseen_at_ms", "warm_until_ms")


def _zone_rebased(zone: ZoneState, now_ms: int) -> ZoneState:
    moved = {name: at_ms - now_ms for name in _ZONE_INSTANTS if (at_ms := getattr(zone, name)) is not None}
    return replace(zone, **moved) if moved else zone


# reductions ---------------------------------------------------------------------------------------


def canonical(plan: Plan, state: State, now_ms: int) -> State:
    """The one that stands for every state that behaves like this one."""
    moved = rebased(state, now_ms)
    reduced: dict[str, object] = {
        "areas": tuple([_area_reduced(plan, index, area) for index, area in enumerate(moved.areas)]),
        "zones": tuple([_zone_reduced(zone) for zone in moved.zones]),
    }
    # Sets in the order of their arrival: only membership is asked.
    if len(moved.troubles) > 1:
        reduced["troubles"] = tuple(sorted(moved.troubles))
    if len(moved.untold) > 1:
        reduced["untold"] = tuple(sorted(moved.untold))
    if len(moved.crossed) > 1:
        reduced["crossed"] = tuple(sorted(moved.crossed, key=lambda one: one.zone))
    return replace(moved, **reduced)


def _area_reduced(plan: Plan, index: int, area: AreaState) -> AreaState:
    # actor, source, overrode: who armed, and over what, is copied into the report that says "armed", and nothing else
    # reads it but "stay", which asks the source while an exit runs; the invariants compare that report with the state
    # before the edge.
    # memory: asked for only as "is there any" and "is this zone in it" before the zone is put in; so any
    # non-empty memory stands for all. The invariants compare the whole memory before and after each edge.
    asked = plan.stay and area.phase is Phase.EXIT
    changed: dict[str, object] = {}
    if area.actor or area.overrode:
        changed |= {"actor": "", "overrode": ()}
    if area.memory:
        changed["memory"] = _one_memory(plan, index)
    if not asked and area.source is not None:
        changed["source"] = None
    if area.held:
        changed["held"] = tuple(_held_reduced(area, report) for report in area.held)
    return replace(area, **changed) if changed else area  # the same object is the sooner found equal


def _one_memory(plan: Plan, index: int) -> tuple[Memory, ...]:
    first = next(zone.id for zone in plan.zones if zone.area == plan.areas[index].id)
    return (Memory(first, ReportKind.INTRUSION, 0),)


def _held_reduced(area: AreaState, report: Report) -> Report:
    # Its instant is told later as it was, and asked only whether it lies after the first alarm.
    first_ms = area.alarmed_at_ms or 0
    return replace(report, at_ms=first_ms + (report.at_ms > first_ms))


def _zone_reduced(zone: ZoneState) -> ZoneState:
    # Both are sets in the order of their arrival: the order shows in that of two restores and nowhere else.
    if len(zone.tripped) < 2 and len(zone.alarms) < 2:
        return zone
    return replace(zone, tripped=tuple(sorted(zone.tripped)), alarms=tuple(sorted(zone.alarms)))
