"""When a change of a zone's wires counts: a level must hold for the qualification time.

Debounce is ours and works on stamps, never by sleeping: the kernel stamps each edge where it
happens, and this module compares stamps. So a pulse that was long enough counts even if the panel
was busy and sees both its edges late, in one go; a sampler or a timer started at reading time would
miss it. A change counts at ``stamp of its edge + qualification_ms``, whenever it was noticed.

A circuit that keeps changing must not stay silent for that, so three things count:

1. **Held**: one level for the qualification time. This is the rule; the others catch what slips through it.
2. **Worse throughout**: for the qualification time nothing but levels worse than what counts, though
   none of them held. A circuit that counts as ``secure`` and was never secure in that time counts as
   what it says when the time is up; so does one that counts as ``fault`` and only said tripping levels.
3. **Flutter**: a circuit that counts as ``secure`` and on which no level at all has held for
   ``FLUTTER_MS`` counts as ``fault``: nobody can say what it is, and that is not "secure". Every
   pulse in it was a glitch, so it is no sign of an intruder either. The first level that holds ends it.

Two rules for whoever feeds a qualifier:

* ``seen`` gets every stamped edge in order of arrival, and the level re-read as a back-stop with
  the stamp of the reading. Hand over the edges that wait before re-reading: a re-read level says
  only "so it is now", and a glitch whose second edge still waits would look long.
* ``due`` is called at ``deadline_ms``, after every edge stamped before it was handed over.
"""

import msgspec

from zones.kinds import TRIPPING, Level

# How long a circuit may keep changing before that itself is told. As long as a panel may take to raise a trouble for a
# level it does not know (BEHAVIOUR: unknown for over 10 s), and two hundred times the usual qualification time, which
# no contact's bounce (1 to 5 ms) comes near.
FLUTTER_MS = 10_000


class Qualified(msgspec.Struct, frozen=True):
    """A change that counts: from ``at_ms`` on the zone is at ``level``."""

    level: Level
    at_ms: int


class QualifierState(msgspec.Struct, frozen=True):
    """What is known of one zone's input; a value, to be stored and compared.

    ``level``: what counts. ``candidate``: what the wires said last (None: never read), since
    ``since_ms``. ``floor_ms``: nothing that arrives later can have begun before. ``not_secure_ms`` and
    ``tripping_ms``: since when the wires said nothing but levels that are not secure, nothing but
    levels that trip (None: the last one is not such). ``unsteady_ms``: when the last level that had
    held ended; what it says while the wires are steady bears on nothing. Stamps are monotonic milliseconds.
    """

    level: Level = Level.UNKNOWN
    candidate: Level | None = None
    since_ms: int = 0
    floor_ms: int = 0
    not_secure_ms: int | None = None
    tripping_ms: int | None = None
    unsteady_ms: int = 0


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
    return _changed(passed, level, change_ms, qualification_ms), counted


def due(state: QualifierState, now_ms: int, qualification_ms: int) -> Outcome:
    """Time passed with no change of the wires: what counts by ``now_ms``, in the order of time."""
    counted: list[Qualified] = []
    # Twice at most: a flutter, and then the level that at last holds. Whatever counts next is the candidate itself.
    while (following := _next(state, qualification_ms)) is not None and following.at_ms <= now_ms:
        state = _counted(state, following, qualification_ms)
        counted.append(following)
    return state, tuple(counted)


def deadline_ms(state: QualifierState, qualification_ms: int) -> int | None:
    """When ``due`` wants to be called, if the wires stay as they are; None while nothing waits."""
    following = _next(state, qualification_ms)
    return None if following is None else following.at_ms


def _next(state: QualifierState, qualification_ms: int) -> Qualified | None:
    if state.candidate is None:
        return None
    worse_ms = _worse_since_ms(state)
    settled_ms = (state.since_ms if worse_ms is None else worse_ms) + qualification_ms
    flutter_ms = state.unsteady_ms + FLUTTER_MS
    # In the very millisecond in which a level has held, or was worse throughout, that says more than a flutter.
    if state.level is Level.SECURE and flutter_ms < settled_ms:
        return Qualified(Level.FAULT, flutter_ms)
    return None if state.candidate is state.level else Qualified(state.candidate, settled_ms)


def _worse_since_ms(state: QualifierState) -> int | None:
    # Not among the levels that trip: the zone is in alarm or shown as open already, and which of them
    # it is may wait until one holds.
    if state.level is Level.SECURE:
        return state.not_secure_ms
    return None if state.level in TRIPPING else state.tripping_ms


def _counted(state: QualifierState, change: Qualified, qualification_ms: int) -> QualifierState:
    # An edge that arrives later may date the candidate back (_begun), but never so far that it counts
    # before what has counted already.
    floor_ms = max(state.floor_ms, change.at_ms - qualification_ms)
    return msgspec.structs.replace(state, level=change.level, floor_ms=floor_ms)


def _changed(state: QualifierState, level: Level, at_ms: int, qualification_ms: int) -> QualifierState:
    held = at_ms - state.since_ms >= qualification_ms
    return QualifierState(
        state.level,
        level,
        since_ms=at_ms,
        floor_ms=state.since_ms,
        not_secure_ms=_run_ms(level is not Level.SECURE, state.not_secure_ms, at_ms),
        tripping_ms=_run_ms(level in TRIPPING, state.tripping_ms, at_ms),
        unsteady_ms=at_ms if held else state.unsteady_ms,
    )


def _run_ms(goes_on: bool, since_ms: int | None, at_ms: int) -> int | None:
    if not goes_on:
        return None
    return at_ms if since_ms is None else since_ms


def _first(state: QualifierState, level: Level, at_ms: int) -> Outcome:
    # The first reading counts at once. There is nothing yet to debounce against, and a panel that
    # boots armed must know its zones before anything else; a bounce caught in that very instant
    # costs one restore 50 ms later, waiting would cost 50 ms of blindness at every start.
    if level is Level.UNKNOWN:
        return state, ()
    first = QualifierState(
        level,
        level,
        since_ms=at_ms,
        floor_ms=at_ms,
        not_secure_ms=_run_ms(level is not Level.SECURE, None, at_ms),
        tripping_ms=_run_ms(level in TRIPPING, None, at_ms),
        unsteady_ms=at_ms,
    )
    return first, (Qualified(level, at_ms),)


def _begun(state: QualifierState, at_ms: int) -> QualifierState:
    # A re-reading may notice a level before its edge arrives; the edge then tells when it really
    # began. Without this a 60 ms pulse re-read in its middle would look 30 ms long. A level that
    # already counts keeps its stamp, so that the times of what counts never run backwards.
    if state.candidate is state.level or at_ms >= state.since_ms:
        return state
    begun_ms = max(at_ms, state.floor_ms)
    return msgspec.structs.replace(
        state,
        since_ms=begun_ms,
        not_secure_ms=_moved(state.not_secure_ms, state.since_ms, begun_ms),
        tripping_ms=_moved(state.tripping_ms, state.since_ms, begun_ms),
        unsteady_ms=begun_ms if state.unsteady_ms == state.since_ms else state.unsteady_ms,
    )


def _moved(run_ms: int | None, from_ms: int, to_ms: int) -> int | None:
    # A run that began with the candidate begins with it still.
    return to_ms if run_ms == from_ms else run_ms
