"""Reports that a profile holds back: until when, what is never held, and what a disarm in time takes back."""

from msgspec.structs import replace

from panel.core.names import Profile
from tests.support.script import (
    BACK_DOOR,
    BOX,
    FRONT_DOOR,
    HALL,
    HOME,
    HOUSE,
    SMOKE,
    WINDOW,
    Story,
    armed,
    in_alarm,
)
from zones.kinds import Kind, Level

EN, CP01 = replace(HOME, profile=Profile.EN), replace(HOME, profile=Profile.CP01)
LOUD = "shows siren=steady strobe sounder=steady armed alarm"


def test_en_holds_the_report_and_never_the_siren_and_a_disarm_in_time_withdraws_it() -> None:
    story = armed(Story(EN)).opens(FRONT_DOOR)
    story.expects("alarm.pending house #1 follow_up=80000", "house entry total", "shows sounder=entry armed")
    story.at(10_000).opens(WINDOW).expects("house alarm total", LOUD)
    story.at(20_000).disarms().expects(
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.aborted house since=10000 zones=4 by=ana/keypad closes_pending",
        "house idle",
        "shows alarm",
        "ok",
    )
    assert (story.state.areas[0].held, story.state.areas[0].hold_until_ms) == ((), None)
    assert story.state.zones[WINDOW - 1].alarms == ()
    story.closes(WINDOW).expects("shows ready alarm")


def test_en_tells_it_when_the_sounder_had_its_time_and_the_entry_too() -> None:
    story = armed(Story(EN)).opens(FRONT_DOOR)
    story.said.clear()
    story.at(10_000).opens(WINDOW).said.clear()
    story.at(39_999).expects()
    story.at(40_000).expects("alarm.intrusion house #4 instant")


def test_en_waits_for_nothing_without_an_entry_nor_with_a_tamper_or_a_fire() -> None:
    in_alarm(Story(EN))
    story = armed(Story(EN)).opens(FRONT_DOOR)
    story.said.clear()
    story.opens(BOX).expects("alarm.tamper house #5 tamper", "house alarm total", LOUD)
    story.opens(SMOKE).expects("alarm.fire house #6 fire", LOUD.replace("steady", "fire"))


def test_cp01_says_at_once_that_something_is_held_back_and_tells_it_after_its_window() -> None:
    story = armed(Story(CP01)).opens(WINDOW)
    story.expects("alarm.pending house #4 follow_up=50000", "house alarm total", LOUD)
    story.at(30_000).expects("alarm.intrusion house #4 instant")
    story.at(31_000).disarms().said.clear()


def test_what_is_held_back_over_a_power_cut_of_unknown_length_is_told_at_once() -> None:
    story = armed(Story(CP01)).opens(WINDOW)
    story.said.clear()
    story.starts((WINDOW, story.state.zones[3].level), at=7).expects(
        "panel.booted start detail=unknown", "alarm.intrusion house #4 instant"
    )


def test_en_holds_back_an_entry_that_a_cut_wire_ended_for_its_thirty_seconds_and_no_longer() -> None:
    story = armed(Story(EN))
    story.opens(BACK_DOOR).said.clear()
    story.at(10_000).starts((BACK_DOOR, Level.OPEN), at=5).said.clear()
    assert (story.state.areas[0].phase, story.state.areas[0].hold_until_ms) == ("alarm", 30_005)
    story.at(30_005)
    assert story.said[0] == "alarm.intrusion house #2 entry_expired"
    story.said.clear()


def test_en_holds_nothing_back_of_a_break_in_while_somebody_leaves() -> None:
    story = Story(EN)
    story.arms("total", HOUSE).said.clear()
    story.opens(WINDOW).expects(
        "area.armed house mode=total by=ana/keypad", "alarm.intrusion house #4 instant", "house alarm total", LOUD
    )


def test_without_a_time_to_hold_for_cp01_tells_at_once_and_with_the_shortest_it_does_not() -> None:
    at_once = armed(Story(replace(CP01, hold_ms=0)))
    at_once.opens(WINDOW).expects("alarm.intrusion house #4 instant", "house alarm total", LOUD)
    assert at_once.state.areas[0].hold_until_ms is None
    shortest = armed(Story(replace(CP01, hold_ms=1)))
    shortest.opens(WINDOW).expects("alarm.pending house #4 follow_up=20001", "house alarm total", LOUD)
    shortest.at(1).expects("alarm.intrusion house #4 instant")


def test_a_second_alarm_while_the_first_is_held_back_prolongs_nothing() -> None:
    story = armed(Story(replace(CP01, siren_ms=10_000)))
    story.opens(WINDOW).said.clear()
    story.closes(WINDOW).said.clear()
    story.at(15_000).said.clear()
    story.opens(WINDOW).said.clear()
    assert story.state.areas[0].hold_until_ms == 30_000
    story.at(30_000)
    told = [line for line in story.said if "#4" in line]
    assert told == [
        "alarm.intrusion house #4 instant",
        "restore.intrusion house #4",
        "alarm.intrusion house #4 instant",
    ]
    story.said.clear()


def test_the_restore_of_an_alarm_that_was_told_is_not_held_back_with_another() -> None:
    plan = replace(CP01, zones=tuple(replace(z, kind=Kind.INSTANT) if z.id == HALL else z for z in HOME.zones))
    story = armed(Story(plan)).opens(WINDOW)
    story.said.clear()
    story.at(180_000).said.clear()  # told, and the siren is over; the window stands open
    story.at(200_000).opens(HALL).said.clear()
    assert story.state.areas[0].hold_until_ms == 230_000
    story.closes(WINDOW).expects("restore.intrusion house #4")
    story.closes(HALL).expects()
    story.at(230_000)
    told = [line for line in story.said if "#3" in line]
    assert told == [
        "alarm.intrusion house #3 instant",
        "alarm.confirmed house #3 zones=4,3",
        "restore.intrusion house #3",
    ]
    story.said.clear()


def test_an_abort_without_a_cancel_window_says_nothing_of_a_time_that_nobody_knows() -> None:
    story = armed(Story(replace(EN, cancel_window_ms=0))).opens(FRONT_DOOR)
    story.said.clear()
    story.at(10_000).opens(WINDOW).said.clear()
    story.at(20_000).disarms()
    assert "alarm.aborted house zones=4 by=ana/keypad closes_pending" in story.said
    story.said.clear()
