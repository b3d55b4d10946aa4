"""From a pin's ticks to the panel's monotonic milliseconds."""

from typing import Any

MS_PER_S = 1000
# A kernel stamp is older than the reading of it, by the loop's lateness at most. Outside of this it comes
# from another clock (lgpio on kernels before 5.7 stamps in wall time), and the reading's own time is truer.
STAMP_AGE_S_MAX = 10.0


def now_ms(factory: Any) -> int:
    """The panel's monotonic clock as the pin factory tells it."""
    return _whole_ms(factory.ticks())


def stamp_ms(factory: Any, ticks: float) -> int:
    """When an edge happened, in monotonic milliseconds; now, where its stamp cannot be right."""
    now = factory.ticks()
    age_s = factory.ticks_diff(now, ticks)
    return _whole_ms(ticks if 0 <= age_s <= STAMP_AGE_S_MAX else now)


def _whole_ms(seconds: float) -> int:
    # Rounded down like time.monotonic_ns() // 1_000_000, so that no stamp is ahead of the dispatcher's
    # clock; the 10 ns keep 1.234 s, which a float holds as 1.23399.., at 1234 ms.
    return int(seconds * MS_PER_S + 1e-5)
