"""The family: small plans of two areas each that together hold every kind built, and both tag settings.

One house with everything would have more states than can be walked; kinds meet only through phase,
siren, tag and latch, so each member holds those that meet, and the table's cells are counted over all.
Delays are a few milliseconds, as few as leave room for "one before" each deadline, and different
members make different ones the shorter: the walk sees every order of timers without long waits.
"""

import msgspec
from msgspec.structs import replace

from panel.core.events import (
    Actor,
    ArmRequested,
    Booted,
    DisarmRequested,
    Event,
    TagPresented,
    TroubleCleared,
    TroubleRaised,
    UnknownTag,
)
from panel.core.names import Mode, Role, Source, Trouble
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import State, initial
from panel.core.step import step
from zones.kinds import Kind, Level

BOOT_MS = 1_000  # a restart's clock: another than the one before it
HOUSE, ANNEX = "house", "annex"
TOTAL, PARTIAL, NIGHT = Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT
TWO = (Level.SECURE, Level.OPEN)
WIRED = (Level.SECURE, Level.OPEN, Level.TAMPER)
ALL_LEVELS = tuple(Level)

ADMIN = Actor(
    id="administrator",
    role=Role.ADMINISTRATOR,
    arm=(HOUSE, ANNEX),
    disarm=(HOUSE, ANNEX),
    modes=(TOTAL, PARTIAL, NIGHT),
)
RESIDENT = Actor(id="resident", role=Role.RESIDENT, arm=(HOUSE, ANNEX), disarm=(ANNEX,), modes=(TOTAL, NIGHT))
STATION = Actor(id="station", role=Role.STATION)


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One small house and everything that may happen to it. ``levels``: what each zone's input may say."""

    name: str
    about: str
    plan: Plan
    levels: tuple[tuple[Level, ...], ...]
    events: tuple[Event, ...]
    boots_over_changes: bool = False
    never_read: bool = False  # starts as the panel's very first start does
    quick: bool = False
    share: int = 1  # of the work: the largest are walked first, so that two processes end together

    def start(self) -> State:
        """A panel that has just started with everything shut; or one that has never run."""
        if self.never_read:
            return initial(self.plan)
        levels = tuple((zone.id, Level.SECURE) for zone in self.plan.zones)
        first = Booted(was_ms=0, down_ms=None, powered=False, levels=levels)
        return step(self.plan, initial(self.plan), first, 0).state


# what people do -----------------------------------------------------------------------------------


def arm(who: Actor, mode: Mode, *areas: str, no_exit: bool = False) -> ArmRequested:
    """Somebody arms at the keypad."""
    return ArmRequested(actor=who, source=Source.KEYPAD, mode=mode, areas=areas, no_exit=no_exit, request="arm")


def disarm(who: Actor, *areas: str, source: Source = Source.KEYPAD) -> DisarmRequested:
    """Somebody disarms."""
    return DisarmRequested(actor=who, source=source, areas=areas, request="disarm")


BY_HAND: tuple[Event, ...] = (arm(ADMIN, TOTAL), arm(ADMIN, TOTAL, HOUSE, no_exit=True), disarm(ADMIN))
BY_RESIDENT: tuple[Event, ...] = (arm(RESIDENT, TOTAL), arm(RESIDENT, NIGHT, HOUSE), disarm(RESIDENT))
RIGHTS: tuple[Event, ...] = (
    *BY_RESIDENT,
    arm(RESIDENT, PARTIAL),
    arm(STATION, TOTAL, HOUSE),
    arm(ADMIN, TOTAL, "attic"),
    arm(ADMIN, Mode.DISARMED),
    disarm(RESIDENT, HOUSE),
    disarm(ADMIN, HOUSE),
    disarm(STATION, source=Source.STATION),
    disarm(ADMIN, "attic"),
    disarm(ADMIN, source=Source.MQTT),
)
TAGS: tuple[Event, ...] = (
    TagPresented(actor=ADMIN, uid_only=True),
    TagPresented(actor=ADMIN, uid_only=False),
    TagPresented(actor=RESIDENT, uid_only=False),
    disarm(ADMIN),
    arm(ADMIN, TOTAL, ANNEX),
)
NOISES: tuple[Event, ...] = (
    UnknownTag("hall"),
    TroubleRaised(Trouble.STORAGE, "disk"),
    TroubleCleared(Trouble.STORAGE, "disk"),
    TroubleRaised(Trouble.DEVICE, "siren"),
)


# houses -------------------------------------------------------------------------------------------


USUAL = Plan(
    areas=(),
    zones=(),
    exit_delay_ms=2,
    siren_ms=3,
    cancel_window_ms=5,
    pending_margin_ms=20,
    tag_step_ms=2,
    tag_pin_ms=3,
    unknown_ms=2,
    # What is not a member's question would only multiply its states.
    siren_limit=0,
    recent_close_ms=0,
    confirm_ms=0,
    chime_ms=1,
    hold_ms=2,
    period_ms=4,
    force_ms=2,
    walk_ms=2,
    trial_ms=3,
    countdown_ms=2,
    locks_ms=(2, 3),
    wrong_codes=2,
    wrong_codes_ms=2,
    wrong_codes_day=3,
    day_ms=5,
    hour_ms=2,
)


def house(
    *zones: ZonePlan, modes: tuple[Mode, ...] = (TOTAL,), annex: tuple[Mode, ...] = (TOTAL,), **differing: object
) -> Plan:
    """Two areas and these zones; and the settings in which a member differs from the usual short ones.

    Where cancelling is not the question its window is 0: it would only multiply the states.
    """
    areas = (AreaPlan(id=HOUSE, name="House", modes=modes), AreaPlan(id=ANNEX, name="Annex", modes=annex))
    return replace(USUAL, areas=areas, zones=zones, **differing)


def zone(number: int, area: str, kind: Kind, *modes: Mode, delay_ms: int = 2) -> ZonePlan:
    """A zone named after its kind."""
    return ZonePlan(
        id=number, name=kind.value, area=area, kind=kind, modes=modes, entry_delay_ms=delay_ms, swinger_limit=0
    )


DOOR = zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL)

FIRST: tuple[Member, ...] = (
    Member(
        name="door",
        about="a door, a window, and a shed beside the house: entry against what is instant, and cancelling",
        plan=house(DOOR, zone(2, HOUSE, Kind.INSTANT, TOTAL), zone(3, ANNEX, Kind.INSTANT, TOTAL)),
        levels=(TWO, TWO, TWO),
        events=BY_HAND,
        share=64,
    ),
    Member(
        name="pocket",
        about="the smallest house with a door, a window and a smoke detector",
        plan=house(
            DOOR, zone(2, HOUSE, Kind.INSTANT, TOTAL), zone(3, HOUSE, Kind.FIRE), siren_ms=2, cancel_window_ms=0
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL), disarm(ADMIN)),
        quick=True,
        share=2,
    ),
    Member(
        name="doors",
        about="two doors with different delays, the second added to a running entry; exit errors of both",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, delay_ms=4),
            zone(2, HOUSE, Kind.ENTRY_EXIT, TOTAL, delay_ms=2),
            exit_delay_ms=3,
        ),
        levels=(TWO, TWO),
        events=BY_HAND,
        quick=True,
        share=7,
    ),
    Member(
        name="follower",
        about="a hall behind a door; an annex with a hall and no door",
        plan=house(
            DOOR,
            zone(2, HOUSE, Kind.FOLLOWER, TOTAL),
            zone(3, ANNEX, Kind.FOLLOWER, TOTAL, delay_ms=3),
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=BY_HAND,
        share=29,
    ),
    Member(
        name="modes",
        about="zones watched in some modes only, and changes between armed modes by people of different rights",
        plan=house(
            zone(1, HOUSE, Kind.INSTANT, NIGHT),
            zone(2, HOUSE, Kind.ENTRY_EXIT, TOTAL),
            modes=(NIGHT, TOTAL),
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*BY_HAND, arm(ADMIN, NIGHT), arm(ADMIN, NIGHT, no_exit=True), *BY_RESIDENT),
        quick=True,
        share=23,
    ),
    Member(
        name="rights",
        about="people of different rights, and noises, in a house with one door",
        plan=house(DOOR, siren_ms=2, cancel_window_ms=0),
        levels=(TWO,),
        events=(*BY_HAND, *RIGHTS, *NOISES),
        quick=True,
        share=8,
    ),
    Member(
        name="tampers",
        about="a tamper contact in each area: alarm, latch, and a latch while its own area is armed",
        plan=house(
            zone(1, HOUSE, Kind.TAMPER),
            zone(2, ANNEX, Kind.TAMPER),
            zone(3, ANNEX, Kind.ENTRY_EXIT, TOTAL),
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*BY_HAND, disarm(ADMIN, ANNEX)),
        share=61,
    ),
    Member(
        name="fire",
        about="smoke detectors in each area, one whose wires are cut; silenced by a code and by nothing else",
        plan=house(
            zone(1, HOUSE, Kind.FIRE),
            zone(2, HOUSE, Kind.INSTANT, TOTAL),
            zone(3, ANNEX, Kind.FIRE),
            cancel_window_ms=0,
        ),
        levels=(WIRED, TWO, TWO),
        events=(*BY_HAND, disarm(ADMIN, source=Source.MQTT)),
        share=7,
    ),
    Member(
        name="hold-up",
        about="a hold-up device, its wires, and everything it must not show",
        plan=house(
            zone(1, HOUSE, Kind.HOLD_UP), zone(2, HOUSE, Kind.ENTRY_EXIT, TOTAL), siren_ms=2, cancel_window_ms=0
        ),
        levels=((*WIRED, Level.FAULT), TWO),
        events=BY_HAND,
        share=18,
    ),
    Member(
        name="levels",
        about="every level a door may have, from the panel's very first start",
        plan=house(DOOR, siren_ms=2, cancel_window_ms=0),
        levels=(ALL_LEVELS,),
        events=BY_HAND,
        never_read=True,
        share=24,
    ),
    Member(
        name="wires",
        about="a window and a tamper contact that are opened, covered, cut and lost",
        plan=house(zone(1, HOUSE, Kind.INSTANT, TOTAL), zone(2, ANNEX, Kind.TAMPER), siren_ms=2, cancel_window_ms=0),
        levels=((*WIRED, Level.MASKED, Level.FAULT), WIRED),
        events=BY_HAND,
        share=36,
    ),
    Member(
        name="restarts",
        about="restarts at every instant, with doors that moved meanwhile",
        plan=house(
            DOOR, zone(2, HOUSE, Kind.FOLLOWER, TOTAL), zone(3, ANNEX, Kind.TAMPER), siren_ms=2, cancel_window_ms=0
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL), disarm(ADMIN)),
        boots_over_changes=True,
        share=25,
    ),
    Member(
        name="tags",
        about="tags whose number can be copied need the PIN; tags do not cancel",
        plan=house(zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, PARTIAL), modes=(TOTAL, PARTIAL), annex=(TOTAL, NIGHT)),
        levels=(TWO,),
        events=TAGS,
        share=21,
    ),
    Member(
        name="free tags",
        about="tags alone disarm and cancel, and there is no exit delay",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, PARTIAL),
            zone(2, ANNEX, Kind.FIRE),
            modes=(TOTAL, PARTIAL),
            uid_only_needs_pin=False,
            tag_cancels=True,
            exit_delay_ms=0,
        ),
        levels=(TWO, TWO),
        events=TAGS,
        quick=True,
        share=4,
    ),
    Member(
        name="no delays",
        about="entry without a delay and a cancel window without length",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, delay_ms=0), zone(2, ANNEX, Kind.INSTANT, TOTAL), cancel_window_ms=0
        ),
        levels=(TWO, TWO),
        events=BY_HAND,
        share=1,
    ),
)
