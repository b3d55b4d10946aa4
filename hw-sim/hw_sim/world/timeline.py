"""Things that will happen later, in order: the scheduler of a world that never reads a clock."""

import heapq

from hw_sim.world.actions import Action, Timed


class Timeline:
    """Holds timed actions and gives them back when their time has come."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Action]] = []
        self._added = 0

    def add(self, timed: tuple[Timed, ...]) -> None:
        """Plans actions. Those of one instant happen in the order in which they were added."""
        for each in timed:
            heapq.heappush(self._heap, (each.at_ms, self._added, each.action))
            self._added += 1

    def next_ms(self) -> int | None:
        """When something is due next, or None when nothing is planned."""
        return self._heap[0][0] if self._heap else None

    def take_due(self, now_ms: int) -> tuple[Timed, ...]:
        """Everything due by ``now_ms``, each with the time it was planned for.

        The planned time, not the time of asking, is when it happened: a late shell delivers an edge
        late, but the edge still carries the right stamp, as a kernel's would.
        """
        due: list[Timed] = []
        while self._heap and self._heap[0][0] <= now_ms:
            at_ms, _, action = heapq.heappop(self._heap)
            due.append(Timed(at_ms, action))
        return tuple(due)
