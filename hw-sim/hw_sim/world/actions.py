"""What happens at the wires of the simulated house, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactMoved:
    """A zone's contact moves. ``hold`` is the gesture it ends (0: it stands for itself)."""

    input: str
    open: bool
    hold: int = 0


@dataclass(frozen=True, slots=True)
class KeyMoved:
    """A key of a matrix goes down or comes up: it joins or parts a row's and a column's wire."""

    row_pin: int
    column_pin: int
    down: bool


@dataclass(frozen=True, slots=True)
class DataPulled:
    """A Wiegand reader pulls one of its two lines low, or lets it go high again."""

    pin: int
    low: bool


Action = ContactMoved | KeyMoved | DataPulled


@dataclass(frozen=True, slots=True)
class Timed:
    """An action and when it happens (monotonic milliseconds)."""

    at_ms: int
    action: Action


@dataclass(frozen=True, slots=True)
class Gesture:
    """Everything that follows from one thing a person does, and when it is over."""

    timed: tuple[Timed, ...]
    until_ms: int
