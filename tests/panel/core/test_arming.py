"""Leaving: exits that restart once, end with the last door, become partial when nobody left, or run silently."""

from msgspec.structs import replace

from panel.core.names import Mode, Source
from tests.support.script import BACK_DOOR, FRONT_DOOR, HOME, HOUSE, Story, armed, in_alarm


def leaving(story: Story) -> Story:
    return story.arms("total", HOUSE).expects("house exit total", "shows sounder=slow_beeps armed", "ok")


def test_whoever_comes_back_for_the_keys_gets_the_whole_time_once(story: Story) -> None:
    leaving(story).at(10_000).opens(FRONT_DOOR).expects()
    story.at(15_000).closes(FRONT_DOOR).expects()
    story.at(20_000).opens(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 80_000
    story.closes(FRONT_DOOR).expects()
    story.at(30_000).opens(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 80_000


def test_with_final_set_the_exit_ends_five_seconds_after_the_last_door() -> None:
    story = leaving(Story(replace(HOME, final_set=True)))
    story.at(10_000).opens(FRONT_DOOR).opens(BACK_DOOR).expects()
    story.at(12_000).closes(FRONT_DOOR).expects()
    assert story.state.areas[0].until_ms == 60_000
    story.at(14_000).closes(BACK_DOOR).expects("shows sounder=fast_beeps armed")
    story.at(19_000).expects("area.armed house mode=total by=ana/keypad", "house armed total", "shows armed")


def test_armed_total_at_the_keypad_and_nobody_left_they_are_at_home() -> None:
    stay = replace(HOME, stay=True)
    story = leaving(Story(stay)).at(50_000).expects("shows sounder=fast_beeps armed")
    story.at(60_000).expects("area.armed house mode=partial by=ana/keypad", "house armed partial", "shows armed")
    other = Story(stay)
    other.arms("total", HOUSE, source=Source.MQTT).said.clear()
    other.at(60_000).said.clear()
    assert other.state.areas[0].mode is Mode.TOTAL
    third = leaving(Story(stay))
    third.opens(FRONT_DOOR).closes(FRONT_DOOR).at(60_000).said.clear()
    assert third.state.areas[0].mode is Mode.TOTAL


def test_a_silent_exit_makes_no_sound(story: Story) -> None:
    story.arms("total", HOUSE, silent=True).expects("house exit total", "shows armed", "ok")
    story.at(55_000).expects()


def test_an_arming_from_afar_does_not_wipe_out_an_alarm_that_nobody_has_seen(story: Story) -> None:
    in_alarm(story).disarms().said.clear()
    story.closes(4).said.clear()
    story.arms("total", HOUSE, source=Source.MQTT, no_exit=True).said.clear()
    assert [one.zone for one in story.state.areas[0].memory] == [4]
    story.disarms().said.clear()
    armed(story)
    assert story.state.areas[0].memory == ()
