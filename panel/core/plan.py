"""What the installer decided, as the core sees it: immutable, in milliseconds."""

import msgspec

from panel.core.names import ARMED_MODES, Condition, Mode, Phase, Profile, Role, Trouble
from zones.kinds import Kind

DAY_MS = 86_400_000
MINUTE_MS = 60_000


class ZonePlan(msgspec.Struct, frozen=True, kw_only=True):
    """One detector input. ``id`` is 1..999; ``area`` an area's id; ``modes`` those it is live in.

    ``entry_areas``: areas whose followers honour the entry time that this zone starts; empty: its own.
    ``switch_areas``, ``switch_mode``: what a keyswitch arms and disarms. A ``swinger_limit`` of 0 never mutes.
    ``supervision_ms``, ``warm_up_ms`` 0: none. ``auto_force``: a schedule may arm over it by leaving it out.
    ``cameras``: those that see it, by name.
    """

    id: int
    name: str
    area: str
    kind: Kind
    modes: tuple[Mode, ...] = ()
    entry_delay_ms: int = 30_000
    entry_areas: tuple[str, ...] = ()
    bypassable: bool = True
    chime: bool = False
    cross_group: str = ""
    swinger_limit: int = 3
    supervision_ms: int = 0
    warm_up_ms: int = 0
    auto_force: bool = False
    cameras: tuple[str, ...] = ()
    switch_areas: tuple[str, ...] = ()
    switch_mode: Mode = Mode.TOTAL


class AreaPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the property that is armed on its own. ``modes``: the armed modes it offers."""

    id: str
    name: str
    modes: tuple[Mode, ...]

    @property
    def fullest(self) -> Mode:
        """The mode that watches most, in whatever order the installer wrote them."""
        return next(mode for mode in ARMED_MODES if mode in self.modes)


class RelayPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A free output that is on while any of what is named holds. Empty ``areas``: any area.

    ``alarms``: zone kinds whose alarm has not been restored yet; a hold-up is not among them.
    """

    name: str
    areas: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    phases: tuple[Phase, ...] = ()
    alarms: tuple[Kind, ...] = ()
    troubles: tuple[Trouble, ...] = ()


# Who may override what is in the way, as most grade 2 panels ship it (EN 50131-1, Table 4: users and installers alike).
EVERYBODY = (Role.ADMINISTRATOR, Role.RESIDENT, Role.LIMITED, Role.INSTALLER)
OVERRIDES = tuple((condition, EVERYBODY) for condition in Condition)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the core needs of the configuration. Bounds are checked where it is parsed."""

    areas: tuple[AreaPlan, ...]
    zones: tuple[ZonePlan, ...]
    relays: tuple[RelayPlan, ...] = ()
    cameras: tuple[str, ...] = ()  # every one there is, by name
    paths: tuple[str, ...] = ()  # to the station, by name; when all are down, that is in the way of arming
    overrides: tuple[tuple[Condition, tuple[Role, ...]], ...] = OVERRIDES
    profile: Profile = Profile.DIRECT

    exit_delay_ms: int = 60_000
    exit_restart: bool = True  # once, for whoever comes back for the keys
    silent_exit: bool = False
    final_set: bool = False
    final_set_ms: int = 5_000  # from the last door's closing
    stay: bool = False  # total by keypad and nobody left: partial

    siren_ms: int = 180_000
    siren_delay_ms: int = 0  # of the outside siren, for intrusion only
    siren_limit: int = 3  # activations by one zone in one arming period; 0: as many as it likes
    chime_ms: int = 1_000

    camera_privacy: bool = True  # no picture on request while everything is disarmed and quiet
    cancel_window_ms: int = 300_000
    pending_margin_ms: int = 20_000  # what the station adds before silence is an alarm
    hold_ms: int = 30_000  # profile en: of sounder before a report; cp01: the abort window
    recent_close_ms: int = 120_000
    confirm_ms: int = 1_800_000
    cross_ms: int = 60_000

    tag_step_ms: int = 3_000
    tag_pin_ms: int = 30_000  # how long a presented tag waits for its PIN
    uid_only_needs_pin: bool = True
    tag_cancels: bool = False

    unknown_ms: int = 10_000  # a zone without a reading for longer is a fault
    period_ms: int = DAY_MS  # a 24-hour zone's arming period, where nobody arms
    force_ms: int = 120_000  # how long the offer to force is good
    walk_ms: int = 30 * MINUTE_MS
    trial_ms: int = 240 * MINUTE_MS  # station test and service mode
    countdown_ms: int = 5 * MINUTE_MS  # the warning before a schedule arms

    locks_ms: tuple[int, ...] = (90_000, 180_000, 360_000, 720_000, 900_000)
    wrong_codes: int = 3
    wrong_codes_ms: int = 300_000
    wrong_codes_day: int = 10
    day_ms: int = DAY_MS
    hour_ms: int = 60 * MINUTE_MS
