"""The configuration as the core sees it."""

from panel.config import parse, to_plan
from panel.core.names import Condition, Mode, Phase, Profile, Role, Trouble
from panel.core.plan import EVERYBODY, AreaPlan, Plan, RelayPlan, ZonePlan
from tests.panel.config.house import HOUSE, changed
from zones.kinds import Kind

EVERYTHING = """
[timings]
exit_delay_s = 10
entry_delay_a_s = 20
entry_delay_b_s = 40
siren_s = 90
cancel_window_s = 0
siren_delay_s = 1
confirm_min = 2
cross_s = 30
recent_close_s = 4
abort_s = 15
countdown_s = 6
[arming]
profile = "en"
exit_restart = false
silent_exit = true
final_set = true
stay = true
[overrides]
masked = []
fault = ["administrator"]
mains = ["resident"]
battery = ["limited"]
paths = ["installer"]
siren = ["administrator", "resident"]
[tags]
uid_only_needs_pin = false
tag_cancels = true
[mqtt]
host = "localhost"
[[output]]
name = "light"
pin = 16
role = "relay"
on_modes = ["disarmed"]
on_phases = ["alarm"]
on_alarms = ["water"]
on_troubles = ["mains"]
areas = ["house"]
"""


EXPECTED = Plan(
    areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL, Mode.NIGHT)),),
    zones=(
        ZonePlan(
            id=1,
            name="Door",
            area="house",
            kind=Kind.ENTRY_EXIT,
            modes=(Mode.TOTAL, Mode.NIGHT),
            entry_delay_ms=40_000,
            entry_areas=("house",),
            bypassable=False,
            chime=True,
            cross_group="way-in",
            swinger_limit=9,
            supervision_ms=7_200_000,
        ),
        ZonePlan(
            id=2,
            name="Hall",
            area="house",
            kind=Kind.FOLLOWER,
            modes=(Mode.TOTAL,),
            entry_delay_ms=20_000,
            cross_group="way-in",
            warm_up_ms=60_000,
            auto_force=True,
        ),
        ZonePlan(
            id=3,
            name="Smoke",
            area="house",
            kind=Kind.KEYSWITCH,
            entry_delay_ms=20_000,
            switch_areas=("house",),
            switch_mode=Mode.NIGHT,
        ),
    ),
    relays=(
        RelayPlan(
            name="light",
            areas=("house",),
            modes=(Mode.DISARMED,),
            phases=(Phase.ALARM,),
            alarms=(Kind.WATER,),
            troubles=(Trouble.MAINS,),
        ),
    ),
    paths=("mqtt",),
    overrides=(
        (Condition.MASKED, ()),
        (Condition.FAULT, (Role.ADMINISTRATOR,)),
        (Condition.MAINS, (Role.RESIDENT,)),
        (Condition.BATTERY, (Role.LIMITED,)),
        (Condition.PATHS, (Role.INSTALLER,)),
        (Condition.SIREN, (Role.ADMINISTRATOR, Role.RESIDENT)),
    ),
    profile=Profile.EN,
    exit_delay_ms=10_000,
    exit_restart=False,
    silent_exit=True,
    final_set=True,
    stay=True,
    siren_ms=90_000,
    siren_delay_ms=1_000,
    cancel_window_ms=0,
    hold_ms=30_000,
    recent_close_ms=4_000,
    confirm_ms=120_000,
    cross_ms=30_000,
    countdown_ms=6_000,
    uid_only_needs_pin=False,
    tag_cancels=True,
)


def test_every_key_reaches_the_core_in_milliseconds() -> None:
    text = changed(
        (
            'kind = "entry_exit"',
            (
                'kind = "entry_exit"\nentry_delay = "B"\nentry_areas = ["house"]\nbypassable = false\nchime = true\n'
                'cross_group = "way-in"\nswinger_limit = 9\nsupervision_h = 2'
            ),
        ),
        ('kind = "follower"', 'kind = "follower"\ncross_group = "way-in"\nwarm_up_s = 60\nauto_force = true'),
        ('kind = "fire"', 'kind = "keyswitch"\nswitch_areas = ["house"]\nswitch_mode = "night"'),
    )
    assert to_plan(parse(text + EVERYTHING, "x")) == EXPECTED


def test_the_defaults_of_the_file_are_those_of_the_core() -> None:
    plan = to_plan(parse(HOUSE, "x"))
    assert plan == Plan(areas=plan.areas, zones=plan.zones)
    bare = [ZonePlan(id=zone.id, name=zone.name, area="house", kind=zone.kind, modes=zone.modes) for zone in plan.zones]
    assert list(plan.zones) == bare
    assert dict(plan.overrides) == dict.fromkeys(Condition, EVERYBODY)


def test_cp01_holds_reports_for_the_abort_window_and_stays_and_mutes_sooner() -> None:
    plan = to_plan(parse(HOUSE + '\n[arming]\nprofile = "cp01"\n[timings]\nabort_s = 20\n', "x"))
    assert (plan.profile, plan.hold_ms, plan.stay) == (Profile.CP01, 20_000, True)
    assert {zone.swinger_limit for zone in plan.zones} == {2}


def test_without_a_broker_no_path_can_be_in_the_way() -> None:
    assert to_plan(parse(HOUSE, "x")).paths == ()
