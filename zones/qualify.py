"""When a change of a zone's wires counts: a level must hold for the qualification time.

Debounce is ours and works on stamps, never by sleeping: the kernel stamps each edge where it
happens, and this module compares stamps. So a pulse that was long enough counts even if the panel
was busy and sees both its edges late, in one go; a sampler or a timer started at reading time would
miss it. A change counts at ``stamp of its edge + qualification_ms``, whenever it was noticed.

A circuit that keeps changing must not be silent for that, so three things count:

1. **Held**: a level for the qualification time. This is the rule; the others catch what slips through it.
2. **Worse throughout**: levels have an order (``zones.kinds.BADNESS``), and a circuit that was worse than what counts
   for the whole qualification time, though no level of it held, counts as the least bad of what it was. From
   ``secure``, a cable that changes between ``open`` and ``tamper`` is ``open``. Nothing gets better without holding.
3. **Flutter**: where ``secure`` counts and no level has held for ``flutter_ms``, it is a ``fault``: nobody can say
   what the circuit is, and that is not "secure". Every pulse in it was a glitch, so it is no sign of an intruder
   either. The first level that holds ends it.

Two rules for whoever feeds a qualifier:

* ``seen`` gets every stamped edge in order of arrival, and the level re-read as a back-stop with
  the stamp of the reading. Hand over the edges that wait before re-reading: a re-read level says
  only "so it is now", and a glitch whose second edge still waits would look long.
* ``due`` is called at ``deadline_ms``, after every edge stamped before it was handed over.
"""

import msgspec

from zones.kinds import BADNESS, Level

# How long a circuit may keep changing before that itself is told: as long as a level may stay unknown (BEHAVIOUR,
# zones), and two hundred times the usual qualification time, which no contact's bounce (1 to 5 ms) comes near. Whoever
# made a zone slow, because water laps at its float, has said that it changes: there it takes twenty of its times.
FLUTTER_MS = 10_000
FLUTTER_TIMES = 20

_RANK = {level: rank for rank, level in enumerate(BADNESS)}


class Qualified(msgspec.Struct, frozen=True):
    """A change that counts: from ``at_ms`` on the zone is at ``level``."""

    level: Level
    at_ms: int


class QualifierState(msgspec.Struct, frozen=True):
    """What is known of one zone's input; a value, to be stored and compared.

    ``level``: what counts. ``candidate``: what the wires said last (None: never read), since
    ``since_ms``. ``worse_ms``: since when the wires have been worse than each level of ``BADNESS``; where
    they are not, it says nothing. ``floor_ms``: nothing that arrives later can have begun before.
    ``unsteady_ms``: since when no level has held (None: the last one had). Stamps are monotonic milliseconds.
    """

    level: Level = Level.UNKNOWN
    candidate: Level | None = None
    since_ms: int = 0
    floor_ms: int = 0
    worse_ms: tuple[int, ...] = (0,) * len(BADNESS)
    unsteady_ms: int | None = None


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
    passed, counted = due(state, change_ms, qualification_ms)
    return _changed(passed, level, change_ms), counted


def due(state: QualifierState, now_ms: int, qualification_ms: int) -> Outcome:
    """Time passed with no change of the wires: what counts by ``now_ms``, in the order of time."""
    counted: list[Qualified] = []
    # Each round is later than the one before, as `_counted` takes away its cause: a level for each, and one flutter.
    while (following := _next(state, qualification_ms)) is not None and following.at_ms <= now_ms:
        state = _counted(state, following, qualification_ms)
        counted.append(following)
    if state.unsteady_ms is not None and state.since_ms + qualification_ms <= now_ms:
        state = msgspec.structs.replace(state, unsteady_ms=None)
    return state, tuple(counted)


def deadline_ms(state: QualifierState, qualification_ms: int) -> int | None:
    """When ``due`` wants to be called, if the wires stay as they are; None while nothing waits."""
    following = _next(state, qualification_ms)
    return None if following is None else following.at_ms


def flutter_ms(qualification_ms: int) -> int:
    """How long a circuit with this qualification time may keep changing before it is a fault."""
    return max(FLUTTER_MS, FLUTTER_TIMES * qualification_ms)


def _next(state: QualifierState, qualification_ms: int) -> Qualified | None:
    """What counts next, if the wires stay as they are. In the same millisecond a level says more than a flutter."""
    moved, fluttered = _next_level(state, qualification_ms), _next_flutter(state, qualification_ms)
    if moved is None or fluttered is None:
        return moved or fluttered
    return fluttered if fluttered.at_ms < moved.at_ms else moved


def _next_level(state: QualifierState, qualification_ms: int) -> Qualified | None:
    if state.candidate is None or state.candidate is state.level:
        return None
    counts, says = _RANK[state.level], _RANK[state.candidate]
    if says < counts:
        return Qualified(state.candidate, state.since_ms + qualification_ms)
    # Who is worse than a level is worse than all before it, and for longer: so those that are due come first.
    at_ms = state.worse_ms[counts]
    passed = [rank for rank in range(counts, says) if state.worse_ms[rank] == at_ms]
    return Qualified(BADNESS[passed[-1] + 1], at_ms + qualification_ms)


def _next_flutter(state: QualifierState, qualification_ms: int) -> Qualified | None:
    if state.level is not Level.SECURE or state.unsteady_ms is None:
        return None
    at_ms = state.unsteady_ms + flutter_ms(qualification_ms)
    return Qualified(Level.FAULT, at_ms) if at_ms < state.since_ms + qualification_ms else None


def _counted(state: QualifierState, change: Qualified, qualification_ms: int) -> QualifierState:
    # An edge that arrives later may date the candidate back (_begun), but never so far that it counts before this.
    # And a flutter that was told has been told: only another one, from here on, can be told again.
    floor_ms = max(state.floor_ms, change.at_ms - qualification_ms)
    return msgspec.structs.replace(state, level=change.level, floor_ms=floor_ms, unsteady_ms=None)


def _changed(state: QualifierState, level: Level, at_ms: int) -> QualifierState:
    assert state.candidate is not None, "a first reading is no change"
    crossed = range(_RANK[state.candidate], _RANK[level])  # none when it gets better
    return QualifierState(
        state.level,
        level,
        since_ms=at_ms,
        floor_ms=max(state.floor_ms, state.since_ms),
        worse_ms=tuple(at_ms if rank in crossed else ms for rank, ms in enumerate(state.worse_ms)),
        unsteady_ms=at_ms if state.unsteady_ms is None else state.unsteady_ms,
    )


def _first(state: QualifierState, level: Level, at_ms: int) -> Outcome:
    # The first reading counts at once. There is nothing yet to debounce against, and a panel that
    # boots armed must know its zones before anything else; a bounce caught in that very instant
    # costs one restore 50 ms later, waiting would cost 50 ms of blindness at every start.
    if level is Level.UNKNOWN:
        return state, ()
    first = QualifierState(level, level, since_ms=at_ms, floor_ms=at_ms, unsteady_ms=at_ms)
    return first, (Qualified(level, at_ms),)


def _begun(state: QualifierState, at_ms: int) -> QualifierState:
    # A re-reading may notice a level before its edge arrives; the edge then tells when it really
    # began. Without this a 60 ms pulse re-read in its middle would look 30 ms long. The floor keeps
    # it after what has counted, so that the times of what counts never run backwards.
    begun_ms = max(at_ms, state.floor_ms)
    if begun_ms >= state.since_ms:
        return state
    return msgspec.structs.replace(
        state,
        since_ms=begun_ms,
        worse_ms=tuple(begun_ms if ms == state.since_ms else ms for ms in state.worse_ms),
        unsteady_ms=begun_ms if state.unsteady_ms == state.since_ms else state.unsteady_ms,
    )
