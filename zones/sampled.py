"""When a level counts that is not told by an edge but read now and then: readings in a row must agree for a while.

One reading alone may be a motor's spark on a long cable, and two may be two of them: of a contact that chatters they
say whatever they happen to fall into. So from a sampler's readings, each a level with its stamp:

1. The first one counts at once, as a first edge would.
2. **Agreed**: a level that all readings of SETTLE_MS say, two or more, counts since the first of them.
3. **Worse throughout**: when all of them are worse than what counts, though not the same, the least bad of them counts
   (``zones.kinds.BADNESS``). Nothing gets better without agreeing.
4. **Flutter**: where ``secure`` counts and readings have not agreed for FLUTTER_MS, it is a ``fault``: nobody can
   say what the circuit is. So one that chatters in time with the sampler is not deaf.

What counts here is what an input says; how long it must hold for its zone is ``qualify``'s affair.
"""

import msgspec

from zones.kinds import BADNESS, Level
from zones.qualify import FLUTTER_MS

# Of a contact that chatters, ten glitches of 2 to 20 ms a second, every ninth reading is wrong. Read again each 40 ms,
# two in a row are wrong once in 8 s, and the five that fall into this time once in an hour and a half. A change of
# 400 ms must be seen: it is read for the first time after 100 ms at most, and counts after 260.
SETTLE_MS = 150

_RANK = {level: rank for rank, level in enumerate(BADNESS)}


class Sampled(msgspec.Struct, frozen=True):
    """A change that counts: from ``at_ms`` on the input is at ``level``."""

    level: Level
    at_ms: int


class SamplerState(msgspec.Struct, frozen=True):
    """What is known of one input. ``level``: what counts. ``last``: what the last reading said (None: there was none),
    and all before it since ``since_ms``. ``worse_ms``: since when all have been worse than what counts, ``least`` the
    least bad of them (None: the last one was not). ``unsteady_ms``: since when they have not agreed (None: they do)."""

    level: Level = Level.UNKNOWN
    last: Level | None = None
    since_ms: int = 0
    worse_ms: int | None = None
    least: Level | None = None
    unsteady_ms: int | None = None


UNSAMPLED = SamplerState()
Outcome = tuple[SamplerState, Sampled | None]


def sampled(state: SamplerState, level: Level, at_ms: int) -> Outcome:
    """A reading says ``level`` at ``at_ms``; stamps only grow. What counts now, if that has changed."""
    assert level is not Level.UNKNOWN, "a reading says something"
    if state.last is None:
        return SamplerState(level, level, at_ms), Sampled(level, at_ms)
    found = _noted(state, level, at_ms)
    if level is found.last and at_ms - found.since_ms >= SETTLE_MS:
        steady = msgspec.structs.replace(found, unsteady_ms=None)
        return _counts(steady, level, found.since_ms) if level is not state.level else (steady, None)
    if found.worse_ms is not None and found.least is not None and at_ms - found.worse_ms >= SETTLE_MS:
        return _counts(found, found.least, found.worse_ms)
    if state.level is Level.SECURE and found.unsteady_ms is not None and at_ms - found.unsteady_ms >= FLUTTER_MS:
        return _counts(msgspec.structs.replace(found, unsteady_ms=None), Level.FAULT, at_ms)
    return found, None


def unjudged(state: SamplerState) -> SamplerState:
    """Nobody may say what the circuit is just now: what counts stays, and what comes next is new."""
    return SamplerState(state.level, None if state.last is None else state.level, state.since_ms)


def _noted(state: SamplerState, level: Level, at_ms: int) -> SamplerState:
    """The state with one reading more, and nothing decided."""
    same = level is state.last
    worse = _RANK[level] > _RANK[state.level]
    unsteady_ms = at_ms if not same and state.unsteady_ms is None else state.unsteady_ms
    return SamplerState(
        level=state.level,
        last=level,
        since_ms=state.since_ms if same else at_ms,
        worse_ms=None if not worse else at_ms if state.worse_ms is None else state.worse_ms,
        least=None if not worse else level if state.least is None else min(level, state.least, key=_RANK.__getitem__),
        unsteady_ms=unsteady_ms,
    )


def _counts(state: SamplerState, level: Level, at_ms: int) -> Outcome:
    counted = msgspec.structs.replace(state, level=level, worse_ms=None, least=None)
    return counted, Sampled(level, at_ms)
