"""One loop with resistors on a converter's channel: from a share of the 3.3 V to a level, and when it counts.

What a reading means, and when it counts, is decided in ``zones``; who measures is ``drivers.loops.reader``.
"""

from drivers.errors import ConverterError
from drivers.health import Health, Report
from panel.config.converters import loop_of
from panel.config.model import InputConfig
from panel.ports import InputChanged
from zones.eol import level_after, windows
from zones.kinds import Level
from zones.sampled import UNSAMPLED, sampled, unjudged
from zones.wiring import Wiring

IMPOSSIBLE = 0.05  # of the 3.3 V, below ground or above them: no loop does that, and no offset
ODD_MAX = 3  # such readings in a row; one may be a spark's


class LoopInput:
    """One loop, as the panel reads it."""

    def __init__(self, config: InputConfig, wiring: Wiring, rail_percent: int, report: Report) -> None:
        self.name = config.name
        self.siren = config.siren
        self._health = Health(config.name, report)
        self.refuses = ""  # why it cannot be read, when its converter cannot be
        self._windows = windows(loop_of(config, wiring, rail_percent))
        self._most = 1 + IMPOSSIBLE + rail_percent / 100
        self._state = UNSAMPLED
        self._odd = 0

    @property
    def level(self) -> Level:
        """What counts; ``unknown`` before the first reading."""
        return self._state.level

    @property
    def unsure(self) -> bool:
        """Whether the last reading said something new, and another one is wanted."""
        return self._state.last is not None and self._state.last is not self._state.level

    def read(self) -> Level:
        """What counts, as far as it is known: never asks the bus. Raises ConverterError."""
        if self.refuses:
            raise ConverterError(self.refuses)
        return self.level

    def measured(self, share: float, at_ms: int, now_ms: int) -> tuple[InputChanged, ...]:
        """A reading of the loop, as a share of the 3.3 V. What is to be told of it."""
        if not -IMPOSSIBLE <= share <= self._most:
            self._impossible(share, now_ms)
            return ()
        self._odd = 0
        level = level_after(self._windows, self.level, share)
        if self.siren is not None and level is not Level.SECURE:
            level = Level.TAMPER  # a line has no contact that could open
        self._state, change = sampled(self._state, level, at_ms)
        if self._health.failed:
            self.refuses = ""
            self._health.well_at(now_ms)
        return () if change is None else (InputChanged(self.name, change.level, change.at_ms),)

    def unjudged(self) -> None:
        """Its line is in use: what counts stays."""
        self._state = unjudged(self._state)

    def can_be_read(self) -> None:
        """Its converter answers."""
        if not self._health.failed:
            self.refuses = ""

    def lost(self, why: str) -> None:
        """It cannot be read: whatever comes next is a first reading."""
        self._state, self._odd, self.refuses = UNSAMPLED, 0, why

    def _impossible(self, share: float, now_ms: int) -> None:
        self._odd += 1
        if self._odd >= ODD_MAX and not self._health.failed:
            self.lost(
                f"{self.name}: {share:.0%} of the 3.3 V from which it hangs; allowed are 0 to 100 %. Some other voltage"
                " is on the loop: take it off before it ends the converter"
            )
            self._health.failed_at(self.refuses, now_ms)
