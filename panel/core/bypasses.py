"""Leaving a zone out on request: for one arming period, or until it is lifted. Never what calls for help."""

from panel.core.alarms import begin_period
from panel.core.events import BypassRequested
from panel.core.inputs import set_bypass
from panel.core.names import Action, Bypass, Phase, Reason, ReportKind
from panel.core.people import may
from panel.core.readiness import may_be_bypassed
from panel.core.slot import busy
from panel.core.turn import Turn


def bypass(turn: Turn, asked: BypassRequested) -> None:
    """Does it, says so, and answers. Only while the zone's area is idle: armed, it would be a disarm of that zone."""
    zone = next((i for i, plan in enumerate(turn.plan.zones) if plan.id == asked.zone), None)
    refusal = _refusal(turn, asked, zone)
    if refusal is not None:
        turn.answer(asked.request, refusal)
        return
    occupied = busy(turn, asked.source, asked.request)
    if occupied is not None:
        turn.answers.append(occupied)
        return
    assert zone is not None, "refused above"
    _do(turn, asked, zone)
    turn.answer(asked.request)


def _refusal(turn: Turn, asked: BypassRequested, zone: int | None) -> Reason | None:
    if zone is None or asked.bypass is Bypass.SWINGER:
        return Reason.INVALID
    if not may(turn.rest, asked.actor, _action(turn, asked, zone)):
        return Reason.NO_PERMISSION
    if asked.bypass is not Bypass.NONE and not may_be_bypassed(turn.plan.zones[zone]):
        return Reason.INVALID
    return None if turn.areas[turn.area_of(zone)].phase is Phase.IDLE else Reason.NOT_READY


def _action(turn: Turn, asked: BypassRequested, zone: int) -> Action:
    """What was isolated is lifted only by somebody who may isolate."""
    isolates = Bypass.ISOLATED in (asked.bypass, turn.zones[zone].bypass)
    return Action.ISOLATE if isolates else Action.BYPASS


def _do(turn: Turn, asked: BypassRequested, zone: int) -> None:
    plan, was = turn.plan.zones[zone], turn.zones[zone].bypass
    if was is asked.bypass:
        return
    kind = ReportKind.UNBYPASSED if asked.bypass is Bypass.NONE else ReportKind.BYPASSED
    turn.report(kind, area=plan.area, zone=plan.id, actor=asked.actor.id, source=asked.source, why=asked.bypass.value)
    set_bypass(turn, zone, asked.bypass)
    if asked.bypass is Bypass.ONCE:
        begin_period(turn, zone)
