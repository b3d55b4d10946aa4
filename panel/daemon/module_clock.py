"""What a clock module's readings tell of the time between them.

It shows whole seconds, so one reading is up to a second old and nobody knows how much. But each falls at another place
within its second: where the intervals of a few of them overlap lies the truth, to about a tenth of a second.
"""

from panel.ports import ClockSaid

FRESH_MS = 30_000  # a word that is older is none: two readings have failed since
WINDOW_MS = 120_000  # readings older than this say nothing of now; crystals part by some 6 ms in that time
SECOND_MS = 1_000


class ModuleClock:
    """The module as it runs beside the panel's monotonic clock."""

    def __init__(self) -> None:
        self._said: ClockSaid | None = None
        self._starts: list[
            tuple[int, int]
        ] = []  # each reading's time, and the module less the monotonic clock, at least
        self._floor_ms = 0

    def hear(self, said: ClockSaid, floor_ms: int) -> None:
        """Its last word; the same one again is no news. ``floor_ms``: a module that shows less has lost its time."""
        self._floor_ms = floor_ms
        if said is self._said:
            return
        self._said = said
        if self.is_lost or said.utc_ms is None:
            self._starts = []
            return
        starts = [(at_ms, start) for at_ms, start in self._starts if said.at_ms - at_ms <= WINDOW_MS]
        self._starts = [*starts, (said.at_ms, said.utc_ms - said.at_ms)]
        if self._width_ms() <= 0:
            self._starts = self._starts[-1:]  # it was set meanwhile: what it said before is of another time

    @property
    def is_silent(self) -> bool:
        """It does not answer; not before it has had the time to."""
        return self._said is not None and self._said.utc_ms is None

    @property
    def is_lost(self) -> bool:
        """It answers, and what it shows is worth nothing."""
        said = self._said
        return said is not None and said.utc_ms is not None and (said.lost or said.utc_ms < self._floor_ms)

    def utc_ms(self, mono_ms: int) -> int | None:
        """What time it is by the module; None while nobody can say."""
        if self.is_lost or not self._starts or mono_ms - self._starts[-1][0] > FRESH_MS:
            return None
        least = max(start for _, start in self._starts)
        return mono_ms + least + self._width_ms() // 2

    def _width_ms(self) -> int:
        starts = [start for _, start in self._starts]
        return min(starts) + SECOND_MS - max(starts)
