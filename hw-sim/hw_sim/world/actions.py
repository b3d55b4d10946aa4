"""What happens at the wires of the simulated house, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactMoved:
    """A zone's contact moves. ``hold`` is the gesture it ends (0: it stands for itself)."""

    input: str
    open: bool
    hold: int = 0


@dataclass(frozen=True, slots=True)
class Chattered:
    """A contact at rest trips for a moment, or is at rest again: by no one's hand, and so nothing that is told of."""

    input: str
    open: bool


@dataclass(frozen=True, slots=True)
class KeyMoved:
    """A key of a matrix goes down or comes up: it joins or parts the wires of its row and column, each from 0 to 3."""

    keypad: str
    row: int
    column: int
    down: bool


@dataclass(frozen=True, slots=True)
class FrameSent:
    """The Wiegand reader ``reader`` has sent a frame on its two lines; this is when its last pulse ends.

    One action for all pulses: a wire delivers them evenly, while a process on a busy machine may be
    held up in mid-frame for longer than the silence that ends one, and the panel would be right to
    call it a misread.
    """

    reader: str
    bits: str


@dataclass(frozen=True, slots=True)
class TagMoved:
    """A tag comes into a reader's field, or leaves it. ``uid``: in hexadecimal."""

    reader: str
    uid: str
    there: bool


Action = ContactMoved | Chattered | KeyMoved | FrameSent | TagMoved


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
