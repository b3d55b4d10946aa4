"""The houses and people of the stories, and what a story's head may change about them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.local_time import TimeZone
from panel.core.names import ARMED_MODES, Action, Condition, Mode, Phase, Profile, Role
from panel.core.plan import AreaPlan, Plan, RelayPlan, ZonePlan
from panel.core.schedule import EVERY_DAY, WEEK, Calendar, Programme
from tests.support.stories.form import StoryError
from zones.kinds import Kind

HOUSE, ANNEX = "house", "annex"
DAY_AND_NIGHT = (Mode.TOTAL, Mode.NIGHT)
_WINTER_MS, _SUMMER_MS = 0, 3_600_000
# Lisbon: the clocks change at 01:00 UTC on 2026-03-29 and on 2026-10-25.
LISBON = TimeZone(_WINTER_MS, ((1_774_746_000_000, _SUMMER_MS), (1_792_890_000_000, _WINTER_MS)))

ZONES = (
    ZonePlan(id=1, name="Front door", area=HOUSE, kind=Kind.ENTRY_EXIT, modes=ARMED_MODES),
    ZonePlan(id=2, name="Back door", area=HOUSE, kind=Kind.ENTRY_EXIT, modes=ARMED_MODES, entry_delay_ms=45_000),
    ZonePlan(id=3, name="Hall", area=HOUSE, kind=Kind.FOLLOWER, modes=(Mode.TOTAL,)),
    ZonePlan(id=4, name="Kitchen window", area=HOUSE, kind=Kind.INSTANT, modes=ARMED_MODES),
    ZonePlan(id=5, name="Living room", area=HOUSE, kind=Kind.INSTANT, modes=DAY_AND_NIGHT),
    ZonePlan(id=6, name="Study", area=HOUSE, kind=Kind.INSTANT, modes=(Mode.TOTAL,)),
    ZonePlan(id=7, name="Safe", area=HOUSE, kind=Kind.INTRUDER_24H),
    ZonePlan(id=8, name="Panel box", area=HOUSE, kind=Kind.TAMPER, bypassable=False),
    ZonePlan(id=9, name="Hold-up button", area=HOUSE, kind=Kind.HOLD_UP),
    ZonePlan(id=10, name="Panic button", area=HOUSE, kind=Kind.PANIC),
    ZonePlan(id=11, name="Bedside cord", area=HOUSE, kind=Kind.MEDICAL),
    ZonePlan(id=12, name="Smoke", area=HOUSE, kind=Kind.FIRE),
    ZonePlan(id=13, name="Boiler gas", area=HOUSE, kind=Kind.GAS),
    ZonePlan(id=14, name="Stove CO", area=HOUSE, kind=Kind.CARBON_MONOXIDE),
    ZonePlan(id=15, name="Cellar water", area=HOUSE, kind=Kind.WATER),
    ZonePlan(id=16, name="Pipes", area=HOUSE, kind=Kind.FREEZE),
    ZonePlan(id=17, name="Attic heat", area=HOUSE, kind=Kind.HEAT),
    ZonePlan(id=18, name="Bathroom", area=HOUSE, kind=Kind.HUMIDITY),
    ZonePlan(id=19, name="Freezer", area=HOUSE, kind=Kind.TECHNICAL),
    ZonePlan(id=20, name="Key by the gate", area=HOUSE, kind=Kind.KEYSWITCH),
    ZonePlan(id=21, name="Garden gate", area=HOUSE, kind=Kind.CHIME_ONLY),
    ZonePlan(id=22, name="Shed door", area=ANNEX, kind=Kind.ENTRY_EXIT, modes=(Mode.TOTAL,)),
    ZonePlan(id=23, name="Shed", area=ANNEX, kind=Kind.INSTANT, modes=(Mode.TOTAL,)),
)
HOUSES = {
    "standard": Plan(
        areas=(
            AreaPlan(id=HOUSE, name="House", modes=ARMED_MODES),
            AreaPlan(id=ANNEX, name="Annex", modes=(Mode.TOTAL,)),
        ),
        zones=ZONES,
    ),
}

BOTH = (HOUSE, ANNEX)
CAST = {
    "Ana": Actor(id="Ana", role=Role.ADMINISTRATOR, arm=BOTH, disarm=BOTH, modes=ARMED_MODES),
    "Rui": Actor(id="Rui", role=Role.RESIDENT, arm=BOTH, disarm=(HOUSE,), modes=ARMED_MODES),
    "the guest": Actor(id="guest", role=Role.RESIDENT),
    "the cleaner": Actor(id="cleaner", role=Role.LIMITED, arm=(HOUSE,), disarm=(HOUSE,), modes=(Mode.TOTAL,)),
    "the installer": Actor(id="installer", role=Role.INSTALLER),
    "the station": Actor(id="station", role=Role.STATION),
    "the home link": Actor(id="home", role=Role.SERVICE, arm=BOTH, modes=ARMED_MODES),
}
GRANTS = {"pictures": Action.REQUEST_IMAGE, "bypassing": Action.BYPASS, "forcing": Action.FORCE}

NO_PROGRAMMES = Calendar()

_UNITS_MS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000}
SPAN = r"\d+ (?:ms|s|min|h|d)"


def span_ms(written: str) -> int:
    """A length of time: 30 s, 5 min, 2 h."""
    number, unit = written.split(" ")
    return int(number) * _UNITS_MS[unit]


@dataclass(frozen=True)
class Setting:
    """A house with what its story changes, and the programmes that run in it."""

    plan: Plan
    calendar: Calendar = NO_PROGRAMMES


Change = Callable[[Setting, re.Match[str]], Setting]


def setting(house: str, changes: tuple[str, ...]) -> Setting:
    """The house of a story. StoryError: nobody knows it, or what is to be changed about it."""
    if house not in HOUSES:
        raise StoryError(f"no house {house!r}; there is {', '.join(HOUSES)}")
    found = Setting(HOUSES[house])
    for change in (one.strip() for line in changes for one in line.split(";")):
        found = _changed(found, change)
    return found


def _changed(before: Setting, written: str) -> Setting:
    for pattern, change in CHANGES:
        if found := re.fullmatch(pattern, written):
            return change(before, found)
    raise StoryError(f"nobody knows how to change {written!r}; the patterns are in tests/support/stories/houses.py")


def _planned(before: Setting, **changes: object) -> Setting:
    return replace_plan(before, replace(before.plan, **changes))


def replace_plan(before: Setting, plan: Plan) -> Setting:
    """The same with another plan."""
    return Setting(plan, before.calendar)


def zone_named(plan: Plan, name: str) -> ZonePlan:
    """A zone by its name. StoryError: there is none."""
    for zone in plan.zones:
        if zone.name == name:
            return zone
    raise StoryError(f"no zone {name!r} here; there is {', '.join(zone.name for zone in plan.zones)}")


def _zoned(before: Setting, name: str, **changes: object) -> Setting:
    number = zone_named(before.plan, name).id
    zones = tuple(replace(zone, **changes) if zone.id == number else zone for zone in before.plan.zones)
    return _planned(before, zones=zones)


def _delay(before: Setting, found: re.Match[str]) -> Setting:
    return _planned(before, **{f"{found[1].replace(' ', '_')}_ms": span_ms(found[2])})


def _override(before: Setting, found: re.Match[str]) -> Setting:
    table = dict(before.plan.overrides) | {Condition(found[1]): tuple(Role(role) for role in found[2].split(" or "))}
    return _planned(before, overrides=tuple(table.items()))


def _relay(before: Setting, found: re.Match[str]) -> Setting:
    mode = (Mode(found[2]),) if found[2] in Mode._value2member_map_ else ()
    phase = (Phase(found[2]),) if not mode and found[2] in Phase._value2member_map_ else ()
    kind = () if mode or phase else (Kind(found[2]),)
    relay = RelayPlan(name=found[1], modes=mode, phases=phase, alarms=kind)
    return _planned(before, relays=(*before.plan.relays, relay))


def _without(before: Setting, found: re.Match[str]) -> Setting:
    number = zone_named(before.plan, found[1]).id
    return _planned(before, zones=tuple(zone for zone in before.plan.zones if zone.id != number))


def _programme(before: Setting, found: re.Match[str]) -> Setting:
    hours, minutes = found[4].split(":")
    programme = Programme(
        id=found[1],
        name=found[1],
        areas=(found[3],),
        mode=Mode.DISARMED if found[2] == "disarms" else Mode(found[2].split(" ")[-2]),
        days=WEEK[:5] if found[5] else EVERY_DAY,
        at_min=int(hours) * 60 + int(minutes),
        remind=found[2].startswith("reminds"),
    )
    calendar = replace(before.calendar, programmes=(*before.calendar.programmes, programme), auto_disarm=True)
    return Setting(before.plan, calendar)


CHANGES: tuple[tuple[str, Change], ...] = (
    (r"profile (\w+)", lambda b, f: _planned(b, profile=Profile(f[1]))),
    (rf"(exit delay|siren delay|siren|recent close|cancel window|hold|chime) ({SPAN})", _delay),
    (r"exit restart off", lambda b, f: _planned(b, exit_restart=False)),
    (r"silent exit", lambda b, f: _planned(b, silent_exit=True)),
    (r"final set", lambda b, f: _planned(b, final_set=True)),
    (r"stay", lambda b, f: _planned(b, stay=True)),
    (r"siren limit (\d+)", lambda b, f: _planned(b, siren_limit=int(f[1]))),
    (r"cameras look at any time", lambda b, f: _planned(b, camera_privacy=False)),
    (r"tags cancel", lambda b, f: _planned(b, tag_cancels=True)),
    (r"paths (.+)", lambda b, f: _planned(b, paths=tuple(f[1].split(" and ")))),
    (r"(\w+) is overridden by (.+)", _override),
    (r"relay (\w+) for (\w+)", _relay),
    (r"without (.+)", _without),
    (r"(.+) chimes", lambda b, f: _zoned(b, f[1], chime=True)),
    (r"(.+) stands in group (\w+)", lambda b, f: _zoned(b, f[1], cross_group=f[2])),
    (r"(.+) leads through (.+)", lambda b, f: _zoned(b, f[1], entry_areas=tuple(f[2].split(" and ")))),
    (rf"(.+) warms up for ({SPAN})", lambda b, f: _zoned(b, f[1], warm_up_ms=span_ms(f[2]))),
    (rf"(.+) is supervised for ({SPAN})", lambda b, f: _zoned(b, f[1], supervision_ms=span_ms(f[2]))),
    (r"(.+) is muted after (\d) alarms", lambda b, f: _zoned(b, f[1], swinger_limit=int(f[2]))),
    (r"(.+) may be left out by programmes", lambda b, f: _zoned(b, f[1], auto_force=True)),
    (
        r"(\w+) (disarms|arms \w+ in|reminds of \w+ in) (\w+) at (\d\d:\d\d)( on weekdays)?",
        _programme,
    ),
)
