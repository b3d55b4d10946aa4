"""The whole live state, as one frozen value: comparable, hashable, storable.

Instants are absolute on the core's monotonic clock; ``Booted`` re-bases them after a restart. Areas and
zones stand in the order of the plan.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from panel.core.names import Mode, Phase, ReportKind, Source, Trouble
from panel.core.plan import Plan
from zones.kinds import Level

VERSION = 1  # of the stored form; the store migrates older ones at start


class ZoneState(msgspec.Struct, frozen=True, kw_only=True):
    """``tripped``: how it has tripped since it was last secure, ``OPEN`` by its kind and ``TAMPER`` by its
    wires, each at most once. ``alarms``: those reported for it whose restores have not been.
    ``unknown_at_ms``: when a missing reading becomes a fault.

    Both are lists: one place each would let cut wires put out the fire that the same detector reported.
    """

    level: Level = Level.UNKNOWN
    tripped: tuple[Level, ...] = ()
    alarms: tuple[ReportKind, ...] = ()
    fault: bool = False
    unknown_at_ms: int | None = None


class AreaState(msgspec.Struct, frozen=True, kw_only=True):
    """``until_ms`` ends exit, entry or the siren, by phase. ``old_mode``: what an exit replaces.

    ``alarmed_at_ms`` opens the cancel window; ``memory``: zones that alarmed in this arming period, kept
    after the disarm; ``tamper``: a 24-hour tamper waits for a person; ``latch_until_ms``: and its siren's end.
    """

    mode: Mode = Mode.DISARMED
    phase: Phase = Phase.IDLE
    until_ms: int | None = None
    old_mode: Mode = Mode.DISARMED
    actor: str = ""
    source: Source | None = None
    entry_zone: int = 0
    exit_error: bool = False
    alarmed_at_ms: int | None = None
    memory: tuple[int, ...] = ()
    tamper: bool = False
    latch_until_ms: int | None = None


class TagState(msgspec.Struct, frozen=True, kw_only=True):
    """The last tag presented: either it may still step the mode, or it waits for its PIN."""

    actor: str
    until_ms: int
    waits_for_pin: bool


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the core remembers."""

    areas: tuple[AreaState, ...]
    zones: tuple[ZoneState, ...]
    tag: TagState | None = None
    fire_silenced: bool = False
    troubles: tuple[tuple[Trouble, str], ...] = ()
    version: int = VERSION


def initial(plan: Plan) -> State:
    """A panel that has never run: disarmed, nothing read yet."""
    return State(areas=tuple(AreaState() for _ in plan.areas), zones=tuple(ZoneState() for _ in plan.zones))


def all_armed(plan: Plan) -> State:
    """What a panel takes for true that has lost its memory: armed, everywhere, in the fullest mode.

    An unknown state is never read as disarmed: whoever can ruin a memory card must not open the house.
    """
    areas = tuple(AreaState(mode=area.fullest, phase=Phase.ARMED) for area in plan.areas)
    return State(areas=areas, zones=tuple(ZoneState() for _ in plan.zones))


class Timed(Protocol):
    """What has timers: a state, or a turn that is working on one."""

    @property
    def areas(self) -> Sequence[AreaState]: ...
    @property
    def zones(self) -> Sequence[ZoneState]: ...
    @property
    def tag(self) -> TagState | None: ...


def next_deadline(plan: Plan, state: Timed) -> int | None:
    """The earliest instant at which the core must be stepped, on its own clock; None: nothing runs."""
    return min(deadlines(plan, state), default=None)


def deadlines(plan: Plan, state: Timed) -> list[int]:
    """Every instant at which time alone changes the state, in no particular order."""
    found = [at for area in state.areas for at in _area_deadlines(plan, area) if at is not None]
    found += [zone.unknown_at_ms for zone in state.zones if zone.unknown_at_ms is not None]
    if state.tag is not None:
        found.append(state.tag.until_ms)
    return found


def cancel_until_ms(plan: Plan, area: AreaState) -> int | None:
    """When the cancel window of the area's first alarm closes; None outside one."""
    return None if area.alarmed_at_ms is None else area.alarmed_at_ms + plan.cancel_window_ms


def _area_deadlines(plan: Plan, area: AreaState) -> tuple[int | None, ...]:
    return area.until_ms, area.latch_until_ms, cancel_until_ms(plan, area)
