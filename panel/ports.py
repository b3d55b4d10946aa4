"""What the panel needs of the world, as protocols; ``drivers`` implements them, twice never.

Hardware speaks to the panel by calling the sink it was started with, always in the thread of the
event loop, and only with the closed set of messages below. Stamps are monotonic milliseconds, taken
where the thing happened (by the kernel where it can). A failing device never raises through here:
it says ``DeviceFailed`` once and ``DeviceRecovered`` when it is back.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from zones.kinds import Level


class PortError(Exception):
    """A device cannot do what was asked. It has said ``DeviceFailed`` too; callers only pass over it."""


class InputChanged(msgspec.Struct, frozen=True):
    """An input's wires changed level: unqualified, bounce and all."""

    input: str
    level: Level
    at_ms: int


class TagRead(msgspec.Struct, frozen=True):
    """A reader read a tag. ``tag`` is its number as upper-case hexadecimal, ``bits`` its length.

    ``proven``: the tag has proved to the reader that it holds its key; a number alone can be copied.
    """

    reader: str
    tag: str
    bits: int
    at_ms: int
    proven: bool = False


class KeyPressed(msgspec.Struct, frozen=True):
    """A key went down, once: one of ``0-9 * # A B C D``."""

    keypad: str
    key: str
    at_ms: int


class DeviceFailed(msgspec.Struct, frozen=True):
    """A device stopped answering or talks nonsense. ``device`` is its name in the configuration."""

    device: str
    detail: str
    at_ms: int


class DeviceRecovered(msgspec.Struct, frozen=True):
    """It answers again."""

    device: str
    at_ms: int


class SupplyRead(msgspec.Struct, frozen=True):
    """What the panel lives on, about once a second. ``mains``: None where no line tells of them. ``battery_mv``: None
    when the gauge does not answer, and ``detail`` says why. ``out_ma``: taken out of the battery."""

    mains: bool | None
    battery_mv: int | None
    out_ma: int
    at_ms: int
    detail: str = ""


class ClimateRead(msgspec.Struct, frozen=True):
    """What a climate sensor measured, about every ten seconds: the air's temperature in °C, its humidity in % RH."""

    sensor: str
    celsius: float
    humidity: float
    at_ms: int


HardwareEvent = InputChanged | TagRead | KeyPressed | SupplyRead | ClimateRead | DeviceFailed | DeviceRecovered
Sink = Callable[[HardwareEvent], None]


class ClockSaid(msgspec.Struct, frozen=True):
    """What a clock module said last. ``utc_ms``: the second it showed at ``at_ms``, which had begun then, or None while
    it does not answer; ``lost``: it has stood still, and what it shows is worth nothing; ``detail``: what is wrong."""

    utc_ms: int | None
    lost: bool
    at_ms: int
    detail: str = ""


class ClockPort(Protocol):
    """A clock that goes on while the power is off."""

    @property
    def said(self) -> ClockSaid | None:
        """Its last word, some ten seconds old at most; None before the first."""
        ...

    @property
    def settable(self) -> bool:
        """Whether it is the panel that sets it, and nobody else."""
        ...

    def set(self, utc_ms: int, at_ms: int) -> None:
        """Sets it, in a moment, by a clock that showed ``utc_ms`` at ``at_ms``. What comes of it, ``said`` tells."""
        ...


class InputPort(Protocol):
    """One input: a detector's wires, or what it looks at besides."""

    def read(self) -> Level:
        """The level right now. Raises PortError when it cannot be read; one that looks at a device which has to be
        waited for says what that said last, and ``unknown`` when it says nothing."""
        ...


class OutputPort(Protocol):
    """One switched line: siren, strobe, sounder or lamp."""

    def write(self, on: bool) -> None:
        """Drives the line; cheap and without effect when it already is so. Raises PortError."""
        ...

    def read(self) -> bool:
        """What the line is really at, read back. Raises PortError."""
        ...


class DisplayPort(Protocol):
    """One text display. Its size is in the configuration."""

    def show(self, lines: tuple[str, ...], lit: bool) -> None:
        """What shall be read on it, row by row, and whether its light is on. Cheap, without effect when it already is
        so, and never waits: it stands there some tenths of a second later, also on a display that was away and is
        back. What a row has no room for is left out."""
        ...


class Board(Protocol):
    """Everything wired to the panel, opened, silent until started."""

    @property
    def inputs(self) -> Mapping[str, InputPort]: ...

    @property
    def outputs(self) -> Mapping[str, OutputPort]: ...

    @property
    def displays(self) -> Mapping[str, DisplayPort]: ...

    @property
    def clock(self) -> ClockPort | None:
        """The clock module, if there is one."""
        ...

    def start(self, sink: Sink) -> None:
        """Begins to report to ``sink``. Called once, in the event loop's thread."""
        ...

    def poll(self, now_ms: int) -> None:
        """The back-stop, every 100 ms: re-reads every input and reports those whose last reported
        level is stale; scans what needs scanning. Never blocks for longer than a few milliseconds."""
        ...

    def next_poll_ms(self) -> int | None:
        """When ``poll`` is wanted next (a keypad being pressed scans faster), or None for the default."""
        ...

    def close(self) -> None:
        """Lets go of every line. Outputs keep their level where the hardware can keep it."""
        ...


class Clock(Protocol):
    """Two clocks, never mixed: delays use ``mono_ms``, stamps for people use ``wall_ms``."""

    def mono_ms(self) -> int: ...

    def wall_ms(self) -> int: ...
