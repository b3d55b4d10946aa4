"""Time is worked off in order, each thing at its own instant, however late the panel wakes."""

from msgspec.structs import replace

from panel.core.names import Trial
from tests.support.script import BOX, FRONT_DOOR, Story, armed, in_entry


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


def test_the_day_of_a_24_hour_zone_that_ends_while_armed_ends_no_period(story: Story) -> None:
    """Armed, its period is that of its area; only its own day is over."""
    story.opens(BOX).said.clear()
    story.closes(BOX).said.clear()
    story.disarms().said.clear()
    armed(story)
    zone = story.state.zones[BOX - 1]
    zones = tuple(replace(z, count=1, period_until_ms=5_000) if z is zone else z for z in story.state.zones)
    story.state = replace(story.state, zones=zones)
    story.at(5_000).expects()
    assert story.state.zones[BOX - 1] == replace(zone, count=1, period_until_ms=None)
