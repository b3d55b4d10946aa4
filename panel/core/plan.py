"""What the installer decided, as the core sees it: immutable, in milliseconds."""

import msgspec

from panel.core.names import ARMED_MODES, Mode
from zones.kinds import Kind


class ZonePlan(msgspec.Struct, frozen=True, kw_only=True):
    """One detector input. ``id`` is 1..999; ``area`` an area's id; ``modes`` those it is live in."""

    id: int
    name: str
    area: str
    kind: Kind
    modes: tuple[Mode, ...] = ()
    entry_delay_ms: int = 30_000


class AreaPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the property that is armed on its own. ``modes``: the armed modes it offers."""

    id: str
    name: str
    modes: tuple[Mode, ...]

    @property
    def fullest(self) -> Mode:
        """The mode that watches most, in whatever order the installer wrote them."""
        return next(mode for mode in ARMED_MODES if mode in self.modes)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the core needs of the configuration. Bounds are checked where it is parsed."""

    areas: tuple[AreaPlan, ...]
    zones: tuple[ZonePlan, ...]
    exit_delay_ms: int = 60_000
    siren_ms: int = 180_000
    cancel_window_ms: int = 300_000
    pending_margin_ms: int = 20_000  # what the station adds before silence is an alarm
    tag_step_ms: int = 3_000
    tag_pin_ms: int = 30_000  # how long a presented tag waits for its PIN
    uid_only_needs_pin: bool = True
    tag_cancels: bool = False
    unknown_ms: int = 10_000  # a zone without a reading for longer is a fault
