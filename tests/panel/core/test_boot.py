"""Restarts: what protects goes on, what opens ends if nobody knows its time, and nobody's wait is forgotten."""

from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.names import Help, Role, Trial
from tests.support.script import HOME, HOUSE, WINDOW, Story, armed
from zones.kinds import Level

FITTER = Actor(id="fitter", role=Role.INSTALLER)


def test_consent_and_tests_go_on_over_a_restart_and_end_when_nobody_knows_how_long_it_was(story: Story) -> None:
    story.consents(3_600_000).said.clear()
    story.tries(Trial.SERVICE, who=FITTER).said.clear()
    story.starts(down_ms=1_000, powered=True, at=50).expects("panel.booted start detail=1000 ms")
    assert story.state.consent_until_ms == 3_600_000 - 1_000 + 50
    story.starts(at=60).expects(
        "panel.booted start detail=unknown", "installer.consent_ended", "test.ended consent_ended detail=service"
    )


def test_a_detector_that_warms_up_is_not_believed_until_it_is_warm() -> None:
    warm = replace(HOME, zones=tuple(replace(z, warm_up_ms=60_000 if z.id == WINDOW else 0) for z in HOME.zones))
    story = armed(Story(warm).at(60_000))
    story.starts((WINDOW, Level.OPEN), at=100).expects("panel.booted start detail=unknown")
    story.at(60_100)
    assert story.said[0] == "alarm.intrusion house #4 instant"
    story.said.clear()
    other = armed(Story(warm).at(60_000))
    other.starts((WINDOW, Level.OPEN), down_ms=5, powered=True, at=100)
    assert other.said[1] == "alarm.intrusion house #4 instant"
    other.said.clear()


def test_a_fire_call_goes_on_and_a_panic_sounds_only_for_what_was_left_with_power(story: Story) -> None:
    story.calls(Help.FIRE).said.clear()
    story.calls(Help.PANIC).said.clear()
    story.at(100_000).starts(down_ms=50_000, powered=False, at=7).said.clear()
    assert [(latch.sound, latch.until_ms) for latch in story.state.latches] == [("fire", None), ("panic", 80_007)]


def test_an_announced_arming_comes_over_a_restart(story: Story) -> None:
    story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    story.starts(down_ms=400_000, powered=True, at=3)
    assert "house exit night" in story.said
    story.said.clear()
