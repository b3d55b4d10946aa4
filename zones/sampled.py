"""When a level counts that is not told by an edge but read now and then: two readings in a row must agree.

One reading alone may be a motor's spark on a long cable. So from a sampler's readings, each a level with its stamp:

1. The first one counts at once, as a first edge would.
2. **Agreed**: a level that two readings in a row say counts since the first of them.
3. **Worse throughout**: two in a row that are both worse than what counts, though not the same, count as the less bad
   of them (``zones.kinds.BADNESS``). Nothing gets better without agreeing.
4. **Flutter**: where ``secure`` counts and no two in a row have agreed for FLUTTER_MS, it is a ``fault``: nobody can
   say what the circuit is. So one that chatters in time with the sampler is not deaf.

What counts here is what an input says; how long it must hold for its zone is ``qualify``'s affair.
"""

import msgspec

from zones.kinds import BADNESS, Level
from zones.qualify import FLUTTER_MS

_RANK = {level: rank for rank, level in enumerate(BADNESS)}


class Sampled(msgspec.Struct, frozen=True):
    """A change that counts: from ``at_ms`` on the input is at ``level``."""

    level: Level
    at_ms: int


class SamplerState(msgspec.Struct, frozen=True):
    """What is known of one input. ``level``: what counts. ``last``: what the last reading said (None: there was none),
    and all before it since ``since_ms``. ``unsteady_ms``: since when no two have agreed (None: the last two have)."""

    level: Level = Level.UNKNOWN
    last: Level | None = None
    since_ms: int = 0
    unsteady_ms: int | None = None


UNSAMPLED = SamplerState()
Outcome = tuple[SamplerState, Sampled | None]


def sampled(state: SamplerState, level: Level, at_ms: int) -> Outcome:
    """A reading says ``level`` at ``at_ms``; stamps only grow. What counts now, if that has changed."""
    assert level is not Level.UNKNOWN, "a reading says something"
    if state.last is None:
        return SamplerState(level, level, at_ms), Sampled(level, at_ms)
    if level is state.last:
        steady = msgspec.structs.replace(state, unsteady_ms=None)
        return _counts(steady, level, state.since_ms) if level is not state.level else (steady, None)
    unsteady_ms = at_ms if state.unsteady_ms is None else state.unsteady_ms
    moved = SamplerState(state.level, level, at_ms, unsteady_ms)
    if min(_RANK[level], _RANK[state.last]) > _RANK[state.level]:
        return _counts(moved, min(level, state.last, key=_RANK.__getitem__), state.since_ms)
    if state.level is Level.SECURE and at_ms - unsteady_ms >= FLUTTER_MS:
        return _counts(msgspec.structs.replace(moved, unsteady_ms=None), Level.FAULT, at_ms)
    return moved, None


def unjudged(state: SamplerState) -> SamplerState:
    """Nobody may say what the circuit is just now: what counts stays, and takes two readings to be changed."""
    return SamplerState(state.level, None if state.last is None else state.level, state.since_ms)


def _counts(state: SamplerState, level: Level, at_ms: int) -> Outcome:
    return msgspec.structs.replace(state, level=level), Sampled(level, at_ms)
