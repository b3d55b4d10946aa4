"""The configuration as the core sees it."""

from panel.config import parse, to_plan
from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan, ZonePlan
from tests.panel.config.house import changed
from zones.kinds import Kind

TIMINGS = """
[timings]
exit_delay_s = 10
entry_delay_a_s = 20
entry_delay_b_s = 40
siren_s = 90
cancel_window_s = 0
[tags]
uid_only_needs_pin = false
tag_cancels = true
"""


def test_seconds_become_milliseconds_and_each_zone_has_its_own_delay() -> None:
    text = changed(('kind = "entry_exit"', 'kind = "entry_exit"\nentry_delay = "B"')) + TIMINGS
    assert to_plan(parse(text, "x")) == Plan(
        areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL, Mode.NIGHT)),),
        zones=(
            ZonePlan(
                id=1,
                name="Door",
                area="house",
                kind=Kind.ENTRY_EXIT,
                modes=(Mode.TOTAL, Mode.NIGHT),
                entry_delay_ms=40_000,
                swinger_limit=0,
            ),
            ZonePlan(
                id=2,
                name="Hall",
                area="house",
                kind=Kind.FOLLOWER,
                modes=(Mode.TOTAL,),
                entry_delay_ms=20_000,
                swinger_limit=0,
            ),
            ZonePlan(
                id=3, name="Smoke", area="house", kind=Kind.FIRE, modes=(), entry_delay_ms=20_000, swinger_limit=0
            ),
        ),
        exit_delay_ms=10_000,
        siren_ms=90_000,
        cancel_window_ms=0,
        confirm_ms=0,
        exit_restart=False,
        uid_only_needs_pin=False,
        tag_cancels=True,
    )


def test_the_defaults_of_the_file_are_those_of_the_core() -> None:
    plan = to_plan(parse(changed(), "x"))
    # What an installer cannot say yet, and would change which alarms there are, is off.
    assert plan == Plan(areas=plan.areas, zones=plan.zones, confirm_ms=0, exit_restart=False)
    assert {zone.swinger_limit for zone in plan.zones} == {0}
