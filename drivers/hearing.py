"""Whether a line's edges are still heard: what re-reading its level finds, weighed against the edges that came.

Every library that brings edges can go deaf in silence: lgpio calls all of them in one thread, and an exception there
ends it; a descriptor can fall out of a loop. The level, read again ten times a second, still shows each door that stays
open, 100 ms late; but a pulse of 60 ms or a tag is lost, and nobody would know. So each change that a re-reading found
waits for the edge that should have told of it, and changes without edges are counted. Lost edges are no sign: a kernel
drops them in a flood, yet others of the same line arrive, and one is enough.

A value for each line; its keeper is drivers/edge_watch.py.
"""

import msgspec

# An edge may come after the level was read: it waits in the kernel, in lgpio's thread, in a busy loop. The longest seen
# was 0.23 s, on an emulated processor that others shared (docs/performance.md).
PATIENCE_MS = 500
# Changes in a row without any edge. One can be lost with its edge in a glitch of the controller; three doors that open
# unheard, with not one edge in between, cannot.
MISSED_MAX = 3


class Ear(msgspec.Struct, frozen=True):
    """One line. ``waits_since_ms``: a change was found then, and its edge may still be on its way; ``missed``: how many
    have not come, with none heard since."""

    waits_since_ms: int | None = None
    missed: int = 0


HEARS = Ear()


def found(ear: Ear, at_ms: int) -> Ear:
    """A re-reading found a change of which no edge had told."""
    ear = passed(ear, at_ms)
    return ear if ear.waits_since_ms is not None else Ear(at_ms, ear.missed)


def passed(ear: Ear, now_ms: int) -> Ear:
    """Time passed: an edge that has not come by now does not come."""
    if ear.waits_since_ms is None or now_ms - ear.waits_since_ms < PATIENCE_MS:
        return ear
    return Ear(None, min(ear.missed + 1, MISSED_MAX))


def is_deaf(ear: Ear) -> bool:
    """Whether what was missed can be chance no more. Any edge of the line makes it ``HEARS`` again."""
    return ear.missed >= MISSED_MAX
