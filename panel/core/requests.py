"""What people ask for: arming, disarming, tags. All or nothing, with one answer each."""

from panel.core.actions import fire
from panel.core.events import Actor, ArmRequested, DisarmRequested, TagPresented
from panel.core.names import ARMED_MODES, Mode, Phase, Reason, ReportKind, Source, Status
from panel.core.plan import AreaPlan
from panel.core.readiness import in_the_way
from panel.core.reports import Answer
from panel.core.state import TagState
from panel.core.table import TABLE, Do, Trigger
from panel.core.turn import Cause, Order, Turn, area_plan

# arming -------------------------------------------------------------------------------------------


def arm(turn: Turn, asked: ArmRequested) -> bool:
    """Arms every area asked for, or none; says which it was, and answers."""
    chosen = [i for i, plan in enumerate(turn.plan.areas) if _is_meant(plan, asked)]
    refusal = _refusal(turn, asked, chosen)
    if refusal is not None:
        _refuse(turn, asked, chosen, refusal)
        return False
    exit_ms = 0 if asked.no_exit else turn.plan.exit_delay_ms
    order = Order(mode=asked.mode, exit_ms=exit_ms, actor=asked.actor.id, source=asked.source)
    for area in chosen:
        if turn.areas[area].mode is not asked.mode:
            fire(turn, area, Trigger.ARM, Cause(order=order))
    turn.answers.append(Answer(request=asked.request, status=Status.OK))
    return True


def _is_meant(plan: AreaPlan, asked: ArmRequested) -> bool:
    if asked.areas:
        return plan.id in asked.areas
    return plan.id in asked.actor.arm and asked.mode in plan.modes


def _refusal(turn: Turn, asked: ArmRequested, chosen: list[int]) -> Answer | None:
    """Why the request cannot be granted, or None. Rights come first: a stranger learns nothing more."""
    plans = [area_plan(turn, area) for area in chosen]
    if asked.mode is Mode.DISARMED or len(chosen) < len(set(asked.areas)):
        return _error(asked, Reason.INVALID)
    if asked.mode not in asked.actor.modes or not plans or any(p.id not in asked.actor.arm for p in plans):
        return _error(asked, Reason.NO_PERMISSION)
    if any(asked.mode not in plan.modes for plan in plans):
        return _error(asked, Reason.INVALID)
    if any(_weakens(turn, area, asked) for area in chosen):
        return _error(asked, Reason.NO_PERMISSION)
    if _disturbed(turn, chosen):
        return _error(asked, Reason.ALARM_ACTIVE)
    zones = tuple(zone for area in chosen for zone in _in_the_way(turn, area, asked))
    return _error(asked, Reason.NOT_READY, zones) if zones else None


def _disturbed(turn: Turn, areas: list[int]) -> list[int]:
    """Those of the areas that somebody is coming into, or has broken into."""
    return [area for area in areas if TABLE[turn.areas[area].phase, Trigger.ARM].do is Do.REFUSE]


def _error(asked: ArmRequested | DisarmRequested, reason: Reason, zones: tuple[int, ...] = ()) -> Answer:
    return Answer(request=asked.request, status=Status.ERROR, reason=reason, zones=zones)


def _weakens(turn: Turn, area: int, asked: ArmRequested) -> bool:
    """Would the change leave a live zone unwatched, without the right to disarm this area?"""
    plan, mode = area_plan(turn, area), turn.areas[area].mode
    if mode is Mode.DISARMED or plan.id in asked.actor.disarm:
        return False
    return any(z.area == plan.id and mode in z.modes and asked.mode not in z.modes for z in turn.plan.zones)


def _in_the_way(turn: Turn, area: int, asked: ArmRequested) -> tuple[int, ...]:
    if turn.areas[area].mode is asked.mode:
        return ()  # already so: saying it again is no new arming
    exit_follows = not asked.no_exit and turn.plan.exit_delay_ms > 0
    return in_the_way(turn.plan, turn.close(), area_plan(turn, area).id, asked.mode, exit_follows=exit_follows)


def _refuse(turn: Turn, asked: ArmRequested, chosen: list[int], answer: Answer) -> None:
    if answer.reason is Reason.ALARM_ACTIVE:
        for area in _disturbed(turn, chosen):
            fire(turn, area, Trigger.ARM)
    first = area_plan(turn, chosen[0]).id if chosen else ""
    turn.report(
        ReportKind.ARM_REFUSED,
        area=first,
        actor=asked.actor.id,
        source=asked.source,
        mode=asked.mode,
        why=answer.reason.value if answer.reason else "",
        zones=answer.zones,
    )
    turn.answers.append(answer)


# disarming ----------------------------------------------------------------------------------------


def disarm(turn: Turn, asked: DisarmRequested) -> None:
    """Disarms every area asked for that the actor may disarm: from any phase, again and again."""
    typed, source = _typed(turn, asked)
    if typed:  # whoever has a code may silence a fire, also without a right to disarm
        _silence_fire(turn, asked.actor, source)
    wanted = asked.areas or tuple(plan.id for plan in turn.plan.areas if plan.id in asked.actor.disarm)
    known = {plan.id for plan in turn.plan.areas}
    if not set(wanted) <= known:
        turn.answers.append(_error(asked, Reason.INVALID))
        return
    if not wanted or not set(wanted) <= set(asked.actor.disarm):
        turn.answers.append(_error(asked, Reason.NO_PERMISSION))
        return
    for area, plan in enumerate(turn.plan.areas):
        if plan.id in wanted:
            _disarm_area(turn, area, asked.actor, source, cancels=typed or _tag_cancels(turn, asked))
    turn.tag = None
    turn.answers.append(Answer(request=asked.request, status=Status.OK))


def _typed(turn: Turn, asked: DisarmRequested) -> tuple[bool, Source]:
    """Was a code typed, and what was the means: a PIN typed after one's tag counts as the tag."""
    if asked.source is Source.KEYPAD:
        tag = turn.tag
        with_tag = tag is not None and tag.waits_for_pin and tag.actor == asked.actor.id
        return True, Source.TAG if with_tag else Source.KEYPAD
    return False, asked.source


def _tag_cancels(turn: Turn, asked: DisarmRequested) -> bool:
    return asked.source is Source.TAG and turn.plan.tag_cancels


def _disarm_area(turn: Turn, area: int, actor: Actor, source: Source, *, cancels: bool) -> None:
    before, name = turn.areas[area], area_plan(turn, area).id
    fire(turn, area, Trigger.DISARM)
    if before.phase is Phase.IDLE:
        return
    in_entry = before.phase is Phase.ENTRY
    turn.report(
        ReportKind.DISARMED, area=name, actor=actor.id, source=source, mode=before.mode, closes_pending=in_entry
    )
    if cancels and before.alarmed_at_ms is not None:  # forgotten when the cancel window closes
        since_ms = turn.now - before.alarmed_at_ms
        turn.report(ReportKind.CANCELLED, area=name, actor=actor.id, source=source, since_alarm_ms=since_ms)


def _silence_fire(turn: Turn, actor: Actor, source: Source) -> None:
    if turn.fire_silenced:
        return
    for index, zone in enumerate(turn.zones):
        if ReportKind.FIRE in zone.alarms:
            turn.fire_silenced = True
            plan = turn.plan.zones[index]
            turn.report(
                ReportKind.SILENCED, area=plan.area, zone=plan.id, actor=actor.id, source=source, why="silenced_by_user"
            )


# tags ---------------------------------------------------------------------------------------------


def tag(turn: Turn, shown: TagPresented) -> None:
    """Idle: arms total; again within 3 s steps the mode; later it disarms, with the PIN if it must."""
    held, mine = turn.tag, _areas_of(turn, shown.actor)
    armed = [area for area in mine if turn.areas[area].phase is not Phase.IDLE]
    just_armed = held is not None and held.actor == shown.actor.id and not held.waits_for_pin
    if not armed:
        _arm_by_tag(turn, shown, Mode.TOTAL)
    elif just_armed and not _disturbed(turn, mine):  # else whoever runs back to an alarm could not stop it
        _step_mode(turn, shown, armed)
    elif shown.uid_only and turn.plan.uid_only_needs_pin:
        _hold_tag(turn, shown, turn.plan.tag_pin_ms, waits_for_pin=True)
    else:
        disarm(turn, DisarmRequested(actor=shown.actor, source=Source.TAG))


def _areas_of(turn: Turn, actor: Actor) -> list[int]:
    mine = {*actor.arm, *actor.disarm}
    return [i for i, plan in enumerate(turn.plan.areas) if plan.id in mine]


def _hold_tag(turn: Turn, shown: TagPresented, for_ms: int, *, waits_for_pin: bool) -> None:
    turn.tag = TagState(actor=shown.actor.id, until_ms=turn.now + for_ms, waits_for_pin=waits_for_pin)


def _arm_by_tag(turn: Turn, shown: TagPresented, mode: Mode) -> None:
    turn.tag = None
    if arm(turn, ArmRequested(actor=shown.actor, source=Source.TAG, mode=mode)):
        _hold_tag(turn, shown, turn.plan.tag_step_ms, waits_for_pin=False)


def _step_mode(turn: Turn, shown: TagPresented, armed: list[int]) -> None:
    """The next mode that one of the areas just armed offers; skips those that nobody here has."""
    offered = {mode for area in armed for mode in area_plan(turn, area).modes}
    _arm_by_tag(turn, shown, _mode_after(turn.areas[armed[0]].mode, offered))


def _mode_after(mode: Mode, offered: set[Mode]) -> Mode:
    place = ARMED_MODES.index(mode)
    following = (*ARMED_MODES[place + 1 :], *ARMED_MODES[: place + 1])
    return next(mode for mode in following if mode in offered)
