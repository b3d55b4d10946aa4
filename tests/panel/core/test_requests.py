"""Arming, disarming, tags: who may, what is answered, and what is told."""

from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.names import Mode, RequestKind, Role, Source, Trouble
from panel.core.state import Crossed
from tests.support.script import (
    ANA,
    BACK_DOOR,
    BOX,
    FRONT_DOOR,
    HOME,
    PANIC_BUTTON,
    SHED,
    SMOKE,
    WINDOW,
    Story,
    armed,
    in_alarm,
    in_entry,
)
from zones.kinds import Level

RUI = Actor(id="rui", role=Role.RESIDENT, arm=("house", "annex"), disarm=("annex",), modes=(Mode.TOTAL, Mode.NIGHT))
STATION = Actor(id="station", role=Role.STATION)
EXIT = ("house exit total", "shows sounder=slow_beeps armed", "ok")
ARMED = ("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed", "ok")
SIREN = "shows siren=steady strobe sounder=steady armed alarm"


def test_arming_without_areas_takes_those_that_have_the_mode(story: Story) -> None:
    story.arms("night").expects("house exit night", "shows sounder=slow_beeps armed", "ok")


def test_an_open_window_is_in_the_way_and_both_areas_stay_disarmed(story: Story) -> None:
    story.opens(WINDOW).expects("shows nothing")
    story.arms("total").expects(
        "area.arm_refused house not_ready mode=total zones=4 by=ana/keypad", "error not_ready 4"
    )


def test_an_open_shed_is_in_the_way_of_the_house_armed_with_it_and_not_of_the_house_alone(story: Story) -> None:
    story.opens(SHED).expects("shows nothing")
    story.arms("total").expects(
        "area.arm_refused house not_ready mode=total zones=8 by=ana/keypad", "error not_ready 8"
    )
    story.arms("total", "house").expects(*EXIT)


def test_a_door_may_stand_open_when_an_exit_follows_and_not_without_one(story: Story) -> None:
    story.opens(FRONT_DOOR).expects()
    story.arms("total", "house", no_exit=True).expects(
        "area.arm_refused house not_ready mode=total zones=1 by=ana/keypad", "error not_ready 1"
    )
    story.arms("total", "house").expects(*EXIT)


def test_a_hold_up_is_never_in_the_way(story: Story) -> None:
    story.opens(PANIC_BUTTON).expects("alarm.hold_up house #7 hold_up")
    story.arms("total", "house", no_exit=True).expects(*ARMED)


def test_a_mode_that_is_not_ones_own_is_refused(story: Story) -> None:
    story.arms("partial", who=RUI).expects(
        "area.arm_refused house no_permission mode=partial by=rui/keypad", "error no_permission"
    )


def test_the_station_may_not_arm_or_disarm(story: Story) -> None:
    story.arms("total", who=STATION, source=Source.STATION).expects(
        "area.arm_refused no_permission mode=total by=station/station", "error no_permission"
    )
    in_alarm(story).disarms(who=STATION, source=Source.STATION).expects("error no_permission")


def test_nonsense_is_invalid(story: Story) -> None:
    story.arms("total", "attic").expects("area.arm_refused invalid mode=total by=ana/keypad", "error invalid")
    story.arms("disarmed").expects("area.arm_refused invalid mode=disarmed by=ana/keypad", "error invalid")
    story.arms("night", "annex").expects("area.arm_refused annex invalid mode=night by=ana/keypad", "error invalid")
    story.disarms("attic").expects("error invalid")


def test_nobody_arms_over_an_entry_or_an_alarm(story: Story) -> None:
    in_entry(story).arms("night").expects(
        "area.arm_refused house alarm_active mode=night by=ana/keypad", "error alarm_active"
    )
    story.opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", SIREN)
    story.arms("total").expects("area.arm_refused house alarm_active mode=total by=ana/keypad", "error alarm_active")


def test_the_mode_changes_in_one_step_and_what_was_watched_stays_so(story: Story) -> None:
    story.arms("night", no_exit=True).expects(
        "area.armed house mode=night by=ana/keypad", "house armed night", "shows armed", "ok"
    )
    story.arms("total", "house").expects("house exit total", "shows sounder=slow_beeps armed", "ok")
    story.opens(WINDOW).expects(
        "area.armed house mode=total by=ana/keypad", "alarm.intrusion house #4 instant", "house alarm total", SIREN
    )


def test_leaving_a_zone_unwatched_needs_the_right_to_disarm(story: Story) -> None:
    armed(story).arms("night", "house", who=RUI).expects(
        "area.arm_refused house no_permission mode=night by=rui/keypad", "error no_permission"
    )
    story.arms("night", "house").expects("house exit night", "shows sounder=slow_beeps armed", "ok")


def test_what_another_area_would_stop_watching_weakens_nothing_here() -> None:
    """The shed's zone is watched in total alone; the house offers nothing that partial would leave unwatched."""
    doors = tuple(zone for zone in HOME.zones if zone.id in (FRONT_DOOR, SHED))
    story = Story(replace(HOME, zones=doors))
    guest = replace(ANA, id="guest", role=Role.RESIDENT, disarm=())
    story.arms("total", "house", no_exit=True).said.clear()
    story.arms("partial", "house", who=guest, no_exit=True).expects(
        "area.armed house mode=partial by=guest/keypad", "house armed partial", "ok"
    )


def test_asking_for_what_already_is_changes_nothing(story: Story) -> None:
    armed(story).at(5_000).arms("total", "house").expects("ok")


def test_disarming_again_is_ok_and_tells_nothing(story: Story) -> None:
    armed(story).disarms("house").expects(
        "area.disarmed house mode=total by=ana/keypad", "house idle", "shows ready", "ok"
    )
    story.disarms("house").expects("ok")


def test_a_resident_disarms_what_is_theirs_and_no_more(story: Story) -> None:
    story.arms("total", no_exit=True).expects(
        "area.armed house mode=total by=ana/keypad",
        "area.armed annex mode=total by=ana/keypad",
        "house armed total",
        "annex armed total",
        "shows armed",
        "ok",
    )
    story.disarms("house", who=RUI).expects("error no_permission")
    story.disarms(who=RUI).expects("area.disarmed annex mode=total by=rui/keypad", "annex idle", "ok")


def test_a_code_in_time_cancels_and_says_how_long_after_the_alarm(story: Story) -> None:
    in_alarm(story).at(299_999).expects("house armed total", "shows strobe armed alarm")
    story.disarms().expects(
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.cancelled house since=299999 by=ana/keypad",
        "house idle",
        "shows alarm",
        "ok",
    )


def test_a_code_too_late_disarms_and_does_not_cancel(story: Story) -> None:
    in_alarm(story).at(300_000).expects("house armed total", "shows strobe armed alarm")
    story.disarms().expects("area.disarmed house mode=total by=ana/keypad", "house idle", "shows alarm", "ok")


def test_a_message_disarms_and_does_not_cancel(story: Story) -> None:
    in_alarm(story).disarms(source=Source.MQTT).expects(
        "area.disarmed house mode=total by=ana/mqtt", "house idle", "shows alarm", "ok"
    )


def test_a_second_disarm_acknowledges_what_the_first_has_shown(story: Story) -> None:
    in_alarm(story).disarms(source=Source.MQTT).expects(
        "area.disarmed house mode=total by=ana/mqtt", "house idle", "shows alarm", "ok"
    )
    story.disarms().expects("shows nothing", "ok")  # the window is still open: not ready


def test_a_code_silences_a_fire_and_the_next_smoke_rings_again(story: Story) -> None:
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")
    story.disarms(source=Source.MQTT).expects("ok")
    story.disarms().expects("alarm.silenced house #6 silenced_by_user detail=fire by=ana/keypad", "shows alarm", "ok")
    story.disarms().expects("ok")
    story.closes(SMOKE).expects("restore.fire house #6", "shows ready")
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")


def test_a_code_without_any_right_to_disarm_still_silences_a_fire(story: Story) -> None:
    guest = Actor(id="guest", role=Role.RESIDENT)
    story.opens(SMOKE).expects("alarm.fire house #6 fire", "shows siren=fire strobe sounder=fire alarm")
    story.disarms(who=guest).expects(
        "alarm.silenced house #6 silenced_by_user detail=fire by=guest/keypad", "shows alarm", "error no_permission"
    )


def test_a_tag_arms_steps_and_later_waits_for_its_pin(story: Story) -> None:
    story.tags().expects("house exit total", "annex exit total", "shows sounder=slow_beeps armed", "ok")
    story.at(2_999).tags().expects("house exit partial", "ok")
    story.at(5_998).tags().expects("house exit night", "ok")
    story.at(9_000).tags().expects()
    story.at(9_500).disarms().expects(
        "area.disarmed house mode=night by=ana/tag",
        "area.disarmed annex mode=total by=ana/tag",
        "house idle",
        "annex idle",
        "shows ready",
        "ok",
    )


def test_a_tag_that_waits_too_long_for_its_pin_no_longer_counts(story: Story) -> None:
    armed(story).tags().expects()
    story.at(30_000).disarms("house").expects(
        "area.disarmed house mode=total by=ana/keypad", "house idle", "shows ready", "ok"
    )


def test_another_persons_pin_is_their_own(story: Story) -> None:
    armed(story).tags(RUI).expects()
    story.disarms("house").expects("area.disarmed house mode=total by=ana/keypad", "house idle", "shows ready", "ok")


def test_a_tag_that_cannot_be_copied_disarms_alone_and_does_not_cancel(story: Story) -> None:
    in_alarm(story).tags(uid_only=False).expects(
        "area.disarmed house mode=total by=ana/tag", "house idle", "shows alarm", "ok"
    )


def test_a_tag_cancels_where_the_installer_said_so() -> None:
    story = in_alarm(Story(replace(HOME, tag_cancels=True, uid_only_needs_pin=False)))
    story.tags().expects(
        "area.disarmed house mode=total by=ana/tag",
        "alarm.cancelled house by=ana/tag",
        "house idle",
        "shows alarm",
        "ok",
    )


def test_whoever_runs_back_to_an_alarm_stops_it_with_the_tag_that_armed(story: Story) -> None:
    story.tags(uid_only=False).expects("house exit total", "annex exit total", "shows sounder=slow_beeps armed", "ok")
    story.at(1_000).opens(WINDOW).expects(
        "area.armed house mode=total by=ana/tag", "alarm.intrusion house #4 instant", "house alarm total", SIREN
    )
    story.at(2_000).tags(uid_only=False).expects(
        "area.disarmed house mode=total by=ana/tag",
        "area.disarmed annex mode=total by=ana/tag",
        "house idle",
        "annex idle",
        "shows alarm",
        "ok",
    )


def test_a_tag_steps_the_mode_also_where_there_is_no_exit_delay() -> None:
    story = Story(replace(HOME, exit_delay_ms=0))
    story.tags().expects(
        "area.armed house mode=total by=ana/tag",
        "area.armed annex mode=total by=ana/tag",
        "house armed total",
        "annex armed total",
        "shows armed",
        "ok",
    )
    story.tags().expects("area.armed house mode=partial by=ana/tag", "house armed partial", "ok")


def test_a_tag_of_somebody_without_rights_is_refused(story: Story) -> None:
    story.tags(STATION).expects("area.arm_refused no_permission mode=total by=station/tag", "error no_permission")


def test_a_refused_tag_is_put_away(story: Story) -> None:
    story.opens(BACK_DOOR).reads(BACK_DOOR, Level.TAMPER).expects(
        "alarm.tamper house #2 tamper", "shows sounder=trouble alarm"
    )
    story.tags().expects("area.arm_refused house not_ready mode=total zones=2 by=ana/tag", "error not_ready 2")
    assert story.state.tag is None


def test_a_latched_tamper_falls_silent_by_one_disarm_and_is_acknowledged_by_the_next(story: Story) -> None:
    story.opens(BOX).expects("alarm.tamper house #5 tamper", "shows sounder=trouble alarm")
    story.closes(BOX).expects("restore.tamper house #5", "shows sounder=trouble ready alarm")
    story.disarms(who=ANA).expects("shows ready alarm", "ok")
    story.disarms(who=ANA).expects("shows ready", "ok")


def test_a_disarm_puts_away_a_tag_that_waits_for_its_pin(story: Story) -> None:
    armed(story).at(5_000).tags().said.clear()
    assert story.state.tag is not None
    story.disarms(who=replace(ANA, id="ben")).said.clear()
    assert story.state.tag is None


def test_a_disarm_from_afar_ends_no_test_that_somebody_else_asked_for(story: Story) -> None:
    story.requests(RequestKind.TEST, "t1").expects()
    story.disarms(source=Source.WEB).expects("ok")
    story.disarms().expects("superseded to=t1", "ok")


def test_a_disarm_forgets_what_waited_for_a_second_zone_in_its_own_areas_alone(story: Story) -> None:
    story.arms("total", no_exit=True).said.clear()
    story.state = replace(story.state, crossed=(Crossed(WINDOW, 60_000), Crossed(SHED, 60_000)))
    story.disarms("house").said.clear()
    assert story.state.crossed == (Crossed(SHED, 60_000),)


def test_a_disarm_begins_every_count_of_its_zones_anew(story: Story) -> None:
    armed(story)
    fresh = story.state.zones[WINDOW - 1]
    for counted in ({"count": 2}, {"rings": 1}, {"period_until_ms": 86_400_000}, {"count": 1, "rings": 1}):
        zones = tuple(replace(z, **counted) if i == WINDOW - 1 else z for i, z in enumerate(story.state.zones))
        story.state = replace(story.state, zones=zones)
        story.disarms().said.clear()
        assert story.state.zones[WINDOW - 1] == fresh
        story.arms("total", "house", no_exit=True).said.clear()


def test_under_threat_the_station_hears_which_area_it_is_about(story: Story) -> None:
    story.arms("total", no_exit=True).said.clear()
    story.disarms("annex", duress=True)
    assert story.said[0] == "alarm.duress annex by=ana/keypad"
    story.said.clear()
    story.disarms(duress=True)
    assert story.said[0] == "alarm.duress house by=ana/keypad"
    story.said.clear()


def test_nobody_arms_what_is_not_theirs_by_naming_it_nor_by_naming_nothing(story: Story) -> None:
    guest = replace(ANA, id="guest", role=Role.RESIDENT, arm=("house",))
    refused = "area.arm_refused annex no_permission mode=total by=guest/keypad"
    story.arms("total", "annex", who=guest).expects(refused, "error no_permission")
    story.arms("total", who=replace(guest, arm=())).expects(
        "area.arm_refused no_permission mode=total by=guest/keypad", "error no_permission"
    )
    assert [area.mode for area in story.state.areas] == ["disarmed", "disarmed"]


def test_in_a_house_without_an_exit_the_door_must_be_shut() -> None:
    story = Story(replace(HOME, exit_delay_ms=0))
    story.opens(FRONT_DOOR).said.clear()
    story.arms("total", "house").expects(
        "area.arm_refused house not_ready mode=total zones=1 by=ana/keypad", "error not_ready 1"
    )


def test_what_fails_after_arming_keeps_nobody_from_arming_the_same_again(story: Story) -> None:
    armed(story).breaks(Trouble.MAINS).said.clear()
    story.arms("total", "house").expects("ok")
