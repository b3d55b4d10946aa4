"""Programmes: they warn before they arm, never weaken, disarm only what is quiet, and come once."""

from msgspec.structs import replace

from panel.core.names import Mode, Role
from panel.core.plan import ZonePlan
from tests.support.script import ANA, FRONT_DOOR, HOME, HOUSE, WINDOW, Story, armed, in_alarm, in_entry

GUEST = replace(ANA, id="guest", role=Role.RESIDENT, arm=(), disarm=())
WARNING = "schedule.arm_warning house mode=night by=evening/schedule"


SLOWLY = "shows sounder=slow_beeps armed"


def announced(story: Story) -> Story:
    return story.falls_due("night", HOUSE, at_utc_ms=1).expects(WARNING, "shows sounder=countdown ready")


def test_it_warns_five_minutes_before_and_then_arms_with_an_exit(story: Story) -> None:
    announced(story).at(300_000).expects("house exit night", "shows sounder=slow_beeps armed", "ok")
    story.at(360_000).said.clear()
    assert (story.state.areas[0].mode, story.state.areas[0].source) == (Mode.NIGHT, "schedule")


def test_whoever_is_still_in_postpones_it_and_whoever_has_no_right_to_arm_does_not(story: Story) -> None:
    announced(story).at(200_000).postpones(600_000, who=GUEST).expects("error no_permission")
    story.postpones(600_000).expects("schedule.arm_postponed house mode=night detail=600000 ms by=ana/keypad", "ok")
    story.postpones(5 * 3_600_000).expects("error invalid")
    story.at(799_999).expects()
    story.at(800_000).said.clear()
    assert story.state.areas[0].phase == "exit"


def test_an_open_window_makes_it_fail_with_its_name_unless_it_may_be_left_out(story: Story) -> None:
    story.opens(WINDOW).said.clear()
    story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    story.at(300_000).expects(
        "schedule.auto_arm_failed house not_ready mode=night zones=4 by=evening/schedule", "shows nothing"
    )

    def forcible(zone: ZonePlan) -> ZonePlan:
        return replace(zone, auto_force=zone.id == WINDOW)

    other = Story(replace(HOME, zones=tuple(map(forcible, HOME.zones))))
    other.opens(WINDOW).said.clear()
    other.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    other.at(300_000).expects(
        "zone.bypassed house #4 auto_force by=evening/schedule",
        "house exit night",
        "shows sounder=slow_beeps armed",
        "ok",
    )


def test_it_never_weakens_what_is_armed_and_never_arms_over_an_alarm(story: Story) -> None:
    armed(story).falls_due("night", HOUSE, at_utc_ms=1).expects()
    other = Story()
    other.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    other.arms("night", HOUSE, no_exit=True).said.clear()
    other.at(300_000).expects("shows armed")


def test_it_disarms_what_is_quiet_and_nothing_else(story: Story) -> None:
    armed(story).falls_due("disarmed", HOUSE, at_utc_ms=1).expects(
        "area.disarmed house mode=total by=evening/schedule", "house idle", "shows ready"
    )
    in_entry(story).falls_due("disarmed", HOUSE, at_utc_ms=2).expects(
        "schedule.auto_disarm_failed house entry mode=disarmed by=evening/schedule"
    )
    other = in_alarm(Story())
    other.at(180_000).said.clear()
    other.falls_due("disarmed", HOUSE, at_utc_ms=2).expects(
        "schedule.auto_disarm_failed house alarm_memory mode=disarmed by=evening/schedule"
    )
    assert FRONT_DOOR == 1


def test_it_comes_once_whatever_the_clock_does(story: Story) -> None:
    armed(story).falls_due("disarmed", HOUSE, at_utc_ms=5).said.clear()
    armed(story).falls_due("disarmed", HOUSE, at_utc_ms=5).expects()
    story.falls_due("disarmed", HOUSE, at_utc_ms=4).expects()
    story.falls_due("disarmed", HOUSE, at_utc_ms=5, programme="morning").said.clear()
    assert story.state.areas[0].mode is Mode.DISARMED


def test_missed_by_more_than_a_quarter_of_an_hour_it_is_only_told(story: Story) -> None:
    armed(story).falls_due("disarmed", HOUSE, at_utc_ms=1, late_ms=900_001).expects(
        "schedule.missed house mode=disarmed detail=900001 ms by=evening/schedule"
    )
    story.falls_due("disarmed", HOUSE, at_utc_ms=2, late_ms=900_000).said.clear()
    assert story.state.areas[0].mode is Mode.DISARMED


def test_whoever_forgot_to_arm_is_reminded(story: Story) -> None:
    story.falls_due("total", HOUSE, at_utc_ms=1, remind=True).expects(
        "schedule.late_to_arm house mode=total by=evening/schedule", "shows sounder=chime ready"
    )
    armed(story.at(1_000).expects("shows ready")).falls_due("total", HOUSE, at_utc_ms=2, remind=True).expects()
