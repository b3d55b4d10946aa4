"""Calls for help by keys: at any time, without a code, until a code says that help has come."""

import pytest

from panel.core.names import Help, ReportKind, Trial
from panel.core.state import Latch, Sound
from tests.support.script import SMOKE, Story, armed

LOUD = "shows siren=steady strobe sounder=steady"


def test_a_call_for_help_is_told_and_heard_and_a_code_ends_it(story: Story) -> None:
    story.calls(Help.SOS).expects("alarm.sos sos by=?/keypad", f"{LOUD} ready alarm")
    story.disarms().expects("alarm.silenced silenced_by_user detail=panic by=ana/keypad", "shows ready", "ok")


def test_it_moves_no_mode_phase_or_timer(story: Story) -> None:
    areas = armed(story).state.areas
    story.calls(Help.PANIC).said.clear()
    assert story.state.areas == areas


def test_panic_falls_silent_after_the_time_of_a_siren_and_fire_by_hand_does_not(story: Story) -> None:
    story.calls(Help.PANIC).said.clear()
    story.at(180_000).expects("shows ready")
    story.calls(Help.FIRE).expects("alarm.fire fire by=?/keypad", "shows siren=fire strobe sounder=fire ready alarm")
    story.at(7_200_000).expects()


@pytest.mark.parametrize("help", Help)
def test_in_a_walk_test_only_what_was_named_is_taken_for_a_test(story: Story, help: Help) -> None:
    story.tries(Trial.WALK, ReportKind.SOS).said.clear()
    story.calls(help)
    told = story.said[0]
    story.said.clear()
    assert told.endswith(" test") is (help is Help.SOS)
    assert bool(story.state.latches) is (help is not Help.SOS)  # nobody who calls in earnest is muted


def test_a_panic_that_was_named_makes_no_noise_in_a_walk_test_and_does_in_a_test_with_the_station(story: Story) -> None:
    for trial, heard in ((Trial.WALK, []), (Trial.STATION, [f"{LOUD} ready alarm"])):
        story.tries(trial, ReportKind.PANIC).said.clear()
        story.calls(Help.PANIC).expects("alarm.panic panic by=?/keypad test", *heard)
        story.tries(None).said.clear()


def test_a_second_panic_prolongs_nothing_and_smoke_that_clears_ends_no_fire_called_by_hand(story: Story) -> None:
    story.calls(Help.PANIC).said.clear()
    story.at(100_000).calls(Help.PANIC).expects("alarm.panic panic by=?/keypad")
    story.at(180_000).expects("shows ready")
    for by_hand_first in (True, False):
        if by_hand_first:
            story.calls(Help.FIRE).said.clear()
        story.opens(SMOKE).said.clear()
        if not by_hand_first:
            story.calls(Help.FIRE).said.clear()
        story.closes(SMOKE).said.clear()
        assert list(story.state.latches) == [Latch(Sound.FIRE, by_hand=True)]
        story.disarms().said.clear()
        assert not story.state.latches
