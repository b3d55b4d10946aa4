"""Time is worked off in order, each thing at its own instant, however late the panel wakes."""

from panel.core.names import Trial
from tests.support.script import FRONT_DOOR, Story, armed, in_entry


def test_waking_late_everything_is_told_with_its_own_instant(story: Story) -> None:
    in_entry(story).at(400_000).expects(
        "alarm.intrusion house #1 entry_expired", "house armed total", "shows strobe armed alarm"
    )
    assert story.state.areas[0].memory[0].at_ms == 30_000
    assert FRONT_DOOR == 1


def test_two_timers_of_one_instant_both_end(story: Story) -> None:
    story.tries(Trial.WALK, for_ms=3_600_000).said.clear()
    story.consents(3_600_000).said.clear()
    story.at(3_600_000).expects("installer.consent_ended", "test.ended time_up zones=1,2,3,4,5,6,7,8 detail=walk")
    armed(story)
