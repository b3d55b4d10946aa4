"""The first day of a panel: its administrator, a tag, the exchange of keys with the station.

Everything goes through the product's own commands, run as a person would type them.
"""

import json
import secrets
import sys
from collections.abc import Mapping
from typing import Any

import msgspec

from hw_sim.launch.errors import StepFailed
from hw_sim.launch.processes import Finished, run

ADMINISTRATOR = "Ana"
TAG_LABEL = "blue"
STRANGER_LABEL = "stranger"  # in the same pocket, known to no panel: what does it do with that one?
STEP_S = 30.0


class Commissioned(msgspec.Struct, frozen=True, kw_only=True):
    """The administrator's PIN, and the tags the panel knows, label to number."""

    pin: str
    tags: dict[str, str]


def pocket() -> dict[str, str]:
    """Two tags with numbers of their own, label to number (26-bit Wiegand: 6 hexadecimal digits)."""
    return {label: secrets.token_hex(3).upper() for label in (TAG_LABEL, STRANGER_LABEL)}


async def step(*words: str) -> Finished:
    """Runs ``sereno WORDS``. Raises StepFailed with what it said."""
    try:
        done = await run((sys.executable, "-m", "panel.cli", *words), STEP_S)
    except TimeoutError as error:
        raise StepFailed(f"`sereno {' '.join(words)}` did not end within {STEP_S:.0f} s") from error
    if done.code != 0:
        raise StepFailed(f"`sereno {' '.join(words)}` failed: {done.err.strip() or done.out.strip()}")
    return done


def last_object(done: Finished) -> Mapping[str, Any]:
    """The JSON object on the last line of what a command printed."""
    lines = done.out.strip().splitlines()
    found: dict[str, Any] = json.loads(lines[-1]) if lines else {}
    return found
