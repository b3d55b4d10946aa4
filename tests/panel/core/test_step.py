"""Time, restarts and troubles; and that a trace is the same in every process."""

import subprocess
import sys

import pytest
from msgspec.structs import replace

from panel.core.events import ChimeSet, TimePassed, TroubleCleared, TroubleRaised, UnknownTag, WrongCode, ZoneChanged
from panel.core.names import Source, Trial, Trouble
from panel.core.state import TrialState, initial
from panel.core.step import check, step
from tests.support.script import BACK_DOOR, BOX, FRONT_DOOR, HALL, HOME, WINDOW, Story, armed, in_alarm, in_entry
from zones.kinds import Level

OPEN = Level.OPEN


def test_a_day_from_leaving_to_coming_home(story: Story) -> None:
    story.at(1_000).arms("total").expects(
        "house exit total", "annex exit total", "shows sounder=slow_beeps armed", "ok"
    )
    story.at(5_000).opens(FRONT_DOOR).expects()
    story.at(9_000).closes(FRONT_DOOR).expects()
    story.at(51_000).expects("shows sounder=fast_beeps armed")
    story.at(61_000).expects(
        "area.armed house mode=total by=ana/keypad",
        "area.armed annex mode=total by=ana/keypad",
        "house armed total",
        "annex armed total",
        "shows armed",
    )
    story.at(30_000_000).opens(FRONT_DOOR).expects(
        "alarm.pending house #1 follow_up=50000", "house entry total", "shows sounder=entry armed"
    )
    story.at(30_012_000).disarms().expects(
        "area.disarmed house mode=total by=ana/keypad closes_pending",
        "area.disarmed annex mode=total by=ana/keypad",
        "house idle",
        "annex idle",
        "shows ready",
        "ok",
    )


def test_time_is_worked_off_before_the_event_that_comes_too_late(story: Story) -> None:
    in_entry(story)
    story.now_ms = 30_000  # nobody woke the core in between
    story.disarms().expects(
        "alarm.intrusion house #1 entry_expired",
        "area.disarmed house mode=total by=ana/keypad",
        "alarm.cancelled house by=ana/keypad",
        "house idle",
        "shows ready alarm",
        "ok",
    )


def test_one_millisecond_earlier_is_in_time(story: Story) -> None:
    in_entry(story).at(29_999).disarms().expects(
        "area.disarmed house mode=total by=ana/keypad closes_pending", "house idle", "shows ready", "ok"
    )


def test_a_siren_ends_after_its_time_and_the_house_stays_armed_with_its_window_open(story: Story) -> None:
    in_alarm(story)
    story.at(179_999).expects()
    story.at(180_000).expects("house armed total", "shows strobe armed alarm")


def test_a_panel_that_starts_in_an_entry_of_unknown_age_alarms(story: Story) -> None:
    in_entry(story).at(3_000).starts((FRONT_DOOR, OPEN), at=77).expects(
        "panel.booted start detail=unknown",
        "alarm.intrusion house #1 entry_expired",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )


def test_an_entry_goes_on_over_a_short_restart_with_the_time_that_remains(story: Story) -> None:
    in_entry(story).at(3_000).starts((FRONT_DOOR, OPEN), down_ms=2_000, powered=True, at=5_000).expects(
        "panel.booted start detail=2000 ms"
    )
    story.at(29_999).expects()
    story.at(30_000).expects(
        "alarm.intrusion house #1 entry_expired",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )


def test_an_entry_that_ran_out_while_the_power_was_cut_still_sounds_the_whole_siren(story: Story) -> None:
    in_entry(story).at(3_000).starts((FRONT_DOOR, OPEN), down_ms=3_600_000, at=100).expects(
        "panel.booted start detail=3600000 ms",
        "alarm.intrusion house #1 entry_expired",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )
    story.at(180_099).expects()
    story.at(180_100).expects("house armed total", "shows strobe armed alarm")


def test_a_siren_that_lost_its_power_sounds_for_what_was_left(story: Story) -> None:
    in_alarm(story).at(60_000).starts((WINDOW, OPEN), down_ms=3_600_000, at=0).expects(
        "panel.booted start detail=3600000 ms"
    )
    story.at(119_999).expects()
    story.at(120_000).expects("house armed total", "shows strobe armed alarm")


def test_a_siren_over_a_mere_restart_ends_when_it_would_have(story: Story) -> None:
    in_alarm(story).at(60_000).starts((WINDOW, OPEN), down_ms=2_000, powered=True, at=62_000).expects(
        "panel.booted start detail=2000 ms"
    )
    story.at(180_000).expects("house armed total", "shows strobe armed alarm")


def test_a_door_found_open_after_a_restart_counts_as_opened(story: Story) -> None:
    armed(story).at(60_000).starts((FRONT_DOOR, OPEN), down_ms=2_000, at=1_000).expects(
        "panel.booted start detail=2000 ms",
        "alarm.pending house #1 follow_up=50000",
        "house entry total",
        "shows sounder=entry armed",
    )


def test_a_window_found_open_after_a_restart_alarms(story: Story) -> None:
    armed(story).at(60_000).starts((WINDOW, OPEN), at=1_000).expects(
        "panel.booted start detail=unknown",
        "alarm.intrusion house #4 instant",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )


def test_who_left_while_the_panel_was_down_gets_no_exit_error(story: Story) -> None:
    story.arms("total", "house").expects("house exit total", "shows sounder=slow_beeps armed", "ok")
    story.opens(FRONT_DOOR).expects()
    story.at(10_000).starts(down_ms=120_000, at=0).expects(
        "panel.booted start detail=120000 ms",
        "area.armed house mode=total by=ana/keypad",
        "house armed total",
        "shows armed",
    )


def test_what_is_found_open_after_an_exit_that_ended_meanwhile_came_in_after_it(story: Story) -> None:
    story.arms("total", "house").expects("house exit total", "shows sounder=slow_beeps armed", "ok")
    story.at(10_000).starts((HALL, OPEN), down_ms=120_000, at=0).expects(
        "panel.booted start detail=120000 ms",
        "area.armed house mode=total by=ana/keypad",
        "alarm.intrusion house #3 follower",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )


def test_an_exit_goes_on_over_a_restart(story: Story) -> None:
    story.arms("total", "house").expects("house exit total", "shows sounder=slow_beeps armed", "ok")
    story.at(10_000).starts(down_ms=None, at=500).expects("panel.booted start detail=unknown")
    story.at(40_500).expects("shows sounder=fast_beeps armed")
    story.at(50_500).expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed")


def test_a_tamper_latch_sounds_on_over_a_restart(story: Story) -> None:
    story.arms("total", "annex", no_exit=True).expects(
        "area.armed annex mode=total by=ana/keypad", "annex armed total", "shows armed", "ok"
    )
    story.opens(BOX).expects("alarm.tamper house #5 tamper", "shows siren=steady strobe sounder=steady armed alarm")
    story.at(60_000).starts((BOX, OPEN), down_ms=1_000, at=0).expects("panel.booted start detail=1000 ms")
    story.at(120_000).expects("shows strobe sounder=trouble armed alarm")


def test_a_trouble_is_told_once_and_its_end_once(story: Story) -> None:
    raised, cleared = TroubleRaised(Trouble.DEVICE, "siren"), TroubleCleared(Trouble.DEVICE, "siren")
    story.happens(raised).expects("trouble.raised trouble=device detail=siren")
    story.happens(raised).expects()
    story.happens(cleared).expects("restore.trouble trouble=device detail=siren")
    story.happens(cleared).expects()


def test_a_restart_ends_every_trouble_and_whoever_still_has_one_says_so_again(story: Story) -> None:
    story.happens(TroubleRaised(Trouble.STORAGE, "disk")).expects("trouble.raised trouble=storage detail=disk")
    story.starts(down_ms=1, at=1).expects(
        "panel.booted start detail=1 ms", "restore.trouble trouble=storage detail=disk"
    )


def test_strangers_are_told_of(story: Story) -> None:
    story.happens(UnknownTag("porch")).expects("tag.unknown detail=porch")
    story.happens(WrongCode(Source.KEYPAD)).expects("code.wrong by=?/keypad", "error wrong_code")


def test_the_outcome_names_the_cells_it_used() -> None:
    state = Story().state
    used = step(HOME, state, ZoneChanged(WINDOW, OPEN), 0).cells
    assert [(str(phase), str(trigger)) for phase, trigger in used] == [("idle", "instant")]
    assert step(HOME, state, TimePassed(), 5).cells == ()


def test_a_state_that_contradicts_itself_ends_the_process() -> None:
    state = in_alarm(Story()).state
    with pytest.raises(AssertionError, match="a deadline at 180000 passed over at 180000"):
        check(HOME, state, 180_000)
    tried = replace(state, trial=TrialState(trial=Trial.WALK, actor="ana", until_ms=500_000))
    with pytest.raises(AssertionError, match="armed during"):
        check(HOME, tried, 0)


def test_two_first_states_are_equal_and_hash_alike() -> None:
    assert initial(HOME) == initial(HOME)
    assert hash(initial(HOME)) == hash(initial(HOME))


TRACE = """
from tests.support.script import *
story = Story()
story._nothing_unsaid = lambda: None
story.arms("total").opens(1).at(30_000).opens(5).opens(6).at(60_000).tags().opens(7).reads(8, Level.TAMPER)
story.at(240_000).disarms().closes(5).closes(6).tags().tags().opens(3).starts((4, Level.OPEN), down_ms=90_000, at=5)
story.disarms(source=Source.MQTT)
print(story.said, story.state)
"""


def test_the_same_trace_comes_out_under_any_hash_seed() -> None:
    traces = {
        subprocess.run(
            [sys.executable, "-c", TRACE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "4242")
    }
    assert len(traces) == 1
    assert "alarm.fire house #6" in traces.pop()


def test_of_two_doors_left_open_the_earlier_deadline_is_the_exit_error(story: Story) -> None:
    story.opens(BACK_DOOR).expects()
    story.arms("total", "house").expects("house exit total", "shows sounder=slow_beeps armed", "ok")
    story.opens(FRONT_DOOR).expects()
    story.at(50_000).expects("shows sounder=fast_beeps armed")
    story.at(60_000).expects(
        "area.armed house mode=total by=ana/keypad",
        "alarm.pending house #1 follow_up=50000 exit_error",
        "house entry total",
        "shows sounder=entry armed",
    )
    story.closes(FRONT_DOOR).expects()
    story.at(90_000).expects(
        "alarm.intrusion house #1 entry_expired exit_error",
        "restore.intrusion house #1",
        "house alarm total",
        "shows siren=steady strobe sounder=steady armed alarm",
    )


def test_and_so_it_is_whichever_door_comes_first_in_the_configuration() -> None:
    slow = replace(HOME.zones[0], entry_delay_ms=45_000)
    quick = replace(HOME.zones[1], entry_delay_ms=20_000)
    story = Story(replace(HOME, zones=(slow, quick, *HOME.zones[2:]), exit_delay_ms=1_000))
    story.opens(FRONT_DOOR).opens(BACK_DOOR).expects()
    story.arms("total", "house").said.clear()
    story.at(1_000)
    assert story.said[1] == "alarm.pending house #2 follow_up=40000 exit_error"
    story.said.clear()


def test_switching_chimes_off_ends_the_one_that_sounds_and_switching_them_on_does_not(story: Story) -> None:
    story.tries(Trial.WALK).said.clear()
    story.opens(WINDOW).expects("shows sounder=chime")
    story.happens(ChimeSet(True)).expects()
    assert story.state.chime_until_ms == 1_000
    story.happens(ChimeSet(False)).expects("shows nothing")
    assert not story.state.chime
    assert story.state.chime_until_ms is None
