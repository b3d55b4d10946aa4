"""A way through the walk, told so that a person can follow it: the shortest one that breaks a rule."""

from typing import assert_never

from hw_sim.model.canonical import rebased
from hw_sim.model.family import BOOT_MS, Member
from hw_sim.model.walk import Move, Violation
from panel.core.events import (
    ArmRequested,
    Booted,
    BypassRequested,
    ChimeSet,
    CodeTyped,
    ConsentRequested,
    DisarmRequested,
    Event,
    HelpCalled,
    PeopleChanged,
    PostponeRequested,
    RequestEnded,
    RequestMade,
    ScheduleDue,
    TagPresented,
    TimePassed,
    TrialRequested,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
    WrongCode,
    ZoneChanged,
)
from panel.core.names import Source
from panel.core.outputs import Outputs, outputs
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import AreaState, State
from panel.core.step import Step, step

Rarest = TrialRequested | ConsentRequested | RequestMade | RequestEnded | PeopleChanged
Rarer = (
    UnknownTag
    | WrongCode
    | CodeTyped
    | HelpCalled
    | BypassRequested
    | ChimeSet
    | ScheduleDue
    | PostponeRequested
    | TroubleRaised
    | TroubleCleared
    | Rarest
)


def told(member: Member, violation: Violation) -> str:
    """The whole story: what was broken, and every move to it with what the panel did."""
    lines = [
        f'In the house "{member.name}" ({member.about})',
        f'the rule "{violation.rule.replace("_", " ")}" is broken: {violation.what}',
    ]
    state, at_ms = member.start(), 0
    for move in violation.moves:
        at_ms += move.after_ms
        lines.append(f"  at {at_ms} ms: {_event(member.plan, move.event)}")
        outcome = _replayed(member.plan, state, move)
        if outcome is None:
            return "\n".join([*lines, "      and the core ends on one of its own asserts"])
        now_ms = BOOT_MS if isinstance(move.event, Booted) else move.after_ms
        lines += [f"      {line}" for line in _outcome(member.plan, outcome, now_ms)]
        state = rebased(outcome.state, now_ms)
    return "\n".join(lines)


def _replayed(plan: Plan, state: State, move: Move) -> Step | None:
    try:
        return step(plan, state, move.event, BOOT_MS if isinstance(move.event, Booted) else move.after_ms)
    except AssertionError:
        return None


def _event(plan: Plan, event: Event) -> str:
    match event:
        case ZoneChanged(zone, level):
            return f"{_zone(plan, zone)} is {level}"
        case ArmRequested():
            where = " and ".join(event.areas) or "everything they may"
            return f"the {event.actor.id} arms {where} {event.mode}{' without exit' if event.no_exit else ''}"
        case DisarmRequested():
            where = " and ".join(event.areas) or "everything they may"
            return f"the {event.actor.id} disarms {where} {_means(event.source)}"
        case TagPresented():
            return f"the {event.actor.id} presents a tag{' that shows a bare number' if event.uid_only else ''}"
        case Booted():
            gone = "nobody knows how long" if event.down_ms is None else f"{event.down_ms} ms"
            moved = ", ".join(f"{_zone(plan, zone)} {level}" for zone, level in event.levels)
            power = "with power" if event.powered else "without power"
            return f"the panel starts again after {gone} {power}, and finds {moved}"
        case TimePassed():
            return "time passes"
        case _:
            return _event_of_the_panel(event)


def _event_of_the_panel(event: Rarer) -> str:
    match event:
        case UnknownTag(reader):
            return f"an unknown tag at {reader}"
        case WrongCode(source):
            return f"a wrong code by {source}"
        case CodeTyped():
            return (
                f"the {event.actor.id} types {'the code under threat' if event.duress else 'a code'} by {event.source}"
            )
        case HelpCalled():
            return f"somebody calls for help: {event.help}"
        case BypassRequested():
            return f"the {event.actor.id} sets the bypass of zone {event.zone} to {event.bypass}"
        case ChimeSet(on):
            return f"the chime is switched {'on' if on else 'off'}"
        case ScheduleDue():
            what = "reminds" if event.remind else f"wants {event.mode}"
            return f"the programme {event.programme} {what}, {event.late_ms} ms late"
        case PostponeRequested():
            return f"the {event.actor.id} postpones for {event.for_ms} ms"
        case TroubleRaised(trouble, detail, tell):
            return f"trouble: {trouble} {detail}{'' if tell else ', not to be told yet'}"
        case TroubleCleared(trouble, detail):
            return f"trouble over: {trouble} {detail}"
        case _:
            return _event_of_the_desk(event)


def _event_of_the_desk(event: Rarest) -> str:
    match event:
        case TrialRequested():
            return f"the {event.actor.id} begins {event.trial or 'no more test'}"
        case ConsentRequested():
            return f"the {event.actor.id} consents for {event.for_ms} ms"
        case RequestMade():
            return f"the {event.actor.id} asks for {event.kind} as {event.id} by {event.source}"
        case RequestEnded():
            return f"{event.id} ends {event.status}"
        case PeopleChanged():
            return f"{event.actor} changes people: {event.change}"
        case _:
            assert_never(event)


def _means(source: Source) -> str:
    return "with a code" if source is Source.KEYPAD else f"by {source}"


def _zone(plan: Plan, number: int) -> str:
    zone = next(zone for zone in plan.zones if zone.id == number)
    return f"zone {number} ({zone.kind}, {zone.area})"


def _outcome(plan: Plan, outcome: Step, now_ms: int) -> list[str]:
    areas = [_area(area.id, state, now_ms) for area, state in zip(plan.areas, outcome.state.areas, strict=True)]
    lines = [f"{'; '.join(areas)}; {_shown(outputs(plan, outcome.state, now_ms))}"]
    lines += [f"tells {_report(report)}" for report in outcome.reports]
    lines += [f"answers {answer.status}{f', {answer.reason}' if answer.reason else ''}" for answer in outcome.answers]
    return lines


def _area(name: str, state: AreaState, now_ms: int) -> str:
    left = "" if state.until_ms is None else f" for {state.until_ms - now_ms} ms more"
    return f"{name} {state.mode} {state.phase}{left}"


def _shown(shown: Outputs) -> str:
    return f"siren {shown.siren}, sounder {shown.sounder}"


def _report(report: Report) -> str:
    about = [report.area, f"zone {report.zone}" if report.zone else "", report.why]
    return " ".join([report.kind, *[word for word in about if word]])
