"""The whole live state, as one frozen value: comparable, hashable, storable.

Instants are absolute on the core's monotonic clock; ``Booted`` re-bases them after a restart. Areas and
zones stand in the order of the plan.
"""

from enum import StrEnum

import msgspec

from panel.core.names import Bypass, Condition, Mode, Phase, ReportKind, RequestKind, Source, Trial, Trouble
from panel.core.plan import Plan
from panel.core.reports import Report
from zones.kinds import Level

VERSION = 2  # of the stored form; the store migrates older ones at start


class ZoneState(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """``tripped``: how it has tripped since it was last secure, ``OPEN`` by its kind and ``TAMPER`` by its
    wires, each at most once. ``alarms``: those reported for it whose restores have not been.
    ``unknown_at_ms``: when a missing reading becomes a fault.

    Both are lists: one place each would let cut wires put out the fire that the same detector reported.

    ``count``: its alarms in this arming period, up to the plan's limits. ``period_until_ms``: when the period of a
    24-hour zone ends though nobody arms. ``unseen_at_ms``: when its silence becomes suspect, ``inactive`` that it
    has. ``warm_until_ms``: until then its sensor only warms up. ``rings``: how often it has started a siren.
    """

    level: Level = Level.UNKNOWN
    tripped: tuple[Level, ...] = ()
    alarms: tuple[ReportKind, ...] = ()
    fault: bool = False
    unknown_at_ms: int | None = None
    bypass: Bypass = Bypass.NONE
    count: int = 0
    rings: int = 0
    period_until_ms: int | None = None
    unseen_at_ms: int | None = None
    inactive: bool = False
    warm_until_ms: int | None = None


class Door(StrEnum):
    """What the doors of the way out have done since the exit began."""

    SHUT = "shut"  # nobody has left yet
    OPENED = "opened"
    CLOSED = "closed"  # again


class Exit(msgspec.Struct, frozen=True, kw_only=True):
    """``full_until_ms``: the end of the exit if no door closes for good before; ``restarted``: once is enough."""

    full_until_ms: int
    door: Door = Door.SHUT
    restarted: bool = False
    silent: bool = False


class Memory(msgspec.Struct, frozen=True):
    """An alarm that somebody has yet to see: which zone, what kind, when first."""

    zone: int
    kind: ReportKind
    at_ms: int


class AreaState(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """``until_ms`` ends exit, entry or the siren, by phase. ``old_mode``: what an exit replaces.

    ``alarmed_at_ms`` opens the cancel window; ``memory``: zones that alarmed, until a person has seen it;
    ``tamper``: a 24-hour alarm waits for a person; ``latch_until_ms``: and its siren's end.
    ``quiet``: in alarm without a siren, for the zone has used up its activations.
    ``held``: reports that wait for ``hold_until_ms`` by the profile. ``recent_until_ms``: armed only just before.
    ``entered``: somebody came in by the way in, in this arming period. ``overrode``: what was armed over.
    """

    mode: Mode = Mode.DISARMED
    phase: Phase = Phase.IDLE
    until_ms: int | None = None
    old_mode: Mode = Mode.DISARMED
    actor: str = ""
    source: Source | None = None
    exit: Exit | None = None
    entry_zone: int = 0
    exit_error: bool = False
    alarmed_at_ms: int | None = None
    memory: tuple[Memory, ...] = ()
    tamper: bool = False
    latch_until_ms: int | None = None
    quiet: bool = False
    held: tuple[Report, ...] = ()
    hold_until_ms: int | None = None
    recent_until_ms: int | None = None
    entered: bool = False
    overrode: tuple[Condition, ...] = ()


class Sound(StrEnum):
    """What sounds beside the phases of the areas."""

    FIRE = "fire"
    CARBON_MONOXIDE = "carbon_monoxide"
    GAS = "gas"
    PANIC = "panic"
    MEDICAL = "medical"
    TECHNICAL = "technical"


class Latch(msgspec.Struct, frozen=True):
    """Something that sounds until a code silences it, its zones are restored (not if ``by_hand``) or its time ends."""

    sound: Sound
    by_hand: bool = False
    until_ms: int | None = None


class TagState(msgspec.Struct, frozen=True, kw_only=True):
    """The last tag presented: either it may still step the mode, or it waits for its PIN."""

    actor: str
    until_ms: int
    waits_for_pin: bool


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """Wrong codes by one means. ``fails``: when they were typed; ``until_ms``: locked until then; ``level``: how often
    it locked since the last right code; ``day``: wrong codes since ``day_until_ms`` less a day."""

    source: Source
    fails: tuple[int, ...] = ()
    until_ms: int | None = None
    level: int = 0
    day: int = 0
    day_until_ms: int | None = None


class FirstAlarm(msgspec.Struct, frozen=True):
    """The alarm that a second zone would confirm until ``until_ms``."""

    zone: int
    until_ms: int


class Crossed(msgspec.Struct, frozen=True):
    """A zone of a cross group tripped, and another of the group is waited for."""

    zone: int
    until_ms: int


class ForceOffer(msgspec.Struct, frozen=True, kw_only=True):
    """What may be armed over, by whom: exactly this, and only until ``until_ms``."""

    token: str
    actor: str
    mode: Mode
    areas: tuple[str, ...]
    zones: tuple[int, ...]
    conditions: tuple[Condition, ...]
    until_ms: int


class TrialState(msgspec.Struct, frozen=True, kw_only=True):
    """What is being tried out. ``seen``: ids of the zones that have tripped in it; ``by_consent``: by somebody who is
    in only as long as the administrator lets them."""

    trial: Trial
    actor: str
    until_ms: int
    by_consent: bool = False
    named: tuple[ReportKind, ...] = ()
    seen: tuple[int, ...] = ()


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """The one request from afar that is under way."""

    id: str
    kind: RequestKind
    actor: str
    began_ms: int
    until_ms: int


class Countdown(msgspec.Struct, frozen=True, kw_only=True):
    """A programme will arm at ``until_ms``, and says so."""

    programme: str
    areas: tuple[str, ...]
    mode: Mode
    until_ms: int


class State(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """Everything the core remembers.

    ``confirmed``: a second zone has confirmed since the last disarm. ``schedule_done_ms``: the wall-clock instant
    up to which programmes have been dealt with, ``schedule_done`` those of that very instant; what is due before it
    was done, whatever the clock says now. ``untold``: those of ``troubles`` that the station has not heard of.
    """

    areas: tuple[AreaState, ...]
    zones: tuple[ZoneState, ...]
    tag: TagState | None = None
    latches: tuple[Latch, ...] = ()
    locks: tuple[Lock, ...] = ()
    first_alarm: FirstAlarm | None = None
    confirmed: bool = False
    crossed: tuple[Crossed, ...] = ()
    force: ForceOffer | None = None
    trial: TrialState | None = None
    consent_until_ms: int | None = None
    slot: Slot | None = None
    countdown: Countdown | None = None
    schedule_done_ms: int = 0
    schedule_done: tuple[str, ...] = ()
    chime: bool = True
    chime_until_ms: int | None = None
    troubles: tuple[tuple[Trouble, str], ...] = ()
    untold: tuple[tuple[Trouble, str], ...] = ()
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
