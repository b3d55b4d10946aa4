"""Waiting for what other processes and threads do: on a condition, with a deadline, never for a time."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
DEADLINE_S = 30.0
POLL_S, POLL_S_MAX = 0.01, 0.25
# Of what was waited already: an answer comes so much late at most, and a minute is not thousands of questions.
PACE = 0.02


async def until(condition: Callable[[], object]) -> None:
    """Returns once the condition holds; TimeoutError when it never does."""
    async with asyncio.timeout(DEADLINE_S):
        while not condition():  # noqa: ASYNC110 - what is waited for sets no event of ours
            await asyncio.sleep(POLL_S)


def wait_for(look: Callable[[], Value | None], what: str, deadline_s: float = DEADLINE_S) -> Value:
    """The first value of ``look`` that is true; fails the test when none comes."""
    began = time.monotonic()
    while not (found := look()):
        waited_s = time.monotonic() - began
        assert waited_s < deadline_s, f"waited {deadline_s:.0f} s in vain: {what}"
        time.sleep(min(max(POLL_S, waited_s * PACE), POLL_S_MAX))
    return found
