"""Waiting for a condition, with a deadline: what tests of real processes do instead of sleeping a guess."""

import asyncio
import time
from collections.abc import Callable

POLL_S = 0.01
PATIENCE_S = 20.0


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Returns as soon as ``condition`` holds; fails with ``what`` when it never does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds:.0f} s: {what}"
        time.sleep(POLL_S)


async def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """As ``wait_until``, letting the loop run meanwhile."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        await asyncio.sleep(POLL_S)
