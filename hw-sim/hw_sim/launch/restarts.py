"""When a dead process is started again, and when somebody should be told loudly.

As the units under ``systemd/`` have it: always, and with no limit, since a panel that gives up is worse
than one that keeps falling over.
"""

from collections import deque
from dataclasses import dataclass

DELAYS_MS = (100, 200, 500)  # the first, the second, every later one in a row
LOUD_DEATHS = 5
LOUD_WITHIN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about a death: start again after ``delay_ms``; ``loud``: it keeps dying, say so."""

    delay_ms: int
    loud: bool


class Restarts:
    """The deaths of one process."""

    def __init__(self) -> None:
        self._deaths_ms: deque[int] = deque(maxlen=LOUD_DEATHS)
        self.count = 0

    def died(self, now_ms: int) -> Verdict:
        """It died now. Loud once per ``LOUD_DEATHS`` deaths within ``LOUD_WITHIN_MS``."""
        self.count += 1
        self._deaths_ms.append(now_ms)
        recent = sum(now_ms - at_ms < LOUD_WITHIN_MS for at_ms in self._deaths_ms)
        loud = recent == LOUD_DEATHS
        if loud:
            self._deaths_ms.clear()
        return Verdict(DELAYS_MS[min(recent, len(DELAYS_MS)) - 1], loud)
