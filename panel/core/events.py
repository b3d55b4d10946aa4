"""Everything that can happen to the core, in the past tense."""

import msgspec

from panel.core.names import Mode, Role, Source, Trouble
from zones.kinds import Level


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, with the rights the store gives them at this moment (area ids)."""

    id: str
    role: Role
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()


class ZoneChanged(msgspec.Struct, frozen=True, tag="zone_changed"):
    """A zone's input held a new level for its qualification time."""

    zone: int
    level: Level


class ArmRequested(msgspec.Struct, frozen=True, kw_only=True, tag="arm"):
    """Somebody wants to arm. ``areas`` empty: every area the actor may arm that has the mode."""

    actor: Actor
    source: Source
    mode: Mode
    areas: tuple[str, ...] = ()
    no_exit: bool = False
    request: str = ""  # echoed in the Answer, so that the shell can tell whose it is


class DisarmRequested(msgspec.Struct, frozen=True, kw_only=True, tag="disarm"):
    """Somebody wants to disarm. ``areas`` empty: every area the actor may disarm."""

    actor: Actor
    source: Source
    areas: tuple[str, ...] = ()
    request: str = ""


class TagPresented(msgspec.Struct, frozen=True, kw_only=True, tag="tag"):
    """A known tag was held to a reader. ``uid_only``: it proves nothing but a cloneable number."""

    actor: Actor
    uid_only: bool = True


class UnknownTag(msgspec.Struct, frozen=True, tag="unknown_tag"):
    """A tag that belongs to nobody."""

    reader: str


class WrongCode(msgspec.Struct, frozen=True, tag="wrong_code"):
    """A code that belongs to nobody."""

    source: Source


class Booted(msgspec.Struct, frozen=True, kw_only=True, tag="booted"):
    """The process started over a saved state.

    ``was_ms``: the clock when that state was saved; ``down_ms``: the time since then, or None when
    nobody can know (another boot, no trusted clock); ``powered``: the board had power throughout;
    ``levels``: what every zone's input says now, (zone id, level).
    """

    was_ms: int
    down_ms: int | None
    powered: bool
    levels: tuple[tuple[int, Level], ...] = ()
    cause: str = ""


class TroubleRaised(msgspec.Struct, frozen=True, tag="trouble_raised"):
    """An adapter met a hardware, storage or network failure."""

    trouble: Trouble
    detail: str = ""


class TroubleCleared(msgspec.Struct, frozen=True, tag="trouble_cleared"):
    """It works again."""

    trouble: Trouble
    detail: str = ""


class TimePassed(msgspec.Struct, frozen=True, tag="time_passed"):
    """Nothing but time: wakes the core at a deadline."""


Event = (
    ZoneChanged
    | ArmRequested
    | DisarmRequested
    | TagPresented
    | UnknownTag
    | WrongCode
    | Booted
    | TroubleRaised
    | TroubleCleared
    | TimePassed
)
