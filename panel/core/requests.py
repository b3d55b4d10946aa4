"""What people ask for: arming and disarming. All or nothing, with one answer each."""

from panel.core.actions import fire
from panel.core.alarms import release, sounds_of, unlatch, withdraw
from panel.core.arming import left_out, watch_for_silence
from panel.core.events import Actor, ArmRequested, CodeTyped, DisarmRequested
from panel.core.forcing import force_token, leave_out, offer
from panel.core.inputs import end_period
from panel.core.locks import TYPED, WITH_CODE, is_locked, right_code
from panel.core.names import Action, Mode, Phase, Reason, ReportKind, Source, Status
from panel.core.people import may
from panel.core.plan import AreaPlan
from panel.core.readiness import Way, conditions_in_the_way, in_the_way
from panel.core.reports import Answer
from panel.core.slot import busy, supersede
from panel.core.state import AreaState
from panel.core.table import TABLE, Do, Trigger
from panel.core.trials import end_trial
from panel.core.turn import Cause, Order, Turn, area_plan

# arming -------------------------------------------------------------------------------------------


def arm(turn: Turn, asked: ArmRequested) -> bool:
    """Arms every area asked for, or none; says which it was, and answers."""
    if not _is_heard(turn, asked):
        return False
    chosen = [i for i, plan in enumerate(turn.plan.areas) if _is_meant(plan, asked)]
    refusal = _refusal(turn, asked, chosen)
    if refusal is not None:
        _refuse(turn, asked, chosen, refusal)
        return False
    way = _way(turn, asked, chosen)
    leave_out(turn, way, asked)
    turn.set(force=None)
    supersede(turn, asked.source)
    exit_ms = 0 if asked.no_exit else turn.plan.exit_delay_ms
    order = Order(asked.mode, exit_ms, asked.actor.id, asked.source, asked.silent, way.conditions)
    for area in chosen:
        if turn.areas[area].mode is not asked.mode:
            end_trial(turn, "armed")
            fire(turn, area, Trigger.ARM, Cause(order=order))
    turn.answer(asked.request)
    return True


def hear(turn: Turn, typed: CodeTyped) -> None:
    """Answers somebody who typed a right code for something that is not for the core to do."""
    if _is_heard(turn, typed):
        turn.answer(typed.request)


def _is_heard(turn: Turn, asked: ArmRequested | DisarmRequested | CodeTyped) -> bool:
    """Tells of duress whatever else comes of it; hears nobody out who types where codes are locked."""
    if asked.duress:
        _tell_duress(turn, asked)
    if is_locked(turn.rest, asked.source) and not _shows_tag(turn, asked):
        turn.answer(asked.request, Reason.LOCKED)
        return False
    if asked.source in WITH_CODE and not (isinstance(asked, CodeTyped) and not asked.forgives):
        right_code(turn, asked.source)
    return True


def _shows_tag(turn: Turn, asked: ArmRequested | DisarmRequested | CodeTyped) -> bool:
    """A PIN typed after one's own tag: tags keep working while codes are locked."""
    tag = turn.rest.tag
    shown = tag is not None and tag.waits_for_pin and tag.actor == asked.actor.id
    return shown and asked.source is Source.KEYPAD and isinstance(asked, DisarmRequested)


def _is_meant(plan: AreaPlan, asked: ArmRequested) -> bool:
    if asked.areas:
        return plan.id in asked.areas
    return plan.id in asked.actor.arm and asked.mode in plan.modes


def _refusal(turn: Turn, asked: ArmRequested, chosen: list[int]) -> Answer | None:
    """Why the request cannot be granted, or None. Rights come first: a stranger learns nothing more."""
    reason = _reason(turn, asked, chosen)
    if reason is not None:
        return Answer(request=asked.request, status=Status.ERROR, reason=reason)
    occupied = busy(turn, asked.source, asked.request)
    if occupied is not None:
        return occupied
    if asked.force:
        return None if force_token(turn, asked, _way(turn, asked, chosen)) else _not_ready(turn, asked, chosen)
    way = _way(turn, asked, chosen)
    return _not_ready(turn, asked, chosen) if way.zones or way.conditions else None


def _reason(turn: Turn, asked: ArmRequested, chosen: list[int]) -> Reason | None:
    plans = [area_plan(turn, area) for area in chosen]
    if asked.mode is Mode.DISARMED or len(chosen) < len(set(asked.areas)):
        return Reason.INVALID
    entitled = may(turn.rest, asked.actor, Action.ARM) and asked.mode in asked.actor.modes
    if not entitled or not plans or any(p.id not in asked.actor.arm for p in plans):
        return Reason.NO_PERMISSION
    if any(asked.mode not in plan.modes for plan in plans):
        return Reason.INVALID
    if any(_weakens(turn, area, asked) for area in chosen):
        return Reason.NO_PERMISSION
    return Reason.ALARM_ACTIVE if disturbed(turn, chosen) else None


def disturbed(turn: Turn, areas: list[int]) -> list[int]:
    """Those of the areas that somebody is coming into, or has broken into."""
    return [area for area in areas if TABLE[turn.areas[area].phase, Trigger.ARM].do is Do.REFUSE]


def weakens(turn: Turn, area: int, mode: Mode) -> bool:
    """Would the change to ``mode`` leave a zone unwatched that the present mode watches?"""
    name, now = area_plan(turn, area).id, turn.areas[area].mode
    return any(z.area == name and now in z.modes and mode not in z.modes for z in turn.plan.zones)


def _weakens(turn: Turn, area: int, asked: ArmRequested) -> bool:
    """The same, without the right to disarm this area."""
    armed = turn.areas[area].mode is not Mode.DISARMED
    entitled = area_plan(turn, area).id in asked.actor.disarm and may(turn.rest, asked.actor, Action.DISARM)
    return armed and not entitled and weakens(turn, area, asked.mode)


def _way(turn: Turn, asked: ArmRequested, chosen: list[int]) -> Way:
    """What is in the way of this request; nothing, where the areas are in that mode already."""
    fresh = [area for area in chosen if turn.areas[area].mode is not asked.mode]
    exit_follows, state = not asked.no_exit and turn.plan.exit_delay_ms > 0, turn.close()
    zones = tuple(
        zone
        for area in fresh
        for zone in in_the_way(turn.plan, state, area_plan(turn, area).id, asked.mode, exit_follows=exit_follows)
    )
    return Way(zones, conditions_in_the_way(turn.plan, state) if fresh else ())


def _not_ready(turn: Turn, asked: ArmRequested, chosen: list[int]) -> Answer:
    way = _way(turn, asked, chosen)
    return Answer(
        request=asked.request,
        status=Status.ERROR,
        reason=Reason.NOT_READY,
        zones=way.zones,
        conditions=way.conditions,
        force=offer(turn, asked, tuple(area_plan(turn, area).id for area in chosen), way),
    )


def _refuse(turn: Turn, asked: ArmRequested, chosen: list[int], answer: Answer) -> None:
    if answer.reason is Reason.ALARM_ACTIVE:
        for area in disturbed(turn, chosen):
            fire(turn, area, Trigger.ARM)
    if answer.status is Status.ERROR:
        turn.report(
            ReportKind.ARM_REFUSED,
            area=area_plan(turn, chosen[0]).id if chosen else "",
            actor=asked.actor.id,
            source=asked.source,
            mode=asked.mode,
            why=answer.reason.value if answer.reason else "",
            zones=answer.zones,
            conditions=answer.conditions,
        )
    turn.answers.append(answer)


# disarming ----------------------------------------------------------------------------------------


def disarm(turn: Turn, asked: DisarmRequested) -> None:
    """Disarms every area asked for that the actor may disarm: from any phase, again and again."""
    typed, source = _typed(turn, asked)
    if not _is_heard(turn, asked):
        return
    if typed:  # whoever has a code may silence a fire, also without a right to disarm
        _silence(turn, asked.actor, source)
    wanted = asked.areas or tuple(plan.id for plan in turn.plan.areas if plan.id in asked.actor.disarm)
    known = {plan.id for plan in turn.plan.areas}
    if not set(wanted) <= known:
        turn.answer(asked.request, Reason.INVALID)
        return
    if not wanted or not set(wanted) <= set(asked.actor.disarm) or not may(turn.rest, asked.actor, Action.DISARM):
        turn.answer(asked.request, Reason.NO_PERMISSION)
        return
    turn.set(force=None, tag=None)
    supersede(turn, asked.source)
    for area, plan in enumerate(turn.plan.areas):
        if plan.id in wanted:
            cancels = typed or (asked.source is Source.TAG and turn.plan.tag_cancels)
            disarm_area(turn, area, asked.actor.id, source, cancels=cancels, duress=asked.duress)
    turn.answer(asked.request)


def _typed(turn: Turn, asked: DisarmRequested) -> tuple[bool, Source]:
    """Was a code typed, and what was the means: a PIN typed after one's tag counts as the tag."""
    return asked.source in TYPED, Source.TAG if _shows_tag(turn, asked) else asked.source


def disarm_area(turn: Turn, area: int, actor: str, source: Source, *, cancels: bool, duress: bool) -> None:
    """Disarms one area and tells it; takes back or cancels what it was told of a break-in, if it may."""
    before, name, without = turn.areas[area], area_plan(turn, area).id, left_out(turn, area)
    if duress:
        release(turn, area)
    fire(turn, area, Trigger.DISARM)
    if before.phase is not Phase.IDLE:
        turn.report(
            ReportKind.DISARMED,
            area=name,
            actor=actor,
            source=source,
            mode=before.mode,
            zones=without,
            closes_pending=before.phase is Phase.ENTRY and not duress,
        )
    _take_back(turn, area, before, actor, source, cancels=cancels, duress=duress)
    if before.phase is not Phase.IDLE:
        _end_period(turn, area)


def _take_back(
    turn: Turn, area: int, before: AreaState, actor: str, source: Source, *, cancels: bool, duress: bool
) -> None:
    """Aborts what was held back, cancels what was told. Under duress the house hears it and the station does not."""
    held = before.held if duress else withdraw(turn, area)
    alarms = tuple(report for report in held if report.kind is ReportKind.INTRUSION)
    told_ms = before.alarmed_at_ms
    since_ms = 0 if told_ms is None else turn.now - told_ms
    name = area_plan(turn, area).id
    if alarms:
        turn.report(
            ReportKind.ABORTED,
            area=name,
            actor=actor,
            source=source,
            zones=tuple(report.zone for report in alarms),
            since_alarm_ms=since_ms,
            closes_pending=not duress,
            local=duress,
        )
    if cancels and told_ms is not None and (not alarms or told_ms < alarms[0].at_ms):
        turn.report(ReportKind.CANCELLED, area=name, actor=actor, source=source, since_alarm_ms=since_ms, local=duress)


def _end_period(turn: Turn, area: int) -> None:
    """The area's arming period is over: bypasses of once lift, counts begin anew, silence is watched again."""
    own = turn.zones_of(area)
    numbers = {turn.plan.zones[zone].id for zone in own}
    turn.set(crossed=tuple(one for one in turn.rest.crossed if one.zone not in numbers))
    for zone in own:
        end_period(turn, zone)
        watch_for_silence(turn, zone)


def _silence(turn: Turn, actor: Actor, source: Source) -> None:
    """A code ends every sound that lies beside the phases; what caused it stays told until it is restored."""
    for latched in turn.rest.latches:
        unlatch(turn, latched.sound)
        zone = next((i for i, one in enumerate(turn.zones) if latched.sound in sounds_of(one)), None)
        turn.report(
            ReportKind.SILENCED,
            area="" if zone is None else turn.plan.zones[zone].area,
            zone=0 if zone is None else turn.plan.zones[zone].id,
            actor=actor.id,
            source=source,
            why="silenced_by_user",
            detail=latched.sound.value,
        )


def _tell_duress(turn: Turn, asked: ArmRequested | DisarmRequested | CodeTyped) -> None:
    """To the station alone, and before anything else. It follows up on every pending of the house."""
    pending = any(area.phase is Phase.ENTRY or area.hold_until_ms is not None for area in turn.areas)
    named = () if isinstance(asked, CodeTyped) else asked.areas
    area = named[0] if named else turn.plan.areas[0].id
    turn.report(ReportKind.DURESS, area=area, actor=asked.actor.id, source=asked.source, closes_pending=pending)
