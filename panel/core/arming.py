"""What the cells of arming, leaving and disarming do. An action never asks for the phase: the table already has."""

from msgspec.structs import replace

from panel.core.alarms import forget_confirmation
from panel.core.names import LOCAL, Bypass, Mode, Phase, ReportKind, Source
from panel.core.plan import ZonePlan
from panel.core.readiness import is_left_out, is_live
from panel.core.state import AreaState, Door, Exit
from panel.core.turn import Cause, Order, Turn
from zones.kinds import TRIPPING, Kind

# arming -------------------------------------------------------------------------------------------


def begin_exit(turn: Turn, area: int, order: Order) -> None:
    """The area is armed from now on; whoever armed it has ``order.exit_ms`` to leave."""
    state, until_ms = turn.areas[area], turn.now + order.exit_ms
    starts_period = state.mode is Mode.DISARMED
    turn.set_area(
        area,
        phase=Phase.EXIT,
        mode=order.mode,
        # During an exit the mode that was armed before it is still what is being replaced.
        old_mode=state.mode if state.until_ms is None else state.old_mode,
        until_ms=until_ms,
        exit=Exit(full_until_ms=until_ms, silent=order.silent or turn.plan.silent_exit) if order.exit_ms else None,
        actor=order.actor,
        source=order.source,
        overrode=order.overrode,
    )
    if starts_period:
        _begin_period(turn, area, order)


def _begin_period(turn: Turn, area: int, order: Order) -> None:
    turn.set_area(area, alarmed_at_ms=None)
    if order.source in LOCAL:  # by somebody who stood at the lamps; a programme or the station has seen nothing
        turn.set_area(area, memory=())
    for zone in turn.zones_of(area):
        if turn.zones[zone].unseen_at_ms is not None:
            turn.set_zone(zone, unseen_at_ms=None)


def leave(turn: Turn, area: int, cause: Cause) -> None:
    """A door of the way out opens; once, when it had closed behind somebody, the exit begins anew."""
    out = turn.areas[area].exit
    assert out is not None, "an exit without its doors"
    if turn.booting:  # found open after a restart: that may be somebody else, who gets no time anew
        turn.set_area(area, exit=replace(out, door=Door.OPENED))
        return
    until_ms = out.full_until_ms
    if turn.plan.exit_restart and out.door is Door.CLOSED and not out.restarted:
        until_ms = turn.now + turn.plan.exit_delay_ms
        out = replace(out, full_until_ms=until_ms, restarted=True)
    turn.set_area(area, until_ms=until_ms, exit=replace(out, door=Door.OPENED))


def shut_door(turn: Turn, area: int, cause: Cause) -> None:
    """The last open door of the way out closes; with final set nobody waits much longer."""
    state, out = turn.areas[area], turn.areas[area].exit
    assert out is not None and state.until_ms is not None, "an exit without its doors"
    until_ms = state.until_ms
    if turn.plan.final_set:
        until_ms = min(until_ms, turn.now + turn.plan.final_set_ms)
    turn.set_area(area, until_ms=until_ms, exit=replace(out, door=Door.CLOSED))


def end_exit(turn: Turn, area: int) -> int | None:
    """Armed. Returns the place of a door that still stands open, the one with the shortest entry time, if any."""
    if _stays(turn, area):
        turn.set_area(area, mode=Mode.PARTIAL)
    recent_ms = turn.plan.recent_close_ms
    turn.set_area(
        area,
        phase=Phase.ARMED,
        until_ms=None,
        old_mode=Mode.DISARMED,
        exit=None,
        recent_until_ms=turn.now + recent_ms if recent_ms else None,
    )
    tell_armed(turn, area)
    stand_open = [zone for zone in doors(turn, area) if turn.zones[zone].level in TRIPPING]
    # Of several doors the earliest deadline wins, as when they open one by one.
    return min(stand_open, key=lambda zone: turn.plan.zones[zone].entry_delay_ms, default=None)


def doors(turn: Turn, area: int) -> list[int]:
    """The places of the entry/exit zones that the area watches, and that are not left out."""
    state = turn.areas[area]
    return [zone for zone in turn.zones_of(area) if _is_door(turn.plan.zones[zone], state) and _counts(turn, zone)]


def _is_door(zone: ZonePlan, area: AreaState) -> bool:
    return zone.kind is Kind.ENTRY_EXIT and is_live(zone, area)


def _counts(turn: Turn, zone: int) -> bool:
    return not is_left_out(turn.zones[zone])


def _stays(turn: Turn, area: int) -> bool:
    """Armed total at the keypad, and nobody has left: they are at home, and total would alarm at their first step."""
    state = turn.areas[area]
    if not turn.plan.stay or state.mode is not Mode.TOTAL or state.source is not Source.KEYPAD or state.exit is None:
        return False
    offered = Mode.PARTIAL in turn.plan.areas[area].modes
    return offered and state.exit.door is Door.SHUT and bool(doors(turn, area))


def tell_armed(turn: Turn, area: int) -> None:
    """Who armed, how, which mode, what was left out and what was armed over."""
    state = turn.areas[area]
    turn.report(
        ReportKind.ARMED,
        area=turn.plan.areas[area].id,
        actor=state.actor,
        source=state.source,
        mode=state.mode,
        zones=left_out(turn, area),
        conditions=state.overrode,
    )


def left_out(turn: Turn, area: int) -> tuple[int, ...]:
    """Ids of the zones of an area that are bypassed."""
    return tuple(turn.plan.zones[i].id for i in turn.zones_of(area) if turn.zones[i].bypass is not Bypass.NONE)


# disarming ----------------------------------------------------------------------------------------


def disarm(turn: Turn, area: int, cause: Cause) -> None:
    """The area is idle, whatever it was."""
    turn.set_area(
        area,
        phase=Phase.IDLE,
        mode=Mode.DISARMED,
        old_mode=Mode.DISARMED,
        until_ms=None,
        exit=None,
        entry_zone=0,
        exit_error=False,
        alarmed_at_ms=None,
        tamper=False,
        latch_until_ms=None,
        quiet=False,
        recent_until_ms=None,
        entered=False,
        overrode=(),
        actor="",
        source=None,
    )
    forget_confirmation(turn)


def acknowledge(turn: Turn, area: int, cause: Cause) -> None:
    """Somebody is there: what is loud falls silent. What alarmed stays remembered until they come once more: whoever
    runs to the keypad to end the noise has not read yet which zone it was."""
    was = turn.areas[area]
    loud = was.tamper or was.latch_until_ms is not None
    turn.set_area(area, tamper=False, latch_until_ms=None, memory=was.memory if loud else (), alarmed_at_ms=None)


def watch_for_silence(turn: Turn, zone: int) -> None:
    """A supervised zone of a disarmed area has its time, from now, to show that it lives."""
    supervision_ms = turn.plan.zones[zone].supervision_ms
    if supervision_ms and not turn.zones[zone].inactive:
        turn.set_zone(zone, unseen_at_ms=turn.now + supervision_ms)
