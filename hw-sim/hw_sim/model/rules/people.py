"""Rules about people: who may arm and disarm, what a refusal leaves alone, what a code cancels."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from msgspec.structs import replace

from hw_sim.model.edge import (
    BREAK_INS,
    MODES,
    ON_THE_WAY_OUT,
    PHASES,
    Edge,
    Rules,
    is_armed,
    typed_a_code,
    wants_disarmed,
    watched,
)
from panel.core.events import (
    ArmRequested,
    Booted,
    DisarmRequested,
    ScheduleDue,
    TagPresented,
    TimePassed,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import Hours, Mode, Phase, Reason, ReportKind, Source, Status
from panel.core.state import AreaState, State
from zones.kinds import Kind, Level

RULES = Rules()
LOCKED = Reason.LOCKED  # nobody is listened to, and what was asked is not even told


@RULES.about(MODES)
def only_somebody_entitled_disarms(edge: Edge) -> str | None:
    """An armed area becomes disarmed by a request that names it, of an actor who may disarm it; else never."""
    wanted = wants_disarmed(edge.plan, edge.event)
    if isinstance(
        edge.event, ZoneChanged | ScheduleDue
    ):  # a key that is turned and a programme have rules of their own
        return None
    for index, was, now in edge.areas:
        if is_armed(was) and not is_armed(now):
            if wanted is None or edge.name(index) not in wanted[1] or edge.name(index) not in wanted[0].disarm:
                return f"{edge.name(index)} was disarmed in {was.phase} by {type(edge.event).__name__}"
    return None


@RULES.after(DisarmRequested)
def disarming_is_unconditional(edge: Edge) -> str | None:
    """From any phase, again and again: every area asked for is idle and its latch and siren are over.

    Only a 24-hour zone that was left out until now, and is open, begins a latch of its own.
    """
    wanted = wants_disarmed(edge.plan, edge.event)
    if wanted is None or not wanted[1] or not set(wanted[1]) <= set(wanted[0].disarm) or _is_locked_out(edge):
        return None
    for index, _, now in edge.areas:
        if edge.name(index) in wanted[1]:
            if now.phase is not Phase.IDLE:
                return f"{edge.name(index)} is {now.phase} after a disarm"
            anew = edge.told(ReportKind.UNBYPASSED, area=index) and edge.told(*BREAK_INS, area=index)
            if (now.tamper or now.latch_until_ms is not None) and not anew:
                return f"{edge.name(index)} has its latch after a disarm"
    if edge.after.tag is not None:
        return "a tag still counts after a disarm"
    return None if edge.step.answers[-1].status is Status.OK else "a disarm within its rights was not ok"


def _is_locked_out(edge: Edge) -> bool:
    """A code typed where codes are locked; what that means has its own rules."""
    return any(answer.reason is LOCKED for answer in edge.step.answers)


@RULES.about(MODES, ReportKind.DISARMED)
def every_disarm_is_reported_once_with_its_person(edge: Edge) -> str | None:
    """Who, how and what was armed; an area that was idle has nothing to tell."""
    for index, was, now in edge.areas:
        told = edge.told(ReportKind.DISARMED, area=index)
        if len(told) != (is_armed(was) and not is_armed(now)):
            return f"{edge.name(index)} went {was.phase} to {now.phase} with {len(told)} disarm reports"
        event = edge.event
        if told and isinstance(event, DisarmRequested | TagPresented):
            if told[0].actor != event.actor.id or told[0].mode is not was.mode:
                return f"disarmed by {told[0].actor} from {told[0].mode}"
            if told[0].source is not _means(edge.before, event):
                return f"disarmed by means of {told[0].source}"
    return None


def _means(before: State, event: DisarmRequested | TagPresented) -> Source:
    """A PIN typed after one's own tag counts as the tag."""
    if isinstance(event, TagPresented):
        return Source.TAG
    tag = before.tag
    with_tag = tag is not None and tag.waits_for_pin and tag.actor == event.actor.id
    return Source.TAG if with_tag and event.source is Source.KEYPAD else event.source


@RULES.after(TagPresented)
def a_number_that_can_be_copied_never_disarms_alone(edge: Edge) -> str | None:
    """A UID-only tag, where the PIN is needed as well, leaves armed what is armed, and waits for the PIN."""
    assert isinstance(edge.event, TagPresented)
    if not (edge.event.uid_only and edge.plan.uid_only_needs_pin):
        return None
    for index, was, now in edge.areas:
        if is_armed(was) and not is_armed(now):
            return f"{edge.name(index)} was disarmed by a bare number"
    return None


@RULES.after(TagPresented)
def a_tag_arms_steps_or_disarms(edge: Edge) -> str | None:
    """All idle: arms total. Again in time and nothing wrong: the next mode. Else it disarms, or waits for its PIN."""
    assert isinstance(edge.event, TagPresented)
    actor, held = edge.event.actor, edge.before.tag
    if edge.event.standing == "disabled":
        return None
    mine = [area for index, area, _ in edge.areas if edge.name(index) in {*actor.arm, *actor.disarm}]
    just_armed = held is not None and held.actor == actor.id and not held.waits_for_pin
    disturbed = any(area.phase in (Phase.ENTRY, Phase.ALARM) for area in mine)
    disarmed = bool(edge.told(ReportKind.DISARMED))
    if not any(is_armed(area) for area in mine) or (just_armed and not disturbed):
        return "a tag that arms or steps disarmed" if disarmed or edge.told(ReportKind.CANCELLED) else None
    waits = edge.after.tag is not None and edge.after.tag.waits_for_pin and edge.after.tag.actor == actor.id
    if edge.event.uid_only and edge.plan.uid_only_needs_pin:
        return None if waits and edge.after.areas == edge.before.areas else "a tag that needs its PIN does not wait"
    theirs = actor.disarm if actor.hours is Hours.IN else ()
    may = any(is_armed(now) for index, now, _ in edge.areas if edge.name(index) in theirs)
    return f"a tag that may disarm: {may}, did: {disarmed}" if may is not disarmed else None


@RULES.after(TagPresented)
def a_second_tag_in_time_steps_the_mode(edge: Edge) -> str | None:
    """Total, partial, night, those that an armed area of theirs offers; refused only for a reason."""
    assert isinstance(edge.event, TagPresented)
    actor, held = edge.event.actor, edge.before.tag
    mine = [i for i, plan in enumerate(edge.plan.areas) if plan.id in {*actor.arm, *actor.disarm}]
    armed = [i for i in mine if is_armed(edge.before.areas[i])]
    disturbed = any(edge.before.areas[i].phase in (Phase.ENTRY, Phase.ALARM) for i in mine)
    if held is None or held.actor != actor.id or held.waits_for_pin or not armed or disturbed:
        return None
    if edge.step.answers[-1].status is not Status.OK:
        return None
    offered = {mode for i in armed for mode in edge.plan.areas[i].modes}
    order: list[Mode] = [mode for mode in (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT) if mode in offered]
    was = edge.before.areas[armed[0]].mode
    wanted = order[(order.index(was) + 1) % len(order)]
    for i in armed:
        if wanted in edge.plan.areas[i].modes and edge.plan.areas[i].id in actor.arm:
            if edge.after.areas[i].mode is not wanted:
                return f"{edge.name(i)} stepped from {was} to {edge.after.areas[i].mode}, not {wanted}"
    return None


# arming -------------------------------------------------------------------------------------------


def _meant(edge: Edge, asked: ArmRequested) -> list[int]:
    """The areas the request is about, as indices."""
    if asked.areas:
        return [i for i, plan in enumerate(edge.plan.areas) if plan.id in asked.areas]
    return [i for i, plan in enumerate(edge.plan.areas) if plan.id in asked.actor.arm and asked.mode in plan.modes]


@RULES.after(ArmRequested)
def arming_is_all_or_nothing(edge: Edge) -> str | None:
    """Ok: every area asked for stands in the mode asked for. Error: none moved. The others stay as they are."""
    assert isinstance(edge.event, ArmRequested)
    if edge.step.answers[-1].status is not Status.OK:
        return None if edge.after.areas == edge.before.areas else "arming was refused and an area moved"
    meant = _meant(edge, edge.event)
    for index, was, now in edge.areas:
        if index in meant and now.mode is not edge.event.mode:
            return f"arming {edge.event.mode} was ok and {edge.name(index)} is {now.mode}"
        if index not in meant and now != was:
            return f"{edge.name(index)} was not meant and changed"
    return None


@RULES.after(ArmRequested)
def arming_needs_its_rights(edge: Edge) -> str | None:
    """The mode and every area asked for must be the actor's."""
    assert isinstance(edge.event, ArmRequested)
    asked = edge.event
    names = [edge.name(i) for i in _meant(edge, asked)]
    entitled = asked.mode in asked.actor.modes and names and set(names) <= set(asked.actor.arm)
    if not entitled and edge.step.answers[-1].status is Status.OK:
        return f"{asked.actor.id} armed {names} {asked.mode} without the right"
    return None


@RULES.after(ArmRequested, TagPresented, about=(MODES,))
def weakening_needs_the_right_to_disarm(edge: Edge) -> str | None:
    """A change of mode that leaves a watched zone unwatched is a disarm of it."""
    assert isinstance(edge.event, ArmRequested | TagPresented)
    for index, was, now in edge.areas:
        if not is_armed(was) or not is_armed(now) or edge.name(index) in edge.event.actor.disarm:
            continue
        for zone in edge.plan.zones:
            if zone.area == edge.name(index) and was.mode in zone.modes and now.mode not in zone.modes:
                return f"{edge.event.actor.id} took zone {zone.id} out of the watch without the right to disarm"
    return None


@RULES.after(ArmRequested, TagPresented, about=(PHASES,))
def a_change_of_mode_opens_no_gap(edge: Edge) -> str | None:
    """What the old mode watched off the way out stays watched through the exit to the new one."""
    for index, was, now in edge.areas:
        if was.phase is Phase.ARMED and now.phase is Phase.EXIT:
            for zone in edge.plan.zones:
                off_route = zone.area == edge.name(index) and zone.kind not in ON_THE_WAY_OUT
                if off_route and watched(zone, was) and not watched(zone, now):
                    return f"zone {zone.id} is not watched during the exit from {was.mode} to {now.mode}"
    return None


@RULES.after(ArmRequested, TagPresented, about=(MODES,))
def nothing_is_armed_over_what_is_in_the_way(edge: Edge) -> str | None:
    """A zone that the new mode watches and that is not secure; only the way out may be open while an exit follows."""
    assert isinstance(edge.event, ArmRequested | TagPresented)
    no_exit = isinstance(edge.event, ArmRequested) and edge.event.no_exit
    for index, was, now in edge.areas:
        if now.mode is was.mode or not is_armed(now):
            continue
        for zone, at in zip(edge.plan.zones, edge.before.zones, strict=True):
            forced = isinstance(edge.event, ArmRequested) and bool(edge.event.force)
            if at.bypass != "none" or forced:  # a rule of its own says what may be left out
                continue
            if zone.area != edge.name(index) or zone.kind in QUIET_KINDS or not watched(zone, now):
                continue
            leaves = zone.kind in ON_THE_WAY_OUT and at.level is Level.OPEN
            leaves = leaves and not no_exit and edge.plan.exit_delay_ms > 0
            if at.level is not Level.SECURE and not leaves and now.mode in (*zone.modes, *_always(zone.kind)):
                return f"{edge.name(index)} was armed {now.mode} with zone {zone.id} {at.level}"
    return None


QUIET_KINDS = (Kind.HOLD_UP, Kind.KEYSWITCH, Kind.CHIME_ONLY)


def _always(kind: Kind) -> tuple[Mode, ...]:
    return tuple(Mode) if kind in (Kind.TAMPER, Kind.FIRE) else ()


@RULES.after(ArmRequested)
def what_is_ready_and_entitled_is_armed(edge: Edge) -> str | None:
    """A refusal says what is in the way, and something is."""
    assert isinstance(edge.event, ArmRequested)
    answer = edge.step.answers[-1]
    if answer.reason is Reason.NOT_READY:
        levels = {zone.id: now.level for zone, now in zip(edge.plan.zones, edge.before.zones, strict=True)}
        nothing = not answer.zones and not answer.conditions and not edge.event.force
        if nothing or any(levels[zone] is Level.SECURE for zone in answer.zones):
            return f"not ready because of {answer.zones}"
        if edge.told(ReportKind.ARM_REFUSED)[0].zones != answer.zones:
            return "the station hears of other zones in the way"
    disturbed = any(edge.before.areas[i].phase in (Phase.ENTRY, Phase.ALARM) for i in _meant(edge, edge.event))
    if (answer.reason is Reason.ALARM_ACTIVE) and not disturbed:
        return "alarm active, without entry or alarm"
    return "armed over an entry or alarm" if disturbed and answer.status is Status.OK else None


@RULES.about(MODES, PHASES, ReportKind.ARMED)
def every_arming_is_reported_once_with_its_person(edge: Edge) -> str | None:
    """When an exit ends, by time or by an alarm, or at once without one: who armed, how, which mode."""
    for index, was, now in edge.areas:
        told = edge.told(ReportKind.ARMED, area=index)
        event = edge.event
        by: tuple[str, Source | None, Mode]
        if isinstance(event, ArmRequested | TagPresented):
            ended = now.phase is not Phase.EXIT and now.mode is not was.mode and is_armed(now)
            by = (event.actor.id, event.source if isinstance(event, ArmRequested) else Source.TAG, now.mode)
        else:
            ended = _exit_ended(edge, was) or (was.phase is Phase.EXIT and now.phase is Phase.ALARM)
            by = (was.actor, was.source, told[0].mode or was.mode if told and edge.plan.stay else was.mode)
            if not ended and now.mode is not was.mode and is_armed(now) and now.phase is not Phase.EXIT:
                ended, by = True, (now.actor, now.source, now.mode)  # by a programme or a key, without an exit
        if len(told) != ended:
            return f"{edge.name(index)} went {was.phase} to {now.phase} with {len(told)} arming reports"
        if told and (told[0].actor, told[0].source, told[0].mode) != by:
            return f"armed by {told[0].actor} with {told[0].source}, not {by}"
    return None


def _exit_ended(edge: Edge, was: AreaState) -> bool:
    if was.phase is not Phase.EXIT or was.until_ms is None:
        return False
    if isinstance(edge.event, Booted):
        return (edge.event.down_ms or 0) >= was.until_ms
    return isinstance(edge.event, TimePassed) and edge.now_ms >= was.until_ms


# refusals and answers -----------------------------------------------------------------------------


@RULES.after(ArmRequested, DisarmRequested, TagPresented)
def a_refusal_changes_nothing(edge: Edge) -> str | None:
    """But what is told and answered. A refused tag is put away; any code at all silences a fire."""
    if any(answer.status is Status.ERROR for answer in edge.step.answers):
        tag_only = (
            edge.after.areas == edge.before.areas
            and edge.after.zones == edge.before.zones
            and (edge.after.latches == edge.before.latches or typed_a_code(edge.plan, edge.event))
        )
        if not tag_only or (edge.after.tag != edge.before.tag and not isinstance(edge.event, TagPresented)):
            return f"{edge.step.answers[-1].reason} and the state changed"
        if edge.outputs_after != edge.outputs_before and not edge.told(ReportKind.SILENCED):
            return f"{edge.step.answers[-1].reason} and the outputs changed"
    return None


@RULES.after(ArmRequested, DisarmRequested, TagPresented)
def an_actor_without_rights_changes_nothing(edge: Edge) -> str | None:
    """Whatever they ask for, wherever the house stands."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested | TagPresented)
    actor = edge.event.actor
    if not actor.arm and not actor.disarm:
        if edge.after.areas != edge.before.areas or edge.after.zones != edge.before.zones:
            return f"{actor.id} has no right and changed something"
        if any(answer.status is Status.OK for answer in edge.step.answers):
            return f"{actor.id} has no right and was told ok"
    return None


@RULES.after(ArmRequested, DisarmRequested)
def every_request_gets_exactly_one_answer(edge: Edge) -> str | None:
    """Its own, and a refused arming is also told to the station."""
    assert isinstance(edge.event, ArmRequested | DisarmRequested)
    slot = edge.before.slot
    others = [slot.id] if slot is not None and edge.after.slot is None else []
    if sorted(answer.request for answer in edge.step.answers) != sorted([edge.event.request, *others]):
        return f"{len(edge.step.answers)} answers"
    answer = edge.step.answers[-1]
    refused = isinstance(edge.event, ArmRequested) and answer.status is Status.ERROR and answer.reason is not LOCKED
    return "a refused arming is reported once" if len(edge.told(ReportKind.ARM_REFUSED)) != refused else None


@RULES.after(UnknownTag, WrongCode)
def a_stranger_is_told_of_and_changes_nothing(edge: Edge) -> str | None:
    """A tag or a code that belongs to nobody."""
    kind = ReportKind.UNKNOWN_TAG if isinstance(edge.event, UnknownTag) else ReportKind.WRONG_CODE
    source = edge.event.source if isinstance(edge.event, WrongCode) else None
    locked = any(lock.source is source and lock.until_ms is not None for lock in edge.before.locks)
    told = [report.kind for report in edge.step.reports]
    if told[:1] != ([] if locked else [kind]) or not set(told[1:]) <= {ReportKind.LOCKED, ReportKind.TAMPER_CODE}:
        return f"told {told}, locked {locked}"
    kept = replace(edge.after, locks=edge.before.locks)
    return "a stranger changed more than the count of wrong codes" if kept != edge.before else None
