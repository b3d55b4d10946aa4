"""What each cell of the table does. An action never asks for the phase: the table already has."""

from collections.abc import Callable

from panel.core.names import Mode, Phase, ReportKind
from panel.core.readiness import is_live
from panel.core.state import AreaState
from panel.core.table import TABLE, Do, Trigger
from panel.core.turn import Cause, Turn, area_plan, zone_plan
from zones.kinds import TRIPPING, Kind, Level

ALARM_OF = {
    Kind.ENTRY_EXIT: ReportKind.INTRUSION,
    Kind.FOLLOWER: ReportKind.INTRUSION,
    Kind.INSTANT: ReportKind.INTRUSION,
    Kind.TAMPER: ReportKind.TAMPER,
    Kind.FIRE: ReportKind.FIRE,
    Kind.HOLD_UP: ReportKind.HOLD_UP,
}
RESTORE_OF = {
    ReportKind.INTRUSION: ReportKind.RESTORE_INTRUSION,
    ReportKind.TAMPER: ReportKind.RESTORE_TAMPER,
    ReportKind.FIRE: ReportKind.RESTORE_FIRE,
    ReportKind.HOLD_UP: ReportKind.RESTORE_HOLD_UP,
}


def fire(turn: Turn, area: int, trigger: Trigger, cause: Cause = Cause()) -> None:  # noqa: B008 - frozen
    """Looks up what this trigger means to the area and does it. Ends the process on a broken table."""
    before = turn.areas[area].phase
    cell = TABLE[before, trigger]
    turn.cells.append((before, trigger))
    _ACTIONS[cell.do](turn, area, cause)
    after = turn.areas[area].phase
    assert after in cell.to, f"{before} on {trigger} led to {after}; the table allows {cell.to}"


# alarms -------------------------------------------------------------------------------------------


def tell_alarm(turn: Turn, zone: int, kind: ReportKind, why: str, *, exit_error: bool = False) -> None:
    """Reports a zone's alarm, and its restore at once when it is already secure again."""
    plan, told = turn.plan.zones[zone], turn.zones[zone].alarms
    turn.set_zone(zone, alarms=told if kind in told else (*told, kind))
    turn.report(kind, area=plan.area, zone=plan.id, why=why, exit_error=exit_error)
    if turn.zones[zone].level is Level.SECURE:
        tell_restore(turn, zone)


def tell_restore(turn: Turn, zone: int) -> None:
    """Reports that a zone is secure again, once for each alarm it was reported with."""
    plan, told = turn.plan.zones[zone], turn.zones[zone].alarms
    assert told, "a restore without an alarm"
    turn.set_zone(zone, alarms=())
    for kind in told:
        turn.report(RESTORE_OF[kind], area=plan.area, zone=plan.id)
    if not any(ReportKind.FIRE in other.alarms for other in turn.zones):
        turn.fire_silenced = False


def _remember(area: AreaState, zone: int) -> tuple[int, ...]:
    return area.memory if zone in area.memory else (*area.memory, zone)


def _zone_alarm(turn: Turn, cause: Cause) -> tuple[ReportKind, str]:
    """The alarm a zone raises and the word for why; wires that were cut or bridged are a tamper."""
    plan = zone_plan(turn, cause)
    if turn.zones[cause.zone].level is Level.TAMPER:
        return ReportKind.TAMPER, Kind.TAMPER.value
    return ALARM_OF[plan.kind], plan.kind.value


def _alarm(turn: Turn, area: int, cause: Cause) -> None:
    kind, why = _zone_alarm(turn, cause)
    _raise_alarm(turn, area, cause.zone, kind, why)


def _alarm_in_exit(turn: Turn, area: int, cause: Cause) -> None:
    # No exit will end any more: who armed, and how, is told now or never.
    _tell_armed(turn, area)
    _alarm(turn, area, cause)


def _raise_alarm(turn: Turn, area: int, zone: int, kind: ReportKind, why: str, exit_error: bool = False) -> None:
    now_area, zone_id = turn.areas[area], turn.plan.zones[zone].id
    first_ms = turn.now if now_area.alarmed_at_ms is None else now_area.alarmed_at_ms
    turn.set_area(
        area,
        phase=Phase.ALARM,
        until_ms=turn.now + turn.plan.siren_ms,
        old_mode=Mode.DISARMED,
        entry_zone=0,
        exit_error=False,
        alarmed_at_ms=first_ms,
        memory=_remember(now_area, zone_id),
    )
    tell_alarm(turn, zone, kind, why, exit_error=exit_error)


def _add_alarm(turn: Turn, area: int, cause: Cause) -> None:
    # The siren is not prolonged: a zone that chatters would keep it on for ever, and 15 min is the
    # most that EN 50131-1 allows; the next trip after it has ended is a new activation.
    kind, why = _zone_alarm(turn, cause)
    on_route = zone_plan(turn, cause).kind is Kind.ENTRY_EXIT and kind is ReportKind.INTRUSION
    turn.set_area(area, memory=_remember(turn.areas[area], zone_plan(turn, cause).id))
    tell_alarm(turn, cause.zone, kind, "during_alarm" if on_route else why)


def _latch_tamper(turn: Turn, area: int, cause: Cause) -> None:
    # As in phase alarm, a siren that sounds is not prolonged: a loose contact would keep it on for ever.
    until_ms = turn.areas[area].latch_until_ms
    if until_ms is None and turn.any_armed():
        until_ms = turn.now + turn.plan.siren_ms
    memory = _remember(turn.areas[area], zone_plan(turn, cause).id)
    turn.set_area(area, tamper=True, latch_until_ms=until_ms, memory=memory)
    kind, why = _zone_alarm(turn, cause)
    tell_alarm(turn, cause.zone, kind, why)


def _ring_fire(turn: Turn, area: int, cause: Cause) -> None:
    turn.fire_silenced = False
    tell_alarm(turn, cause.zone, ReportKind.FIRE, Kind.FIRE.value)


def _tell_silently(turn: Turn, area: int, cause: Cause) -> None:
    tell_alarm(turn, cause.zone, ReportKind.HOLD_UP, Kind.HOLD_UP.value)


def _restore(turn: Turn, area: int, cause: Cause) -> None:
    tell_restore(turn, cause.zone)


def _tell_fault(turn: Turn, area: int, cause: Cause) -> None:
    plan, faulted = zone_plan(turn, cause), turn.zones[cause.zone].fault
    kind = ReportKind.ZONE_FAULT if faulted else ReportKind.RESTORE_ZONE_FAULT
    turn.report(kind, area=plan.area, zone=plan.id, detail=turn.zones[cause.zone].level.value)


# entry --------------------------------------------------------------------------------------------


def _begin_entry(turn: Turn, area: int, cause: Cause) -> None:
    _start_entry(turn, area, cause.zone, exit_error=False)


def _start_entry(turn: Turn, area: int, zone: int, *, exit_error: bool) -> None:
    plan = turn.plan.zones[zone]
    turn.set_area(
        area,
        phase=Phase.ENTRY,
        until_ms=turn.now + plan.entry_delay_ms,
        entry_zone=plan.id,
        exit_error=exit_error,
    )
    follow_up_ms = plan.entry_delay_ms + turn.plan.pending_margin_ms
    turn.report(ReportKind.PENDING, area=plan.area, zone=plan.id, follow_up_ms=follow_up_ms, exit_error=exit_error)


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
    name, state = area_plan(turn, area).id, turn.areas[area]
    return any(z.area == name and z.kind is Kind.ENTRY_EXIT and is_live(z, state) for z in turn.plan.zones)


def _entry_expired(turn: Turn, area: int, cause: Cause) -> None:
    state = turn.areas[area]
    zone = next(i for i, plan in enumerate(turn.plan.zones) if plan.id == state.entry_zone)
    _raise_alarm(turn, area, zone, ReportKind.INTRUSION, "entry_expired", state.exit_error)


# arming and disarming -----------------------------------------------------------------------------


def _begin_exit(turn: Turn, area: int, cause: Cause) -> None:
    state, order = turn.areas[area], cause.order
    assert order is not None, "an exit without an order"
    starts_period = state.mode is Mode.DISARMED
    turn.set_area(
        area,
        phase=Phase.EXIT,
        mode=order.mode,
        # During an exit the mode that was armed before it is still what is being replaced.
        old_mode=state.mode if state.until_ms is None else state.old_mode,
        until_ms=turn.now + order.exit_ms,
        actor=order.actor,
        source=order.source,
        memory=() if starts_period else state.memory,
        alarmed_at_ms=None if starts_period else state.alarmed_at_ms,
    )
    if order.exit_ms == 0:
        _end_exit(turn, area, cause)


def _end_exit(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, phase=Phase.ARMED, until_ms=None, old_mode=Mode.DISARMED)
    _tell_armed(turn, area)
    state, name = turn.areas[area], area_plan(turn, area).id
    stand_open = [
        index
        for index, plan in enumerate(turn.plan.zones)
        if plan.area == name and plan.kind is Kind.ENTRY_EXIT and is_live(plan, state)
        if turn.zones[index].level in TRIPPING
    ]
    if stand_open:  # of several doors the earliest deadline wins, as when they open one by one
        soonest = min(stand_open, key=lambda index: turn.plan.zones[index].entry_delay_ms)
        _start_entry(turn, area, soonest, exit_error=True)


def _tell_armed(turn: Turn, area: int) -> None:
    state, name = turn.areas[area], area_plan(turn, area).id
    turn.report(ReportKind.ARMED, area=name, actor=state.actor, source=state.source, mode=state.mode)


def _disarm(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(
        area,
        phase=Phase.IDLE,
        mode=Mode.DISARMED,
        old_mode=Mode.DISARMED,
        until_ms=None,
        entry_zone=0,
        exit_error=False,
        alarmed_at_ms=None,
        tamper=False,
        latch_until_ms=None,
        actor="",
        source=None,
    )


def _acknowledge(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, tamper=False, latch_until_ms=None, memory=())


def _end_siren(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, phase=Phase.ARMED, until_ms=None)


def _end_latch(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, latch_until_ms=None)


# restart ------------------------------------------------------------------------------------------


def _resume(turn: Turn, area: int, cause: Cause) -> None:
    until_ms = turn.areas[area].until_ms
    assert until_ms is not None and cause.shift_ms is not None
    # What fell due while the panel was gone happens now: a siren whose time ran out before it could
    # sound would be an alarm that nobody hears.
    turn.set_area(area, until_ms=max(turn.now, until_ms + cause.shift_ms))


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
    raise AssertionError(f"area {area_plan(turn, area).id} met what its table calls impossible: {turn.cells[-1]}")


_ACTIONS: dict[Do, Callable[[Turn, int, Cause], None]] = {
    Do.IGNORE: _ignore,
    Do.BEGIN_EXIT: _begin_exit,
    Do.REFUSE: _ignore,
    Do.DISARM: _disarm,
    Do.ACKNOWLEDGE: _acknowledge,
    Do.BEGIN_ENTRY: _begin_entry,
    Do.SHORTEN_ENTRY: _shorten_entry,
    Do.FOLLOW: _follow,
    Do.ALARM: _alarm,
    Do.ALARM_IN_EXIT: _alarm_in_exit,
    Do.ADD_ALARM: _add_alarm,
    Do.LATCH_TAMPER: _latch_tamper,
    Do.RING_FIRE: _ring_fire,
    Do.TELL_SILENTLY: _tell_silently,
    Do.RESTORE: _restore,
    Do.TELL_FAULT: _tell_fault,
    Do.END_EXIT: _end_exit,
    Do.ENTRY_EXPIRED: _entry_expired,
    Do.END_SIREN: _end_siren,
    Do.END_LATCH: _end_latch,
    Do.RESUME: _resume,
    Do.RESUME_ENTRY: _resume_entry,
    Do.IMPOSSIBLE: _impossible,
}
