"""Runs a stage in real time: the one place of the simulated house that reads a clock."""

import asyncio
import time
from collections.abc import Callable

from hw_sim.world.actions import Gesture
from hw_sim.world.look import Change, Look
from hw_sim.world.stage import Stage
from hw_sim.world.storm import Storm

LISTENER_QUEUE_MAX = 1_000


def monotonic_ms() -> int:
    """The machine's monotonic clock: the panel's own delays run on the same."""
    return time.monotonic_ns() // 1_000_000


class Player:
    """Plays gestures at their time."""

    def __init__(self, stage: Stage, now_ms: Callable[[], int] = monotonic_ms) -> None:
        self.stage = stage
        self._now_ms = now_ms
        self._more = asyncio.Event()

    def now_ms(self) -> int:
        """The world's clock."""
        return self._now_ms()

    def look(self) -> Look:
        """The house now."""
        return self.stage.look(self._now_ms())

    async def play(self, gesture: Gesture) -> None:
        """Plays a gesture; returns when it is over. Goes on by itself if the caller is cancelled."""
        self.stage.begin(gesture)
        self.stage.advance(self._now_ms())
        self._more.set()
        await asyncio.sleep((gesture.until_ms - self._now_ms()) / 1_000)
        # The loop may wake a hair early; the last action must not wait for the next one because of it.
        self.stage.advance(max(self._now_ms(), gesture.until_ms))

    def breaks_out(self, storm: Storm) -> None:
        """Lets a storm rage, beside everything else."""
        self.stage.breaks_out(storm)
        self._more.set()

    async def run(self) -> None:
        """Plays what is due, for ever."""
        while True:
            self._more.clear()
            self.stage.advance(self._now_ms())
            next_ms = self.stage.next_ms()
            timeout_s = None if next_ms is None else max(0, next_ms - self._now_ms()) / 1_000
            try:
                async with asyncio.timeout(timeout_s):
                    await self._more.wait()
            except TimeoutError:
                continue


class Listeners:
    """Whoever wants to hear of changes, each with a bounded queue of its own."""

    def __init__(self) -> None:
        self._queues: list[asyncio.Queue[Change | None]] = []

    @property
    def count(self) -> int:
        """How many listen."""
        return len(self._queues)

    def tell(self, change: Change) -> None:
        """Gives everybody a change; a listener that has fallen ``LISTENER_QUEUE_MAX`` behind is let go."""
        for queue in list(self._queues):
            if queue.full():
                self.leave(queue)
                queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(change)

    def join(self) -> asyncio.Queue[Change | None]:
        """A new listener's queue; None in it is the end."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(LISTENER_QUEUE_MAX)
        self._queues.append(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Change | None]) -> None:
        """Forgets a listener; without effect when it is forgotten."""
        if queue in self._queues:
            self._queues.remove(queue)

    def end(self) -> None:
        """Lets everybody go: the world stops."""
        for queue in list(self._queues):
            self.leave(queue)
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)
