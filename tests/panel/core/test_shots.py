"""Which report makes which camera look: every kind of report, one line each."""

import pytest
from msgspec.structs import replace

from panel.core.names import Mode, ReportKind
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.reports import Report
from panel.core.shots import Shot, held_shots, is_private, shots
from panel.core.state import initial
from tests.support.script import Story, armed, in_alarm
from zones.kinds import Kind

HALL, SALON, YARD = "hall", "salon", "yard"
PLAN = Plan(
    areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),),
    zones=(
        ZonePlan(id=1, name="Door", area="house", kind=Kind.ENTRY_EXIT, modes=(Mode.TOTAL,), cameras=(HALL,)),
        ZonePlan(id=2, name="Window", area="house", kind=Kind.INSTANT, modes=(Mode.TOTAL,), cameras=(SALON, YARD)),
        ZonePlan(id=3, name="Attic", area="house", kind=Kind.INSTANT, modes=(Mode.TOTAL,)),
    ),
    cameras=(HALL, SALON, YARD),
)

# What each kind shoots when it is told of zone 2, whose cameras are salon and yard; or of no zone, where it has none.
OF_THE_ZONE = (SALON, YARD)
TABLE: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.PENDING: OF_THE_ZONE,
    ReportKind.INTRUSION: OF_THE_ZONE,
    ReportKind.UNVERIFIED: OF_THE_ZONE,
    ReportKind.CONFIRMED: OF_THE_ZONE,
    ReportKind.TAMPER: OF_THE_ZONE,
    ReportKind.HOLD_UP: OF_THE_ZONE,
    ReportKind.PANIC: OF_THE_ZONE,
    ReportKind.SOS: OF_THE_ZONE,
    ReportKind.MEDICAL: OF_THE_ZONE,
    ReportKind.FIRE: OF_THE_ZONE,
    ReportKind.GAS: OF_THE_ZONE,
    ReportKind.CARBON_MONOXIDE: OF_THE_ZONE,
    ReportKind.WATER: OF_THE_ZONE,
    ReportKind.FREEZE: OF_THE_ZONE,
    ReportKind.HEAT: OF_THE_ZONE,
    ReportKind.HUMIDITY: OF_THE_ZONE,
    ReportKind.TECHNICAL: OF_THE_ZONE,
    ReportKind.ZONE_FAULT: OF_THE_ZONE,
    ReportKind.DURESS: (HALL, SALON, YARD),
    ReportKind.WATCHED_TAG: (HALL,),
    ReportKind.DISABLED_TAG: (HALL,),
    ReportKind.UNKNOWN_TAG: (HALL,),
}


@pytest.mark.parametrize("kind", ReportKind)
def test_each_kind_of_report_has_its_cameras_or_none(kind: ReportKind) -> None:
    report = Report(kind=kind, at_ms=5, zone=2)
    expected = (Shot(report, TABLE[kind], waits=kind is ReportKind.PENDING),) if kind in TABLE else ()
    assert shots(PLAN, (report,)) == expected


@pytest.mark.parametrize("kind", ReportKind)
def test_what_is_only_tried_out_is_not_looked_at(kind: ReportKind) -> None:
    assert shots(PLAN, (Report(kind=kind, at_ms=5, zone=2, trial=True),)) == ()


def test_a_zone_that_no_camera_sees_and_a_call_without_a_zone_make_none_look() -> None:
    intrusion, panic = ReportKind.INTRUSION, ReportKind.PANIC
    assert shots(PLAN, (Report(kind=intrusion, at_ms=5, zone=3), Report(kind=panic, at_ms=5))) == ()


def test_where_no_camera_sees_a_door_all_look_for_who_holds_a_strange_tag() -> None:
    blind = replace(PLAN, zones=PLAN.zones[1:])
    tag = Report(kind=ReportKind.UNKNOWN_TAG, at_ms=5)
    assert shots(blind, (tag,))[0].cameras == (HALL, SALON, YARD)


def test_a_house_without_cameras_shoots_nothing() -> None:
    none = replace(PLAN, cameras=(), zones=tuple(replace(zone, cameras=()) for zone in PLAN.zones))
    assert shots(none, tuple(Report(kind=kind, at_ms=5, zone=2) for kind in ReportKind)) == ()


def test_somebody_coming_in_is_looked_at_and_not_yet_shown() -> None:
    (coming,) = shots(PLAN, (Report(kind=ReportKind.PENDING, at_ms=5, zone=2),))
    (alarm,) = shots(PLAN, (Report(kind=ReportKind.INTRUSION, at_ms=5, zone=2),))
    assert (coming.waits, alarm.waits) == (True, False)


def test_what_a_profile_holds_back_is_looked_at_when_it_happens() -> None:
    held = Report(kind=ReportKind.INTRUSION, at_ms=5, zone=2)
    area = initial(PLAN).areas[0]
    waiting = replace(area, held=(held,), hold_until_ms=9)
    assert held_shots(PLAN, (area,), (waiting,)) == (Shot(held, OF_THE_ZONE, waits=True),)
    assert held_shots(PLAN, (waiting,), (waiting,)) == ()
    assert held_shots(PLAN, (waiting,), (area,)) == ()


def test_two_alarms_of_one_step_are_two_shots_in_their_order() -> None:
    first = Report(kind=ReportKind.INTRUSION, at_ms=5, zone=2)
    then = Report(kind=ReportKind.CONFIRMED, at_ms=5, zone=1)
    assert [shot.report for shot in shots(PLAN, (first, then))] == [first, then]


def test_at_home_with_nothing_going_on_is_private(story: Story) -> None:
    assert is_private(story.plan, initial(story.plan).areas)
    assert not is_private(replace(story.plan, camera_privacy=False), initial(story.plan).areas)
    assert not is_private(story.plan, armed(story).state.areas)


def test_after_an_alarm_it_is_not(story: Story) -> None:
    in_alarm(story).disarms().said.clear()
    assert not is_private(story.plan, story.state.areas)
