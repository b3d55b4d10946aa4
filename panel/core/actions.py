"""What each cell of the table does to an alarm, an entry, a siren. An action never asks for the phase: the table
already has. Arming and disarming are in panel.core.arming."""

from collections.abc import Callable

from panel.core import arming
from panel.core.alarms import (
    hold_back,
    is_muted,
    kind_of_alarm,
    latch,
    release,
    remember,
    ring,
    send,
    sounding_zone,
    tell_alarm,
    tell_restore,
)
from panel.core.names import Mode, Phase, Profile, ReportKind
from panel.core.readiness import is_left_out, is_live
from panel.core.reports import Report
from panel.core.state import Crossed
from panel.core.table import TABLE, Do, Trigger
from panel.core.turn import Cause, Turn, zone_plan
from zones.kinds import Kind


def fire(turn: Turn, area: int, trigger: Trigger, cause: Cause = Cause()) -> None:  # noqa: B008 - frozen
    """Looks up what this trigger means to the area and does it. Ends the process on a broken table."""
    before = turn.areas[area].phase
    cell = TABLE[before, trigger]
    turn.cells.append((before, trigger))
    _ACTIONS[cell.do](turn, area, cause)
    after = turn.areas[area].phase
    assert after in cell.to, f"{before} on {trigger} led to {after}; the table allows {cell.to}"


# alarms -------------------------------------------------------------------------------------------


def _alarm(turn: Turn, area: int, cause: Cause) -> None:
    kind, why = kind_of_alarm(turn, cause.zone)
    _raise_alarm(turn, area, cause.zone, kind, why)


def _alarm_in_exit(turn: Turn, area: int, cause: Cause) -> None:
    # No exit will end any more: who armed, and how, is told now or never.
    arming.tell_armed(turn, area)
    _alarm(turn, area, cause)


def _raise_alarm(turn: Turn, area: int, zone: int, kind: ReportKind, why: str, exit_error: bool = False) -> None:
    before = turn.areas[area]
    entry_until_ms = before.until_ms if before.entry_zone else None
    turn.set_area(
        area,
        phase=Phase.ALARM,
        until_ms=_siren_until_ms(turn),
        old_mode=Mode.DISARMED,
        exit=None,
        entry_zone=0,
        exit_error=False,
        alarmed_at_ms=turn.now if before.alarmed_at_ms is None else before.alarmed_at_ms,
        quiet=not ring(turn, zone),
    )
    remember(turn, area, zone, kind)
    if hold_back(turn, area, kind, entry_until_ms) and entry_until_ms is None:
        _tell_pending(turn, area, zone, turn.plan.hold_ms)
    tell_alarm(turn, zone, kind, why, exit_error=exit_error)


def _siren_until_ms(turn: Turn) -> int:
    """The delay of the outside siren comes before its time and takes nothing of it."""
    return turn.now + turn.plan.siren_delay_ms + turn.plan.siren_ms


def _add_alarm(turn: Turn, area: int, cause: Cause) -> None:
    # A siren that sounds is not prolonged: a zone that chatters would keep it on for ever, and 15 min is the
    # most that EN 50131-1 allows; the next trip after it has ended is a new activation.
    kind, why = kind_of_alarm(turn, cause.zone)
    on_route = zone_plan(turn, cause).kind is Kind.ENTRY_EXIT and kind is ReportKind.INTRUSION
    remember(turn, area, cause.zone, kind)
    if turn.areas[area].quiet and ring(turn, cause.zone):
        turn.set_area(area, quiet=False, until_ms=_siren_until_ms(turn))
    tell_alarm(turn, cause.zone, kind, "during_alarm" if on_route else why)


def _latch_tamper(turn: Turn, area: int, cause: Cause) -> None:
    _latch(turn, area, cause, loud=turn.any_armed())


def _latch_intruder(turn: Turn, area: int, cause: Cause) -> None:
    if turn.areas[area].alarmed_at_ms is None:
        turn.set_area(area, alarmed_at_ms=turn.now)
    _latch(turn, area, cause, loud=True)


def _latch(turn: Turn, area: int, cause: Cause, *, loud: bool) -> None:
    # As in phase alarm, a siren that sounds is not prolonged: a loose contact would keep it on for ever.
    kind, why = kind_of_alarm(turn, cause.zone)
    until_ms = turn.areas[area].latch_until_ms
    if until_ms is None and loud and ring(turn, cause.zone):
        until_ms = turn.now + turn.plan.siren_ms
    turn.set_area(area, tamper=True, latch_until_ms=until_ms)
    remember(turn, area, cause.zone, kind)
    tell_alarm(turn, cause.zone, kind, why)


def _sound(turn: Turn, area: int, cause: Cause) -> None:
    kind = sounding_zone(turn, cause)
    if not is_muted(turn, kind):
        latch(turn, kind)
    tell_alarm(turn, cause.zone, kind, zone_plan(turn, cause).kind.value)


def _tell_tried(turn: Turn, area: int, cause: Cause) -> None:
    kind, why = kind_of_alarm(turn, cause.zone)
    tell_alarm(turn, cause.zone, kind, why)


def _tell_silently(turn: Turn, area: int, cause: Cause) -> None:
    tell_alarm(turn, cause.zone, ReportKind.HOLD_UP, Kind.HOLD_UP.value)


def _tell_unverified(turn: Turn, area: int, cause: Cause) -> None:
    plan = zone_plan(turn, cause)
    others = tuple(one for one in turn.rest.crossed if one.zone != plan.id)
    turn.set(crossed=(*others, Crossed(plan.id, turn.now + turn.plan.cross_ms)))
    report = Report(kind=ReportKind.UNVERIFIED, at_ms=turn.now, area=plan.area, zone=plan.id, why="cross_group")
    send(turn, area, report)


def _restore(turn: Turn, area: int, cause: Cause) -> None:
    tell_restore(turn, cause.zone)


def _tell_fault(turn: Turn, area: int, cause: Cause) -> None:
    plan, faulted = zone_plan(turn, cause), turn.zones[cause.zone].fault
    kind = ReportKind.ZONE_FAULT if faulted else ReportKind.RESTORE_ZONE_FAULT
    turn.report(kind, area=plan.area, zone=plan.id, detail=turn.zones[cause.zone].level.value)


# entry --------------------------------------------------------------------------------------------


def _begin_entry(turn: Turn, area: int, cause: Cause) -> None:
    start_entry(turn, area, cause.zone, exit_error=False)


def start_entry(turn: Turn, area: int, zone: int, *, exit_error: bool) -> None:
    """Somebody is in, by the way in: the station hears at once how long to wait for what follows."""
    plan = turn.plan.zones[zone]
    turn.set_area(
        area,
        phase=Phase.ENTRY,
        until_ms=turn.now + plan.entry_delay_ms,
        entry_zone=plan.id,
        exit_error=exit_error,
        entered=True,
    )
    held_ms = 0 if turn.plan.profile is Profile.DIRECT else turn.plan.hold_ms
    _tell_pending(turn, area, zone, plan.entry_delay_ms + held_ms, exit_error=exit_error)


def _tell_pending(turn: Turn, area: int, zone: int, wait_ms: int, *, exit_error: bool = False) -> None:
    follow_up_ms = wait_ms + turn.plan.pending_margin_ms
    name, number = turn.plan.areas[area].id, turn.plan.zones[zone].id
    turn.report(ReportKind.PENDING, area=name, zone=number, follow_up_ms=follow_up_ms, exit_error=exit_error)


def _shorten_entry(turn: Turn, area: int, cause: Cause) -> None:
    plan, until_ms = zone_plan(turn, cause), turn.areas[area].until_ms
    assert until_ms is not None, "entry without a deadline"
    mine_ms = turn.now + plan.entry_delay_ms
    if mine_ms < until_ms:
        turn.set_area(area, until_ms=mine_ms, entry_zone=plan.id)


def _follow(turn: Turn, area: int, cause: Cause) -> None:
    if _has_live_entry_zone(turn, area):
        _alarm(turn, area, cause)
    else:
        _begin_entry(turn, area, cause)


def _has_live_entry_zone(turn: Turn, area: int) -> bool:
    """Is there a door that could have started an entry here, watched and not left out?"""
    state = turn.areas[area]
    doors = (i for i in turn.zones_of(area) if turn.plan.zones[i].kind is Kind.ENTRY_EXIT)
    return any(is_live(turn.plan.zones[i], state) and not is_left_out(turn.zones[i]) for i in doors)


def _entry_expired(turn: Turn, area: int, cause: Cause) -> None:
    state = turn.areas[area]
    zone = turn.zone_index(state.entry_zone)
    _raise_alarm(turn, area, zone, ReportKind.INTRUSION, "entry_expired", state.exit_error)


def _end_exit(turn: Turn, area: int, cause: Cause) -> None:
    door = arming.end_exit(turn, area)
    if door is not None:
        start_entry(turn, area, door, exit_error=True)


def _begin_exit(turn: Turn, area: int, cause: Cause) -> None:
    assert cause.order is not None, "an exit without an order"
    arming.begin_exit(turn, area, cause.order)
    if cause.order.exit_ms == 0:
        _end_exit(turn, area, cause)


# time and restarts --------------------------------------------------------------------------------


def _end_siren(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, phase=Phase.ARMED, until_ms=None, quiet=False)


def _end_latch(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, latch_until_ms=None)


def _release(turn: Turn, area: int, cause: Cause) -> None:
    release(turn, area)


def _resume(turn: Turn, area: int, cause: Cause) -> None:
    state = turn.areas[area]
    assert state.until_ms is not None and cause.shift_ms is not None
    # What fell due while the panel was gone happens now: a siren whose time ran out before it could
    # sound would be an alarm that nobody hears.
    turn.set_area(area, until_ms=max(turn.now, state.until_ms + cause.shift_ms))


def _resume_entry(turn: Turn, area: int, cause: Cause) -> None:
    if cause.shift_ms is not None:
        _resume(turn, area, cause)
        return
    # Nobody knows how long the panel was gone: a cut wire during entry is what a burglar does.
    turn.set_area(area, until_ms=turn.now)
    _entry_expired(turn, area, cause)


def _ignore(turn: Turn, area: int, cause: Cause) -> None:
    pass


def _impossible(turn: Turn, area: int, cause: Cause) -> None:
    raise AssertionError(f"area {turn.plan.areas[area].id} met what its table calls impossible: {turn.cells[-1]}")


_ACTIONS: dict[Do, Callable[[Turn, int, Cause], None]] = {
    Do.IGNORE: _ignore,
    Do.BEGIN_EXIT: _begin_exit,
    Do.REFUSE: _ignore,
    Do.DISARM: arming.disarm,
    Do.ACKNOWLEDGE: arming.acknowledge,
    Do.LEAVE: arming.leave,
    Do.SHUT_DOOR: arming.shut_door,
    Do.BEGIN_ENTRY: _begin_entry,
    Do.SHORTEN_ENTRY: _shorten_entry,
    Do.FOLLOW: _follow,
    Do.ALARM: _alarm,
    Do.ALARM_IN_EXIT: _alarm_in_exit,
    Do.ADD_ALARM: _add_alarm,
    Do.TELL_UNVERIFIED: _tell_unverified,
    Do.LATCH_TAMPER: _latch_tamper,
    Do.LATCH_INTRUDER: _latch_intruder,
    Do.SOUND: _sound,
    Do.TELL_TRIED: _tell_tried,
    Do.TELL_SILENTLY: _tell_silently,
    Do.RESTORE: _restore,
    Do.TELL_FAULT: _tell_fault,
    Do.END_EXIT: _end_exit,
    Do.ENTRY_EXPIRED: _entry_expired,
    Do.END_SIREN: _end_siren,
    Do.END_LATCH: _end_latch,
    Do.RELEASE: _release,
    Do.RESUME: _resume,
    Do.RESUME_ENTRY: _resume_entry,
    Do.IMPOSSIBLE: _impossible,
}
