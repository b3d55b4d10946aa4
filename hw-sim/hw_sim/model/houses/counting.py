"""Houses in which zones are left out, counted, muted, missed, or sound as what they are."""

from msgspec.structs import replace

from hw_sim.model.family import ADMIN, ANNEX, DOOR, HOUSE, RESIDENT, TOTAL, TWO, WIRED, Member, arm, disarm, house, zone
from hw_sim.model.houses.acts import AT_ONCE, HELPER, IN_AND_OUT, bypass, window
from panel.core.events import ChimeSet, HelpCalled
from panel.core.names import Bypass, Help, Phase, Source
from panel.core.plan import RelayPlan
from zones.kinds import Kind

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
        about="a key that arms and disarms, unless it is left out, its wires, and a window",
        plan=house(zone(1, HOUSE, Kind.KEYSWITCH), window(2), siren_ms=2, cancel_window_ms=0),
        levels=(WIRED, TWO),
        events=(disarm(ADMIN), bypass(ADMIN, 1, Bypass.ISOLATED), bypass(ADMIN, 1, Bypass.NONE)),
        boots_over_changes=True,
        share=1,
    ),
)
