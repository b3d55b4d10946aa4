"""States that cannot behave differently, made equal: what keeps the walk finite.

Each reduction says why nothing the core decides can depend on what it drops. tests/hw_sim/model/test_canonical.py
checks it on the real ``step``: a state and its canonical form answer every event alike.
"""

from msgspec.structs import replace

from panel.core.plan import Plan
from panel.core.state import AreaState, State, TagState, ZoneState


def rebased(state: State, now_ms: int) -> State:
    """The same state with every instant counted from ``now_ms``.

    Sound because the core only ever compares instants with ``now``, takes differences of them, and adds
    delays: move all of them together and it sees the same. They are bounded for as long as they matter
    (a timer that has run out is cleared, the cancel window included), so no counter needs saturating.
    """
    if now_ms == 0:
        return state
    return replace(
        state,
        areas=tuple(_area_rebased(area, now_ms) for area in state.areas),
        zones=tuple(_zone_rebased(zone, now_ms) for zone in state.zones),
        tag=_tag_rebased(state.tag, now_ms),
    )


def canonical(plan: Plan, state: State, now_ms: int) -> State:
    """The one that stands for every state that behaves like this one."""
    moved = rebased(state, now_ms)
    return State(
        areas=tuple(_area_reduced(plan, index, area) for index, area in enumerate(moved.areas)),
        zones=tuple(_zone_reduced(zone) for zone in moved.zones),
        tag=moved.tag,
        fire_silenced=moved.fire_silenced,
        # A set in the order of its arrival: only membership is asked.
        troubles=tuple(sorted(moved.troubles)),
    )


def _moved(at_ms: int | None, now_ms: int) -> int | None:
    return None if at_ms is None else at_ms - now_ms


def _area_rebased(area: AreaState, now_ms: int) -> AreaState:
    if area.until_ms is None and area.alarmed_at_ms is None and area.latch_until_ms is None:
        return area
    return replace(
        area,
        until_ms=_moved(area.until_ms, now_ms),
        alarmed_at_ms=_moved(area.alarmed_at_ms, now_ms),
        latch_until_ms=_moved(area.latch_until_ms, now_ms),
    )


def _zone_rebased(zone: ZoneState, now_ms: int) -> ZoneState:
    if zone.unknown_at_ms is None:
        return zone
    return replace(zone, unknown_at_ms=zone.unknown_at_ms - now_ms)


def _tag_rebased(tag: TagState | None, now_ms: int) -> TagState | None:
    return None if tag is None else replace(tag, until_ms=tag.until_ms - now_ms)


def _area_reduced(plan: Plan, index: int, area: AreaState) -> AreaState:
    # actor, source: who armed is copied into the report that says "armed", and nothing else reads it; the
    # invariants compare that report with the state before the edge.
    # memory: asked for only as "is there any" and "is this zone in it" before the zone is put in; so any
    # non-empty memory stands for all. The invariants compare the whole memory before and after each edge.
    memory = (_first_zone(plan, index),) if area.memory else ()
    if area.memory == memory and not area.actor and area.source is None:
        return area
    return replace(area, actor="", source=None, memory=memory)


def _first_zone(plan: Plan, index: int) -> int:
    return next(zone.id for zone in plan.zones if zone.area == plan.areas[index].id)


def _zone_reduced(zone: ZoneState) -> ZoneState:
    # Both are sets in the order of their arrival: the order shows in that of two restores and nowhere else.
    if len(zone.tripped) < 2 and len(zone.alarms) < 2:
        return zone
    return replace(zone, tripped=tuple(sorted(zone.tripped)), alarms=tuple(sorted(zone.alarms)))
