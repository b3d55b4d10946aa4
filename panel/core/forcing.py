"""Arming over what is in the way: offered once, to one person, for exactly what they were shown."""

from panel.core.events import ArmRequested
from panel.core.inputs import set_bypass
from panel.core.names import Action, Bypass, ReportKind
from panel.core.people import may
from panel.core.readiness import Way, may_be_left_out, may_override
from panel.core.state import ForceOffer
from panel.core.turn import Turn


def offer(turn: Turn, asked: ArmRequested, areas: tuple[str, ...], way: Way) -> str:
    """Keeps the offer and returns its token; empty when this actor may not force all of it."""
    if not asked.offer or not may(turn.rest, asked.actor, Action.FORCE) or not _is_forceable(turn, asked, way):
        return ""
    turn.set(
        force=ForceOffer(
            token=asked.offer,
            actor=asked.actor.id,
            mode=asked.mode,
            areas=areas,
            zones=way.zones,
            conditions=way.conditions,
            until_ms=turn.now + turn.plan.force_ms,
        )
    )
    return asked.offer


def _is_forceable(turn: Turn, asked: ArmRequested, way: Way) -> bool:
    role = asked.actor.role
    places = [turn.zone_index(zone) for zone in way.zones]
    return all(may_override(turn.plan, role, condition) for condition in way.conditions) and all(
        may_be_left_out(turn.plan, turn.plan.zones[i], turn.zones[i].level, role) for i in places
    )


def force_token(turn: Turn, asked: ArmRequested, way: Way) -> bool:
    """Is this the token of an offer that still stands, for this very request, and does it cover what is in the way?"""
    found = turn.rest.force
    if found is None or found.token != asked.force or found.actor != asked.actor.id or found.mode is not asked.mode:
        return False
    if asked.areas and set(asked.areas) != set(found.areas):
        return False
    return (
        may(turn.rest, asked.actor, Action.FORCE)
        and set(way.zones) <= set(found.zones)
        and set(way.conditions) <= set(found.conditions)
    )


def leave_out(turn: Turn, way: Way, asked: ArmRequested) -> None:
    """Bypasses once what the offer named, also what has closed meanwhile: what was agreed is what is done."""
    zones = turn.rest.force.zones if asked.force and turn.rest.force is not None else way.zones
    for number in zones:
        zone = turn.zone_index(number)
        plan = turn.plan.zones[zone]
        set_bypass(turn, zone, Bypass.ONCE)
        turn.report(
            ReportKind.BYPASSED,
            area=plan.area,
            zone=number,
            actor=asked.actor.id,
            source=asked.source,
            why="forced",
        )


def void(turn: Turn, zone: int) -> None:
    """Another zone opened: what was offered is no longer what is in the way."""
    found = turn.rest.force
    if found is not None and turn.plan.zones[zone].id not in found.zones:
        turn.set(force=None)
