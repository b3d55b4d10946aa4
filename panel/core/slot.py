"""Requests from afar: one at a time for the whole panel, each with exactly one end."""

from panel.core.events import RequestEnded, RequestMade
from panel.core.names import LOCAL, Action, Reason, RequestKind, Source, Status
from panel.core.people import may
from panel.core.reports import Answer
from panel.core.shots import is_private
from panel.core.state import Slot
from panel.core.turn import Turn

REMOTE = frozenset({Source.WEB, Source.MQTT, Source.STATION, Source.HOME})
ACTION_OF = {
    RequestKind.IMAGE: Action.REQUEST_IMAGE,
    RequestKind.CLIP: Action.REQUEST_IMAGE,
    RequestKind.TEST: Action.STATION_TEST,
    RequestKind.LISTEN: Action.LISTEN_IN,
}
# What somebody in the house makes pointless by arming or disarming; a picture is a picture all the same.
SUPERSEDED = (RequestKind.ARM, RequestKind.BYPASS, RequestKind.TEST)
SHOWS_INSIDE = (RequestKind.IMAGE, RequestKind.CLIP)


def busy(turn: Turn, source: Source, request: str) -> Answer | None:
    """The answer to a second request while one is under way; None for whoever need not wait."""
    return _occupied(turn, request) if source in REMOTE else None


def _occupied(turn: Turn, request: str) -> Answer | None:
    slot = turn.rest.slot
    if slot is None:
        return None
    age_ms = turn.now - slot.began_ms
    return Answer(request=request, status=Status.BUSY, busy=slot.kind, age_ms=age_ms)


def make(turn: Turn, made: RequestMade) -> None:
    """Takes the slot, or says why not. The same request again is no second one."""
    slot = turn.rest.slot
    if slot is not None and slot.id == made.id:
        return
    action = ACTION_OF.get(made.kind)
    if action is None:
        turn.answer(made.id, Reason.UNSUPPORTED)
    elif not may(turn.rest, made.actor, action):
        turn.answer(made.id, Reason.NO_PERMISSION)
    elif not _is_there(turn, made):
        turn.answer(made.id, Reason.INVALID)
    elif made.kind in SHOWS_INSIDE and _is_private(turn):
        turn.answer(made.id, Reason.PRIVACY)
    elif (occupied := _occupied(turn, made.id)) is not None:  # also from a shell: what is under way keeps its one end
        turn.answers.append(occupied)
    else:
        until_ms = turn.now + made.for_ms
        turn.set(slot=Slot(id=made.id, kind=made.kind, actor=made.actor.id, began_ms=turn.now, until_ms=until_ms))


def _is_there(turn: Turn, made: RequestMade) -> bool:
    """The camera that is meant, where one is."""
    return not made.camera or made.camera in turn.plan.cameras


def _is_private(turn: Turn) -> bool:
    """People are at home and nothing has happened: no camera looks."""
    return is_private(turn.plan, turn.areas)


def end(turn: Turn, ended: RequestEnded) -> None:
    """It is done, or cannot be. What ends late, or was never begun, ends nothing."""
    if turn.rest.slot is not None and turn.rest.slot.id == ended.id:
        _free(turn, ended.status, ended.reason)


def time_out(turn: Turn) -> None:
    """Nobody brought it in time."""
    _free(turn, Status.ERROR, Reason.TIMEOUT)


def lose(turn: Turn) -> None:
    """The panel started anew; whether it was done nobody can say."""
    if turn.rest.slot is not None:
        _free(turn, Status.UNCONFIRMED, None)


def supersede(turn: Turn, source: Source) -> None:
    """Somebody in the house has just armed or disarmed."""
    slot = turn.rest.slot
    if slot is not None and source in LOCAL and slot.kind in SUPERSEDED:
        _free(turn, Status.SUPERSEDED, None)


def _free(turn: Turn, status: Status, reason: Reason | None) -> None:
    assert turn.rest.slot is not None, "nothing is under way"
    turn.answers.append(Answer(request=turn.rest.slot.id, status=status, reason=reason))
    turn.set(slot=None)
