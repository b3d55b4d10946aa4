"""The plain facts that planner and oracle share: numbers and words, nothing that could decide.

Instants are UTC milliseconds since 1970 in every file of this folder, until the runner turns them into
the panel's two clocks. Standard library only: the oracle imports this file and nothing else of ours.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Sensor(NamedTuple):
    """A sensor as the recording names it."""

    location: str
    type: str
    place: str

    def __str__(self) -> str:
        return "/".join(self)


class Span(NamedTuple):
    """From ``start_ms`` on, until just before ``end_ms``."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Active:
    """A sensor was active: one row of a recording."""

    sensor: Sensor
    span: Span


@dataclass(frozen=True, slots=True)
class Planted:
    """A burglar holds a zone's contact open. ``story`` says what it is meant to try."""

    zone: int
    span: Span
    story: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag is held to the reader; ``at_ms``: when the panel has read the whole of it."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A PIN is confirmed on the keypad; ``at_ms``: when the panel has seen the last key."""

    at_ms: int


Act = Tag | Pin


@dataclass(frozen=True, slots=True)
class Happening:
    """What must be told: a report's kind and the fields that say what it is about."""

    at_ms: int
    kind: str
    area: str = ""
    zone: int = 0
    why: str = ""
    mode: str = ""
    exit_error: bool = False
