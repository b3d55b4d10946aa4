"""When a change of a zone's wires counts: a level must hold for the qualification time.

Debounce is ours and works on stamps, never by sleeping: the kernel stamps each edge where it
happens, and this module compares stamps. So a pulse that was long enough counts even if the panel
was busy and sees both its edges late, in one go; a sampler or a timer started at reading time would
miss it. A change counts at ``stamp of its edge + qualification_ms``, whenever it was noticed.

Two rules for whoever feeds a qualifier:

* ``seen`` gets every stamped edge in order of arrival, and the level re-read as a back-stop with
  the stamp of the reading. Hand over the edges that wait before re-reading: a re-read level says
  only "so it is now", and a glitch whose second edge still waits would look long.
* ``due`` is called at ``deadline_ms``, after every edge stamped before it was handed over.
"""

import msgspec

from zones.kinds import Level


class Qualified(msgspec.Struct, frozen=True):
    """A change that counts: the zone has been at ``level`` for its qualification time at ``at_ms``."""

    level: Level
    at_ms: int


class QualifierState(msgspec.Struct, frozen=True):
    """What is known of one zone's input; a value, to be stored and compared.

    ``level``: what counts. ``candidate``: what the wires said last (None: never read), since
    ``since_ms``. ``floor_ms``: the change of the wires before that one; nothing that arrives later
    can be older. Stamps are monotonic milliseconds.
    """

    level: Level = Level.UNKNOWN
    candidate: Level | None = None
    since_ms: int = 0
    floor_ms: int = 0


UNREAD = QualifierState()
Outcome = tuple[QualifierState, tuple[Qualified, ...]]


def seen(state: QualifierState, level: Level, at_ms: int, qualification_ms: int) -> Outcome:
    """The wires say ``level`` since (an edge) or at (a re-reading) ``at_ms``. Returns what counts now.

    A stamp older than the last one is taken as the last one: to drop it would lose a change that
    nobody will tell again; taken so it is at worst a glitch too many, and the re-reading mends it.
    """
    if state.candidate is None:
        return _first(state, level, at_ms)
    if level is state.candidate:
        return due(_begun(state, at_ms), at_ms, qualification_ms)
    change_ms = max(at_ms, state.since_ms)
    held, counted = due(state, change_ms, qualification_ms)
    return QualifierState(held.level, level, since_ms=change_ms, floor_ms=held.since_ms), counted


def due(state: QualifierState, now_ms: int, qualification_ms: int) -> Outcome:
    """Time passed with no change of the wires: counts the candidate if it has held long enough."""
    deadline = deadline_ms(state, qualification_ms)
    if deadline is None or now_ms < deadline:
        return state, ()
    assert state.candidate is not None, "a deadline belongs to a candidate"
    return msgspec.structs.replace(state, level=state.candidate), (Qualified(state.candidate, deadline),)


def deadline_ms(state: QualifierState, qualification_ms: int) -> int | None:
    """When ``due`` wants to be called, if the wires stay as they are; None while nothing waits."""
    if state.candidate is None or state.candidate is state.level:
        return None
    return state.since_ms + qualification_ms


def _first(state: QualifierState, level: Level, at_ms: int) -> Outcome:
    # The first reading counts at once. There is nothing yet to debounce against, and a panel that
    # boots armed must know its zones before anything else; a bounce caught in that very instant
    # costs one restore 50 ms later, waiting would cost 50 ms of blindness at every start.
    if level is Level.UNKNOWN:
        return state, ()
    return QualifierState(level, level, since_ms=at_ms, floor_ms=at_ms), (Qualified(level, at_ms),)


def _begun(state: QualifierState, at_ms: int) -> QualifierState:
    # A re-reading may notice a level before its edge arrives; the edge then tells when it really
    # began. Without this a 60 ms pulse re-read in its middle would look 30 ms long. A level that
    # already counts keeps its stamp, so that the times of what counts never run backwards.
    if state.candidate is state.level or at_ms >= state.since_ms:
        return state
    return msgspec.structs.replace(state, since_ms=max(at_ms, state.floor_ms))
