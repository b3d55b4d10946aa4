"""The rest of the family: a small house for each further thing that the panel can be told to do."""

from msgspec.structs import replace

from hw_sim.model.family import (
    ADMIN,
    ANNEX,
    DOOR,
    FIRST,
    HOUSE,
    NIGHT,
    PARTIAL,
    RESIDENT,
    TOTAL,
    TWO,
    WIRED,
    Member,
    arm,
    disarm,
    house,
    zone,
)
from panel.core.events import (
    Actor,
    BypassRequested,
    ChimeSet,
    ConsentRequested,
    Event,
    HelpCalled,
    PeopleChanged,
    PostponeRequested,
    RequestEnded,
    RequestMade,
    ScheduleDue,
    TagPresented,
    TrialRequested,
    TroubleCleared,
    TroubleRaised,
    WrongCode,
)
from panel.core.names import (
    Action,
    Bypass,
    Condition,
    Help,
    Mode,
    PeopleChange,
    Phase,
    Profile,
    Reason,
    ReportKind,
    RequestKind,
    Role,
    Source,
    Status,
    TagStanding,
    Trial,
    Trouble,
)
from panel.core.plan import RelayPlan, ZonePlan
from zones.kinds import Kind

IN_AND_OUT: tuple[Event, ...] = (arm(ADMIN, TOTAL, HOUSE), disarm(ADMIN))
AT_ONCE: tuple[Event, ...] = (arm(ADMIN, TOTAL, HOUSE, no_exit=True), disarm(ADMIN))
INSTALLER = Actor(id="installer", role=Role.INSTALLER)
HELPER = replace(RESIDENT, id="helper", granted=(Action.BYPASS, Action.FORCE, Action.REQUEST_IMAGE))
UNDER_DURESS: tuple[Event, ...] = (
    replace(disarm(ADMIN), duress=True),
    replace(arm(ADMIN, TOTAL, HOUSE, no_exit=True), duress=True),
)


def window(number: int, area: str = HOUSE, **differing: object) -> ZonePlan:
    """An instant zone."""
    return replace(zone(number, area, Kind.INSTANT, TOTAL), **differing)


def bypass(who: Actor, number: int, how: Bypass) -> BypassRequested:
    """Somebody leaves a zone out, or takes it in again."""
    return BypassRequested(actor=who, source=Source.KEYPAD, zone=number, bypass=how, request="bypass")


def trial(who: Actor, what: Trial | None, *named: ReportKind) -> TrialRequested:
    """Somebody begins or ends a test."""
    return TrialRequested(actor=who, source=Source.KEYPAD, trial=what, named=named, request="trial")


def due(mode: Mode, at_ms: int, late_ms: int = 0, remind: bool = False) -> ScheduleDue:
    """A programme of the house; its instant on the wall clock is its name."""
    name = "reminder" if remind else f"to {mode}"
    return ScheduleDue(programme=name, due_utc_ms=at_ms, areas=(HOUSE,), mode=mode, late_ms=late_ms, remind=remind)


def asks(kind: RequestKind, name: str, who: Actor = ADMIN, source: Source = Source.WEB) -> RequestMade:
    """Somebody far away asks for something that takes a while."""
    return RequestMade(actor=who, source=source, kind=kind, id=name, for_ms=3)


LEAVING: tuple[Member, ...] = (
    Member(
        name="leaving",
        about="two doors of the way out, an exit that restarts once and ends soon after the last door",
        plan=house(
            DOOR,
            zone(2, HOUSE, Kind.ENTRY_EXIT, TOTAL),
            exit_delay_ms=4,
            final_set=True,
            final_set_ms=2,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*IN_AND_OUT, replace(arm(ADMIN, TOTAL, HOUSE), silent=True)),
        quick=True,
        share=2,
    ),
    Member(
        name="staying",
        about="total by keypad becomes partial when nobody leaves; by message it does not",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, PARTIAL),
            window(2),
            modes=(TOTAL, PARTIAL),
            stay=True,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*IN_AND_OUT, replace(arm(ADMIN, TOTAL, HOUSE), source=Source.MQTT)),
        share=2,
    ),
    Member(
        name="followed",
        about="an entry in the house that leads through the annex, whose detector waits for it",
        plan=house(
            replace(DOOR, entry_areas=(HOUSE, ANNEX)),
            zone(2, ANNEX, Kind.ENTRY_EXIT, TOTAL),
            zone(3, ANNEX, Kind.FOLLOWER, TOTAL),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL, no_exit=True), disarm(ADMIN), disarm(ADMIN, HOUSE)),
        share=13,
    ),
)

TELLING: tuple[Member, ...] = (
    Member(
        name="held by en",
        about="once an entry runs, burglary waits for the sounder and the entry; tampers do not",
        plan=house(
            replace(DOOR, swinger_limit=1, modes=(TOTAL, NIGHT)),
            window(2, swinger_limit=1, modes=(TOTAL, NIGHT)),
            zone(3, HOUSE, Kind.TAMPER),
            modes=(TOTAL, NIGHT),
            profile=Profile.EN,
            hold_ms=3,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, arm(ADMIN, NIGHT, HOUSE)),
        share=58,
    ),
    Member(
        name="held by cp01",
        about="every burglary waits for its abort window, also one without an entry",
        plan=house(
            replace(DOOR, swinger_limit=1),
            window(2, swinger_limit=1),
            profile=Profile.CP01,
            siren_ms=3,
            cancel_window_ms=3,
        ),
        levels=(TWO, TWO),
        events=(*AT_ONCE, disarm(ADMIN, source=Source.MQTT), *UNDER_DURESS),
        quick=True,
        share=7,
    ),
    Member(
        name="confirmed",
        about="two windows and a way in: a second zone confirms, the way in after an entry does not",
        plan=house(DOOR, window(2), window(3), confirm_ms=4, siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO, TWO),
        events=AT_ONCE,
        share=9,
    ),
    Member(
        name="crossed",
        about="two detectors of a cross group and a door beside them",
        plan=house(
            window(1, cross_group="hall"),
            window(2, cross_group="hall"),
            replace(DOOR, id=3),
            cross_ms=3,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT),
        share=11,
    ),
    Member(
        name="crossed followers",
        about="a cross group of a follower, a window and a safe, in both areas",
        plan=house(
            DOOR,
            replace(zone(2, HOUSE, Kind.FOLLOWER, TOTAL), cross_group="hall"),
            replace(zone(3, ANNEX, Kind.INTRUDER_24H), cross_group="hall"),
            cross_ms=2,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL, no_exit=True), disarm(ADMIN)),
        share=21,
    ),
    Member(
        name="just armed",
        about="an alarm shortly after arming says so; an outside siren that comes later",
        plan=house(window(1), window(2), recent_close_ms=2, siren_delay_ms=2, siren_ms=3, cancel_window_ms=0),
        levels=(TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT),
        quick=True,
        share=1,
    ),
    Member(
        name="duress",
        about="a code under threat, in every phase, with fire and tamper about",
        plan=house(DOOR, zone(2, HOUSE, Kind.TAMPER), zone(3, ANNEX, Kind.FIRE), siren_ms=2, cancel_window_ms=3),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, *UNDER_DURESS),
        share=6,
    ),
)

COUNTING: tuple[Member, ...] = (
    Member(
        name="swinger",
        about="a window and a tamper contact that chatter: muted after two, their sirens counted",
        plan=house(
            window(1, swinger_limit=2),
            replace(zone(2, ANNEX, Kind.TAMPER), swinger_limit=2),
            siren_limit=1,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*AT_ONCE, disarm(ADMIN, ANNEX)),
        share=31,
    ),
    Member(
        name="left out",
        about="zones left out by people of different rights, once and for good; what never sleeps, too",
        plan=house(
            window(1),
            zone(2, HOUSE, Kind.FIRE),
            replace(zone(3, HOUSE, Kind.HOLD_UP), bypassable=True),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(
            *AT_ONCE,
            bypass(ADMIN, 1, Bypass.ONCE),
            bypass(HELPER, 1, Bypass.ISOLATED),
            bypass(HELPER, 1, Bypass.NONE),
            bypass(ADMIN, 1, Bypass.ISOLATED),
            bypass(ADMIN, 2, Bypass.ONCE),
            bypass(ADMIN, 2, Bypass.NONE),
            bypass(ADMIN, 3, Bypass.ONCE),
            bypass(RESIDENT, 2, Bypass.ONCE),
            bypass(ADMIN, 9, Bypass.ONCE),
        ),
        share=13,
    ),
    Member(
        name="warming up",
        about="a motion detector that is blind after a power loss, beside a window that never is",
        plan=house(window(1, warm_up_ms=2), window(2), siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT),
        boots_over_changes=True,
        quick=True,
        share=2,
    ),
    Member(
        name="silence",
        about="a detector that should move now and then, and a door with a chime",
        plan=house(
            window(1, supervision_ms=3),
            replace(DOOR, id=2, chime=True),
            zone(3, ANNEX, Kind.CHIME_ONLY),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, ChimeSet(False), ChimeSet(True)),
        share=11,
    ),
    Member(
        name="safe",
        about="a 24-hour intruder zone beside a door, and a relay that follows what goes on",
        plan=replace(
            house(zone(1, HOUSE, Kind.INTRUDER_24H), replace(DOOR, id=2), siren_ms=2, cancel_window_ms=3),
            relays=(RelayPlan(name="light", phases=(Phase.ALARM,), alarms=(Kind.INTRUDER_24H,)),),
        ),
        levels=(TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT[:1]),
        share=5,
    ),
    Member(
        name="helping",
        about="panic, gas and water, and calls for help by keys",
        plan=house(
            zone(1, HOUSE, Kind.PANIC),
            zone(2, HOUSE, Kind.GAS),
            zone(3, ANNEX, Kind.WATER),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(
            arm(ADMIN, TOTAL, ANNEX, no_exit=True),
            disarm(ADMIN),
            HelpCalled(help=Help.SOS, source=Source.WEB),
            HelpCalled(help=Help.FIRE, source=Source.KEYPAD),
        ),
        share=2,
    ),
    Member(
        name="helping too",
        about="carbon monoxide, a patient and a machine",
        plan=house(
            zone(1, HOUSE, Kind.CARBON_MONOXIDE),
            zone(2, HOUSE, Kind.MEDICAL),
            zone(3, ANNEX, Kind.TECHNICAL),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(
            disarm(ADMIN),
            HelpCalled(help=Help.MEDICAL, source=Source.KEYPAD),
            HelpCalled(help=Help.PANIC, source=Source.KEYPAD),
        ),
        share=1,
    ),
    Member(
        name="helping in every phase",
        about="a panic button and water in a house with a door",
        plan=house(DOOR, zone(2, HOUSE, Kind.PANIC), zone(3, HOUSE, Kind.WATER), siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO, TWO),
        events=IN_AND_OUT,
        share=5,
    ),
    Member(
        name="a patient in every phase",
        about="a pendant and a garden gate that only chimes, in a house with a door",
        plan=house(DOOR, zone(2, HOUSE, Kind.MEDICAL), zone(3, HOUSE, Kind.CHIME_ONLY), siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO, TWO),
        events=IN_AND_OUT,
        share=3,
    ),
    Member(
        name="building",
        about="cold, heat and damp: for those at home and the station, never for the street",
        plan=house(
            zone(1, HOUSE, Kind.FREEZE),
            zone(2, HOUSE, Kind.HEAT),
            zone(3, ANNEX, Kind.HUMIDITY),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(disarm(ADMIN), *AT_ONCE[:1]),
        share=1,
    ),
    Member(
        name="keyswitch",
        about="a key that arms and disarms, its wires, and a window",
        plan=house(zone(1, HOUSE, Kind.KEYSWITCH), window(2), siren_ms=2, cancel_window_ms=0),
        levels=(WIRED, TWO),
        events=(disarm(ADMIN),),
        boots_over_changes=True,
        share=1,
    ),
)

DESK: tuple[Member, ...] = (
    Member(
        name="codes",
        about="wrong codes by keypad and page, and a tag that needs no more than its PIN",
        plan=house(DOOR, siren_ms=2, cancel_window_ms=0, wrong_codes_ms=1, day_ms=3),
        levels=((TWO[0],),),
        events=(*AT_ONCE, WrongCode(Source.KEYPAD), TagPresented(actor=ADMIN), UNDER_DURESS[0]),
        share=5,
    ),
    Member(
        name="links",
        about="wrong codes by page and home link beside each other, and tags that were lost",
        plan=house(window(1), wrong_codes=2, locks_ms=(2,), wrong_codes_day=2, day_ms=3, cancel_window_ms=0),
        levels=((TWO[0],),),
        events=(
            WrongCode(Source.WEB),
            WrongCode(Source.HOME),
            TagPresented(actor=ADMIN, standing=TagStanding.DISABLED, reader="hall"),
            TagPresented(actor=ADMIN, uid_only=False, standing=TagStanding.WATCHED, reader="hall"),
        ),
        quick=True,
        share=13,
    ),
    Member(
        name="forced",
        about="arming over an open window, a tamper and lost mains: refused, offered, forced",
        plan=replace(
            house(window(1), zone(2, HOUSE, Kind.TAMPER), siren_ms=2, cancel_window_ms=0),
            overrides=((Condition.MAINS, (Role.ADMINISTRATOR,)),),
        ),
        levels=(TWO, TWO),
        events=(
            replace(arm(ADMIN, TOTAL, HOUSE, no_exit=True), offer="a"),
            replace(arm(ADMIN, TOTAL, HOUSE, no_exit=True), force="a"),
            replace(arm(HELPER, TOTAL, HOUSE, no_exit=True), offer="b"),
            replace(arm(HELPER, TOTAL, HOUSE, no_exit=True), force="a"),
            disarm(ADMIN),
            TroubleRaised(Trouble.MAINS, ""),
            TroubleCleared(Trouble.MAINS, ""),
        ),
        share=4,
    ),
    Member(
        name="tests",
        about="walk test, station test and service, begun by people of different rights",
        plan=house(window(1), zone(2, HOUSE, Kind.TAMPER), zone(3, HOUSE, Kind.FIRE), siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO, TWO),
        events=(
            *AT_ONCE,
            trial(ADMIN, Trial.WALK),
            trial(ADMIN, Trial.STATION, ReportKind.FIRE),
            trial(INSTALLER, Trial.SERVICE),
            trial(ADMIN, None),
            ConsentRequested(actor=ADMIN, source=Source.KEYPAD, for_ms=0, request="consent"),
            ConsentRequested(actor=RESIDENT, source=Source.KEYPAD, for_ms=2, request="consent"),
        ),
        share=15,
    ),
    Member(
        name="let in",
        about="an installer by the administrator's consent, in service, isolating a window",
        plan=house(window(1), zone(2, ANNEX, Kind.TAMPER), siren_ms=2, cancel_window_ms=0),
        levels=((TWO[0],), TWO),
        events=(
            ConsentRequested(actor=ADMIN, source=Source.KEYPAD, for_ms=2, request="consent"),
            ConsentRequested(actor=ADMIN, source=Source.KEYPAD, for_ms=0, request="consent"),
            trial(INSTALLER, Trial.SERVICE),
            bypass(INSTALLER, 1, Bypass.ISOLATED),
            bypass(INSTALLER, 1, Bypass.NONE),
            PeopleChanged(change=PeopleChange.CODE, actor="administrator", source=Source.WEB),
        ),
        share=1,
    ),
    Member(
        name="asked from afar",
        about="pictures, tests and armings asked for from afar, one at a time",
        plan=house(window(1), siren_ms=2, cancel_window_ms=0),
        levels=(TWO,),
        events=(
            *AT_ONCE,
            asks(RequestKind.IMAGE, "p1"),
            asks(RequestKind.TEST, "t1"),
            asks(RequestKind.IMAGE, "p2", HELPER, Source.MQTT),
            RequestEnded(id="p1", status=Status.OK),
            RequestEnded(id="t1", status=Status.ERROR, reason=Reason.NO_ANSWER),
            replace(arm(ADMIN, TOTAL, HOUSE), source=Source.WEB, request="far"),
            disarm(ADMIN, source=Source.WEB),
        ),
        quick=True,
        share=1,
    ),
    Member(
        name="programmes",
        about="programmes that arm after a warning, disarm with care and remind; a window in their way",
        plan=house(
            replace(window(1), modes=(TOTAL, NIGHT), auto_force=True),
            window(2),
            modes=(TOTAL, NIGHT),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(
            *IN_AND_OUT,
            due(TOTAL, 1),
            due(NIGHT, 2),
            due(Mode.DISARMED, 2),
            due(TOTAL, 3, late_ms=900_001),
            due(TOTAL, 3, remind=True),
            PostponeRequested(actor=RESIDENT, source=Source.KEYPAD, for_ms=2, request="later"),
            PostponeRequested(actor=INSTALLER, source=Source.KEYPAD, for_ms=2, request="later"),
        ),
        share=18,
    ),
)

FAMILY: tuple[Member, ...] = (*FIRST, *LEAVING, *TELLING, *COUNTING, *DESK)
