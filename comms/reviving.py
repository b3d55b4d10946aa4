"""When the modem's power key is pressed: soon after it fell silent, and ever more seldom when that is of no use. Pure.

Milliseconds come in from whoever has a clock. How the key is pressed is its driver's affair; which attempt it is since
the modem last answered, this says.
"""

import msgspec
from msgspec.structs import replace

AT_ONCE = 4  # two bring any modem up that can be brought up, two more are for a press that was missed
# A modem that is wired to another port, or has lost its line, is not hung: switched off and on all day it would be
# thrown out of its network, and some networks bar a card that comes and goes.
LATER_MS = 600_000
MISSING_MS = 60_000  # a modem on USB takes its port with it when it is off; one that only restarts is back sooner


class Revival(msgspec.Struct, frozen=True, kw_only=True):
    """``attempts``: presses since it last answered, the latest at ``pressed_ms``; ``missing_ms``: since when there is
    no port to speak to, None while there is."""

    attempts: int = 0
    pressed_ms: int = 0
    missing_ms: int | None = None


def answered() -> Revival:
    """It spoke: whatever was tried before is over."""
    return Revival()


def missing(revival: Revival, now_ms: int) -> Revival:
    """Its port is not there."""
    return revival if revival.missing_ms is not None else replace(revival, missing_ms=now_ms)


def found(revival: Revival) -> Revival:
    """Its port is there; whether anybody answers at it is another matter."""
    return replace(revival, missing_ms=None)


def due(revival: Revival, now_ms: int) -> bool:
    """Whether a modem that does not answer, or is missing, has its key pressed now."""
    if revival.missing_ms is not None and now_ms - revival.missing_ms < MISSING_MS:
        return False
    return revival.attempts < AT_ONCE or now_ms - revival.pressed_ms >= LATER_MS


def pressed(revival: Revival, now_ms: int) -> Revival:
    """One more attempt begins. A port that is missing has another minute to appear after it."""
    again_ms = None if revival.missing_ms is None else now_ms
    return replace(revival, attempts=revival.attempts + 1, pressed_ms=now_ms, missing_ms=again_ms)
