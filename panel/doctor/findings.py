"""What the doctor says: one finding for each thing looked at."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec


class State(StrEnum):
    """How it stands with a thing."""

    OK = "ok"
    NOTE = "note"  # worth knowing, and no fault
    WRONG = "wrong"


class Section(StrEnum):
    """What the findings are about, in the order in which they are told."""

    CONFIGURATION = "configuration"
    BOARD = "board"
    PANEL = "panel"  # alarmd, when it runs
    INPUTS = "inputs"
    OUTPUTS = "outputs"
    KEYPADS = "keypads"
    READERS = "readers"
    BUSES = "I2C buses"
    SENSORS = "sensors"
    CLOCK = "clock"
    POWER = "power"
    MODEM = "modem"
    CAMERAS = "cameras"
    NETWORK = "network"
    CONTRACT = "contract"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing: what was found, what is expected where that is something else, and what to do then."""

    section: Section
    subject: str
    state: State
    found: str
    expected: str = ""
    todo: str = ""


class Teller:
    """Makes findings of one section."""

    def __init__(self, section: Section) -> None:
        self._section = section

    def ok(self, subject: str, found: str) -> Finding:
        """All is well with it."""
        return Finding(section=self._section, subject=subject, state=State.OK, found=found)

    def note(self, subject: str, found: str, expected: str = "", todo: str = "") -> Finding:
        """Somebody should know."""
        return self._told(State.NOTE, subject, found, expected, todo)

    def wrong(self, subject: str, found: str, expected: str, todo: str) -> Finding:
        """It has to be mended."""
        return self._told(State.WRONG, subject, found, expected, todo)

    def _told(self, state: State, subject: str, found: str, expected: str, todo: str) -> Finding:
        return Finding(section=self._section, subject=subject, state=state, found=found, expected=expected, todo=todo)


def count(findings: Iterable[Finding], state: State) -> int:
    """How many are so."""
    return sum(finding.state is state for finding in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By section, and within one as they were found."""
    order = list(Section)
    return sorted(findings, key=lambda finding: order.index(finding.section))
