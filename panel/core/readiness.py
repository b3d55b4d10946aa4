"""What is live, and what is in the way of arming."""

from panel.core.names import Mode, Phase
from panel.core.plan import Plan, ZonePlan
from panel.core.state import AreaState, State, ZoneState
from zones.kinds import ALWAYS_LIVE, EXIT_ROUTE, Kind, Level


def is_live(zone: ZonePlan, area: AreaState) -> bool:
    """Does the zone's area, as it stands, watch it? 24-hour kinds always.

    During an exit that replaces another armed mode, what that mode watched off the exit route stays
    live: changing from night to total must not open a minute in which a window is not watched.
    """
    if zone.kind in ALWAYS_LIVE or area.mode in zone.modes:
        return True
    return area.phase is Phase.EXIT and area.old_mode in zone.modes and zone.kind not in EXIT_ROUTE


def in_the_way(plan: Plan, state: State, area: str, mode: Mode, *, exit_follows: bool) -> tuple[int, ...]:
    """Ids of the zones that keep ``area`` from being armed in ``mode``, in the order of the plan.

    Doors and followers on the way out may stand open when an exit delay follows. A hold-up device is
    never listed: the list is shown, and a hold-up is visible nowhere.
    """
    zones = zip(plan.zones, state.zones, strict=True)
    return tuple(zone.id for zone, now in zones if zone.area == area and _blocks(zone, now, mode, exit_follows))


def _blocks(zone: ZonePlan, now: ZoneState, mode: Mode, exit_follows: bool) -> bool:
    if now.level is Level.SECURE or zone.kind is Kind.HOLD_UP:
        return False
    if zone.kind not in ALWAYS_LIVE and mode not in zone.modes:
        return False
    leaves_by_it = exit_follows and zone.kind in EXIT_ROUTE and now.level is Level.OPEN
    return not leaves_by_it
