"""What programmes do when their instant has come: arm after a warning, disarm with care, remind."""

from msgspec.structs import replace

from panel.core.events import Actor, ArmRequested, PostponeRequested, ScheduleDue
from panel.core.inputs import set_bypass
from panel.core.names import ARMED_MODES, Action, Bypass, Mode, Phase, Reason, ReportKind, Role, Source
from panel.core.people import may
from panel.core.readiness import conditions_in_the_way, in_the_way
from panel.core.requests import arm, disarm_area, disturbed, weakens
from panel.core.schedule import LATE_MS, Done, beginning
from panel.core.state import Countdown
from panel.core.turn import Turn
from zones.kinds import ALWAYS_LIVE

POSTPONE_MAX_MS = 4 * 3_600_000


def due(turn: Turn, event: ScheduleDue) -> None:
    """A programme's instant, once: neither a clock put back nor a second telling makes it come again."""
    if not _is_new(turn, event):
        return
    if event.late_ms > LATE_MS:
        _tell(turn, ReportKind.SCHEDULE_MISSED, event.programme, event.areas, event.mode, detail=f"{event.late_ms} ms")
    elif event.remind:
        _remind(turn, event)
    elif event.mode is Mode.DISARMED:
        _disarm(turn, event)
    else:
        _announce(turn, event)


def _is_new(turn: Turn, event: ScheduleDue) -> bool:
    done_ms, done = turn.rest.schedule_done_ms, turn.rest.schedule_done
    begin_ms = beginning(Done(done_ms), event.due_utc_ms + event.late_ms).due_utc_ms
    if event.due_utc_ms < begin_ms or (event.due_utc_ms == done_ms and event.programme in done):
        return False
    same = done if event.due_utc_ms == done_ms else ()
    turn.set(schedule_done_ms=event.due_utc_ms, schedule_done=(*same, event.programme))
    return True


def _tell(
    turn: Turn, kind: ReportKind, programme: str, areas: tuple[str, ...], mode: Mode, *, why: str = "", detail: str = ""
) -> None:
    for area in areas:
        turn.report(kind, area=area, actor=programme, source=Source.SCHEDULE, mode=mode, why=why, detail=detail)


def _remind(turn: Turn, event: ScheduleDue) -> None:
    """Nobody has armed by the time they usually do."""
    late = tuple(area for area in event.areas if turn.areas[turn.area_index(area)].phase is Phase.IDLE)
    if late:
        _tell(turn, ReportKind.LATE_TO_ARM, event.programme, late, event.mode)
        turn.set(chime_until_ms=turn.now + turn.plan.chime_ms)


# disarming ----------------------------------------------------------------------------------------


def _disarm(turn: Turn, event: ScheduleDue) -> None:
    """Never over somebody leaving or coming in, an alarm, or one that nobody has seen yet."""
    for name in event.areas:
        area = turn.area_index(name)
        state = turn.areas[area]
        if state.phase is Phase.IDLE:
            continue
        if state.phase is Phase.ARMED and not state.memory and not state.tamper and state.hold_until_ms is None:
            disarm_area(turn, area, event.programme, Source.SCHEDULE, cancels=False, duress=False)
        else:
            why = state.phase.value if state.phase is not Phase.ARMED else "alarm_memory"
            _tell(turn, ReportKind.AUTO_DISARM_FAILED, event.programme, (name,), Mode.DISARMED, why=why)


# arming -------------------------------------------------------------------------------------------


def _announce(turn: Turn, event: ScheduleDue) -> None:
    """Who is still in hears that it will arm. One that was announced before is not forgotten over it."""
    if turn.rest.countdown is not None:
        arm_now(turn)
    if not _to_arm(turn, event.areas, event.mode):
        return
    until_ms = turn.now + turn.plan.countdown_ms
    turn.set(countdown=Countdown(programme=event.programme, areas=event.areas, mode=event.mode, until_ms=until_ms))
    _tell(turn, ReportKind.AUTO_ARM_WARNING, event.programme, event.areas, event.mode)


def _to_arm(turn: Turn, areas: tuple[str, ...], mode: Mode) -> tuple[str, ...]:
    """Those that are not in that mode and that it would not weaken: a programme never takes a watch away."""
    return tuple(name for name in areas if _strengthens(turn, turn.area_index(name), mode))


def _strengthens(turn: Turn, area: int, mode: Mode) -> bool:
    now = turn.areas[area].mode
    return now is not mode and not (now is not Mode.DISARMED and weakens(turn, area, mode))


def postpone(turn: Turn, asked: PostponeRequested) -> None:
    """Somebody is still in: the arming that is announced waits. Whoever may arm may do so, again and again."""
    countdown = turn.rest.countdown
    if not may(turn.rest, asked.actor, Action.ARM) or not asked.actor.arm:
        turn.answer(asked.request, Reason.NO_PERMISSION)
    elif countdown is None or not 0 < asked.for_ms <= POSTPONE_MAX_MS:
        turn.answer(asked.request, Reason.INVALID)
    else:
        turn.set(countdown=replace(countdown, until_ms=turn.now + asked.for_ms))
        for area in countdown.areas:
            turn.report(
                ReportKind.AUTO_ARM_POSTPONED,
                area=area,
                actor=asked.actor.id,
                source=asked.source,
                mode=countdown.mode,
                detail=f"{asked.for_ms} ms",
            )
        turn.answer(asked.request)


def arm_now(turn: Turn) -> None:
    """The warning is over: arms what it was about, leaving out only what may be left out without asking anybody."""
    countdown = turn.rest.countdown
    assert countdown is not None, "nothing was announced"
    turn.set(countdown=None)
    areas = _to_arm(turn, countdown.areas, countdown.mode)
    if not areas:
        return
    places = [turn.area_index(area) for area in areas]
    zones = _zones_in_the_way(turn, areas, countdown.mode)
    conditions = conditions_in_the_way(turn.plan, turn.close())
    if disturbed(turn, places):
        _fail(turn, countdown, (), "alarm_active")
    elif conditions or not all(_may_force(turn, zone) for zone in zones):
        _fail(turn, countdown, zones, "not_ready")
    else:
        for zone in zones:
            _leave_out(turn, zone, countdown.programme)
        actor = Actor(id=countdown.programme, role=Role.SERVICE, arm=areas, modes=ARMED_MODES)
        arm(turn, ArmRequested(actor=actor, source=Source.SCHEDULE, mode=countdown.mode, areas=areas))


def _zones_in_the_way(turn: Turn, areas: tuple[str, ...], mode: Mode) -> tuple[int, ...]:
    state, exit_follows = turn.close(), turn.plan.exit_delay_ms > 0
    return tuple(zone for area in areas for zone in in_the_way(turn.plan, state, area, mode, exit_follows=exit_follows))


def _may_force(turn: Turn, number: int) -> bool:
    plan = turn.plan.zones[turn.zone_index(number)]
    return plan.auto_force and plan.bypassable and plan.kind not in ALWAYS_LIVE


def _leave_out(turn: Turn, number: int, programme: str) -> None:
    zone = turn.zone_index(number)
    area = turn.plan.zones[zone].area
    set_bypass(turn, zone, Bypass.ONCE)
    turn.report(ReportKind.BYPASSED, area=area, zone=number, actor=programme, source=Source.SCHEDULE, why="auto_force")


def _fail(turn: Turn, countdown: Countdown, zones: tuple[int, ...], why: str) -> None:
    turn.report(
        ReportKind.AUTO_ARM_FAILED,
        area=countdown.areas[0],
        actor=countdown.programme,
        source=Source.SCHEDULE,
        mode=countdown.mode,
        why=why,
        zones=zones,
        conditions=conditions_in_the_way(turn.plan, turn.close()),
    )
