"""Does the battery carry its load? Asked once a day by giving it one: a battery that is never asked fails on the day.

An output puts a load on the battery alone, so that nothing depends on the answer but the answer. Pure: it is told what
is and says whether the load is on and how it went.
"""

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from battery.charge import Pack

HOUR_MS = 3_600_000
EVERY_MS = 24 * HOUR_MS
AGAIN_MS = HOUR_MS  # after a failure, or when something came between
FIRST_MS = HOUR_MS  # after a start: a battery that was emptied is charged first
LASTS_MS = 30_000  # a worn cell gives way within seconds, a dead one at once


class Verdict(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"


class LoadTest(msgspec.Struct, frozen=True, kw_only=True):
    """Where the testing stands. ``since_ms``: since when the load is on, None while it is not."""

    due_ms: int
    since_ms: int | None = None

    @property
    def on(self) -> bool:
        """Whether the load belongs on the battery now."""
        return self.since_ms is not None


def first(now_ms: int) -> LoadTest:
    """At a start."""
    return LoadTest(due_ms=now_ms + FIRST_MS)


def go_on(
    pack: Pack, test: LoadTest, battery_mv: int | None, may: bool, now_ms: int
) -> tuple[LoadTest, Verdict | None]:
    """What follows from one more reading. ``battery_mv``: None when the gauge does not answer; ``may``: the mains are
    there, the battery is well as far as is known, and nothing sounds. A test that something comes between is none."""
    if not may or battery_mv is None:
        return (replace(test, since_ms=None, due_ms=now_ms + AGAIN_MS) if test.on else test), None
    if test.since_ms is None:
        return (replace(test, since_ms=now_ms) if now_ms >= test.due_ms else test), None
    if battery_mv <= pack.profile.low_mv * pack.cells:
        return LoadTest(due_ms=now_ms + AGAIN_MS), Verdict.FAILED
    if now_ms - test.since_ms >= LASTS_MS:
        return LoadTest(due_ms=now_ms + EVERY_MS), Verdict.PASSED
    return test, None
