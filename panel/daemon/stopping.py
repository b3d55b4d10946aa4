"""The orderly end of a panel whose battery is empty: the last report goes out, then the machine is stopped.

A battery that is drained further is ruined, and a machine that drops in mid-write risks its card. What was armed is on
the disk already, so whenever the power is back the panel comes up as it was.
"""

from typing import Protocol

from panel.core.events import Event, TimePassed
from panel.core.names import ReportKind
from panel.core.reports import Report

LAST_WORDS_MS = 20_000  # for the last report to be acknowledged; ten times a report's way over a slow modem
CAUSE = "battery_empty"


class House(Protocol):
    """What is needed of the engine."""

    @property
    def outstanding(self) -> int: ...

    def record(self, event: Event, extra: tuple[Report, ...]) -> None: ...


class Stopping:
    """Says when the machine may be switched off. It may yet be saved: mains that come back in time end the stop."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._since_ms: int | None = None

    def look(self, must_stop: bool, now_ms: int) -> bool:
        """Whether everything is said and the machine is to be switched off now."""
        if not must_stop:
            self._since_ms = None
            return False
        if self._since_ms is None:
            self._since_ms = now_ms
            self._house.record(TimePassed(), (Report(kind=ReportKind.STOPPING, at_ms=now_ms, why=CAUSE),))
        return self._house.outstanding == 0 or now_ms - self._since_ms >= LAST_WORDS_MS
