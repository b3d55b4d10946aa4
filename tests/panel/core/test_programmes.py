"""Programmes: they warn before they arm, never weaken, disarm only what is quiet, and come once."""

from msgspec.structs import replace

from panel.core.events import PeopleChanged
from panel.core.names import Bypass, Mode, PeopleChange, Role, Source, Trouble
from panel.core.plan import ZonePlan
from tests.support.script import ANA, ANNEX, FRONT_DOOR, HOME, HOUSE, WINDOW, Story, armed, in_alarm, in_entry

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
    left_out = other.state.zones[WINDOW - 1]
    assert (left_out.bypass, other.state.zones[0].bypass) == (Bypass.ONCE, Bypass.NONE)


def test_what_is_wrong_with_the_panel_itself_makes_it_fail_and_is_named(story: Story) -> None:
    story.breaks(Trouble.MAINS).said.clear()
    story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    story.at(300_000).expects(
        "schedule.auto_arm_failed house not_ready mode=night conditions=mains by=evening/schedule",
        "shows nothing",
    )


def test_an_alarm_during_the_warning_makes_it_fail(story: Story) -> None:
    story.falls_due("total", HOUSE, at_utc_ms=1).said.clear()
    story.arms("night", HOUSE, no_exit=True).said.clear()
    story.at(299_000).opens(WINDOW).said.clear()
    story.at(300_000).expects("schedule.auto_arm_failed house alarm_active mode=total by=evening/schedule")
    assert story.state.countdown is None


def test_a_second_programme_in_the_warning_of_the_first_arms_what_the_first_announced(story: Story) -> None:
    announced(story).at(100_000)
    story.falls_due("total", ANNEX, at_utc_ms=2, programme="shop").expects(
        "schedule.arm_warning annex mode=total by=shop/schedule", "house exit night", SLOWLY, "ok"
    )


def test_it_arms_its_own_areas_and_no_other(story: Story) -> None:
    story.falls_due("total", ANNEX, at_utc_ms=1).said.clear()
    story.at(300_000).expects("annex exit total", SLOWLY, "ok")


def test_without_an_exit_the_door_must_be_shut_and_with_the_shortest_it_need_not() -> None:
    for exit_delay_ms, said in ((0, "schedule.auto_arm_failed"), (1, "house exit night")):
        story = Story(replace(HOME, exit_delay_ms=exit_delay_ms))
        story.opens(FRONT_DOOR).said.clear()
        story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
        story.at(300_000)
        assert story.said[0].startswith(said)
        story.said.clear()


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


def test_programmes_of_one_instant_all_come_and_an_older_one_late_is_told_and_not_done(story: Story) -> None:
    story.falls_due("night", HOUSE, at_utc_ms=5_000, remind=True, programme="a").said.clear()
    story.falls_due("night", HOUSE, at_utc_ms=5_000, remind=True, programme="b").said.clear()
    assert (story.state.schedule_done_ms, story.state.schedule_done) == (5_000, ("a", "b"))
    story.falls_due("night", HOUSE, at_utc_ms=5_000, remind=True, programme="a").expects()
    story.falls_due("night", HOUSE, at_utc_ms=6_000, remind=True, programme="c").said.clear()
    assert (story.state.schedule_done_ms, story.state.schedule_done) == (6_000, ("c",))
    story.falls_due("night", HOUSE, at_utc_ms=5_000, remind=True, programme="d").expects()


def test_what_a_panel_missed_for_longer_than_a_week_is_not_even_told(story: Story) -> None:
    week_ms = 7 * 86_400_000
    story.falls_due("night", HOUSE, at_utc_ms=1_000, late_ms=week_ms + 1).expects()
    story.falls_due("night", HOUSE, at_utc_ms=1_000, late_ms=week_ms).expects(
        f"schedule.missed house mode=night detail={week_ms} ms by=evening/schedule"
    )


def test_an_area_that_is_disarmed_already_keeps_no_other_from_being_disarmed(story: Story) -> None:
    story.arms("total", ANNEX, no_exit=True).said.clear()
    story.falls_due("disarmed", HOUSE, ANNEX, at_utc_ms=1).said.clear()
    assert [area.mode for area in story.state.areas] == ["disarmed", "disarmed"]


def test_a_postponement_is_from_a_millisecond_to_four_hours_and_for_those_who_may_arm_somewhere(story: Story) -> None:
    announced(story)
    for for_ms, said in ((0, "error invalid"), (4 * 3_600_000 + 1, "error invalid")):
        story.postpones(for_ms).expects(said)
    for for_ms in (1, 4 * 3_600_000):
        story.postpones(for_ms)
        assert story.said[-1] == "ok"
        story.said.clear()
    fitter = replace(ANA, id="fitter", role=Role.INSTALLER)
    story.postpones(1_000, who=fitter).expects("error no_permission")
    story.postpones(1_000, who=replace(ANA, arm=())).expects("error no_permission")


def test_what_the_former_owner_announced_does_not_come(story: Story) -> None:
    announced(story)
    for change, waiting in ((PeopleChange.ADDED, True), (PeopleChange.TRANSFERRED, False)):
        story.happens(PeopleChanged(change=change, actor="ana", source=Source.CONSOLE)).said.clear()
        assert (story.state.countdown is not None) is waiting
    story.at(900_000).expects()
