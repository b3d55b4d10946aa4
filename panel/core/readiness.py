"""What is live, and what is in the way of arming."""

import msgspec

from panel.core.names import Bypass, Condition, Mode, Phase, Role, Trouble
from panel.core.plan import Plan, ZonePlan
from panel.core.state import AreaState, State, ZoneState
from zones.kinds import ALWAYS_LIVE, EXIT_ROUTE, NEVER_IN_THE_WAY, Kind, Level

# Which condition a zone's level is; open zones and tampers are none, for nobody may override them, only leave them out.
CONDITION_OF = {
    Level.MASKED: Condition.MASKED,
    Level.FAULT: Condition.FAULT,
    Level.UNKNOWN: Condition.FAULT,
}


class Way(msgspec.Struct, frozen=True):
    """What is in the way: zones by id, in the order of the plan, and conditions of the panel."""

    zones: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()


def is_live(zone: ZonePlan, area: AreaState) -> bool:
    """Does the zone's area, as it stands, watch it? 24-hour kinds always, what only chimes never.

    During an exit that replaces another armed mode, what that mode watched off the exit route stays
    live: changing from night to total must not open a minute in which a window is not watched.
    """
    if zone.kind in ALWAYS_LIVE or area.mode in zone.modes:
        return True
    return area.phase is Phase.EXIT and area.old_mode in zone.modes and zone.kind not in EXIT_ROUTE


def is_left_out(zone: ZoneState) -> bool:
    """Bypassed by somebody or by its own chatter, or its sensor only warms up."""
    return zone.bypass is not Bypass.NONE or zone.warm_until_ms is not None


def in_the_way(plan: Plan, state: State, area: str, mode: Mode, *, exit_follows: bool) -> tuple[int, ...]:
    """Ids of the zones that keep ``area`` from being armed in ``mode``, in the order of the plan.

    Doors and followers on the way out may stand open when an exit delay follows. A hold-up device is
    never listed: the list is shown, and a hold-up is visible nowhere.
    """
    unwell = [one for one in zip(plan.zones, state.zones, strict=True) if one[1].level is not Level.SECURE]
    return tuple([zone.id for zone, now in unwell if zone.area == area and _blocks(zone, now, mode, exit_follows)])


def _blocks(zone: ZonePlan, now: ZoneState, mode: Mode, exit_follows: bool) -> bool:
    if zone.kind in NEVER_IN_THE_WAY or now.bypass is not Bypass.NONE:
        return False
    if zone.kind not in ALWAYS_LIVE and mode not in zone.modes:
        return False
    leaves_by_it = exit_follows and zone.kind in EXIT_ROUTE and now.level is Level.OPEN
    return not leaves_by_it


def conditions_in_the_way(plan: Plan, state: State) -> tuple[Condition, ...]:
    """What of the panel itself is in the way, whichever area is to be armed."""
    if not state.troubles:
        return ()
    present = {trouble for trouble, _ in state.troubles}
    down = {detail for trouble, detail in state.troubles if trouble is Trouble.STATION_PATH}
    found = {
        Condition.MAINS: Trouble.MAINS in present,
        Condition.BATTERY: bool(present & {Trouble.BATTERY_LOW, Trouble.BATTERY_MISSING}),
        Condition.PATHS: bool(plan.paths) and set(plan.paths) <= down,
        Condition.SIREN: Trouble.SIREN in present,
    }
    return tuple(condition for condition, there in found.items() if there)


def may_override(plan: Plan, role: Role, condition: Condition) -> bool:
    """Does the table of the configuration let this role arm over that condition?"""
    return any(role in roles for named, roles in plan.overrides if named is condition)


def may_be_left_out(plan: Plan, zone: ZonePlan, level: Level, role: Role) -> bool:
    """May forcing leave this zone out, as it stands? 24-hour kinds and what cannot be bypassed never."""
    if zone.kind in ALWAYS_LIVE or not zone.bypassable:
        return False
    condition = CONDITION_OF.get(level)
    return condition is None or may_override(plan, role, condition)


def may_be_bypassed(zone: ZonePlan) -> bool:
    """A call for help is never left out, whatever the configuration says."""
    return zone.bypassable and zone.kind is not Kind.HOLD_UP
