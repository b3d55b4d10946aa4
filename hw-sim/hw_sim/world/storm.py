"""A storm on the detectors' cables: every contact that is at rest chatters, in glitches too short to be anything.

Pure: seeded chance, the time comes in. It is planned a fifth of a second ahead, so that a storm of an hour costs no
more memory than a short one.
"""

import random
from collections.abc import Iterator, Sequence

from hw_sim.world.actions import Chattered, Timed
from hw_sim.world.errors import BadRequest

WINDOW_MS = 200
REST_MS = 25  # between two glitches of one contact, at least: two that join would be one that is too long
SHORTEST_MS = 2


class Storm:
    """``edges_per_s``: of each contact, two to a glitch. ``glitch_ms``: the longest. Raises BadRequest."""

    def __init__(
        self, inputs: Sequence[str], now_ms: int, seconds: int, edges_per_s: int, glitch_ms: int, seed: int
    ) -> None:
        if not (0 < seconds <= 3_600 and 2 <= edges_per_s <= 40 and glitch_ms >= SHORTEST_MS):
            raise BadRequest(
                f"a storm of {seconds} s, {edges_per_s} edges/s, {glitch_ms} ms: 1 to 3600, 2 to 40, 2 or more"
            )
        self._slot_ms = 2_000 // edges_per_s
        if glitch_ms + REST_MS > self._slot_ms:
            longest = self._slot_ms - REST_MS
            raise BadRequest(f"glitches of {glitch_ms} ms at {edges_per_s} edges/s: at most {longest} ms, or they join")
        self._inputs = tuple(inputs)
        self._glitch_ms = glitch_ms
        self._rng = random.Random(seed)
        self._end_ms = now_ms + seconds * 1_000
        self._planned_ms = now_ms

    @property
    def next_ms(self) -> int | None:
        """When the next window must be planned at the latest; None: it is over."""
        return self._planned_ms if self._planned_ms < self._end_ms else None

    def window(self) -> tuple[Timed, ...]:
        """What happens in the window that follows those already planned."""
        begin_ms = self._planned_ms
        self._planned_ms = begin_ms + max(WINDOW_MS // self._slot_ms, 1) * self._slot_ms
        slots = range(begin_ms, self._planned_ms, self._slot_ms)
        return tuple(timed for slot_ms in slots for name in self._inputs for timed in self._glitch(name, slot_ms))

    def _glitch(self, name: str, slot_ms: int) -> Iterator[Timed]:
        at_ms = slot_ms + self._rng.randint(0, self._slot_ms - self._glitch_ms - REST_MS)
        yield Timed(at_ms, Chattered(name, True))
        yield Timed(at_ms + self._rng.randint(SHORTEST_MS, self._glitch_ms), Chattered(name, False))
