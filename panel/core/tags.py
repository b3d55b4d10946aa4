"""Tags: one gesture that arms, steps through the modes, or disarms."""

from panel.core.events import Actor, ArmRequested, DisarmRequested, TagPresented
from panel.core.names import ARMED_MODES, Mode, Phase, Reason, ReportKind, Source, TagStanding
from panel.core.requests import arm, disarm, disturbed
from panel.core.state import TagState
from panel.core.turn import Turn, area_plan


def tag(turn: Turn, shown: TagPresented) -> None:
    """Idle: arms total; again within 3 s steps the mode; later it disarms, with the PIN if it must.

    A disabled tag does nothing but tell who holds it; a watched one works, and is told each time.
    """
    if shown.standing is TagStanding.DISABLED:
        turn.report(ReportKind.DISABLED_TAG, actor=shown.actor.id, source=Source.TAG, detail=shown.reader)
        turn.answer("", Reason.NO_PERMISSION)
        return
    if shown.standing is TagStanding.WATCHED:
        turn.report(ReportKind.WATCHED_TAG, actor=shown.actor.id, source=Source.TAG, detail=shown.reader)
    _work(turn, shown)


def unknown_tag(turn: Turn, reader: str) -> None:
    """A tag that belongs to nobody."""
    turn.report(ReportKind.UNKNOWN_TAG, detail=reader)


def _work(turn: Turn, shown: TagPresented) -> None:
    held, mine = turn.rest.tag, _areas_of(turn, shown.actor)
    armed = [area for area in mine if turn.areas[area].phase is not Phase.IDLE]
    just_armed = held is not None and held.actor == shown.actor.id and not held.waits_for_pin
    if not armed:
        _arm_by_tag(turn, shown, Mode.TOTAL)
    elif just_armed and not disturbed(turn, mine):  # else whoever runs back to an alarm could not stop it
        _step_mode(turn, shown, armed)
    elif shown.uid_only and turn.plan.uid_only_needs_pin:
        _hold_tag(turn, shown, turn.plan.tag_pin_ms, waits_for_pin=True)
    else:
        disarm(turn, DisarmRequested(actor=shown.actor, source=Source.TAG))


def _areas_of(turn: Turn, actor: Actor) -> list[int]:
    mine = {*actor.arm, *actor.disarm}
    return [i for i, plan in enumerate(turn.plan.areas) if plan.id in mine]


def _hold_tag(turn: Turn, shown: TagPresented, for_ms: int, *, waits_for_pin: bool) -> None:
    turn.set(tag=TagState(actor=shown.actor.id, until_ms=turn.now + for_ms, waits_for_pin=waits_for_pin))


def _arm_by_tag(turn: Turn, shown: TagPresented, mode: Mode) -> None:
    turn.set(tag=None)
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
