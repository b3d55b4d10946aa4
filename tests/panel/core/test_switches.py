"""Keyswitches: turned they arm and disarm; a fault or cut wires never do."""

from msgspec.structs import replace

from panel.core.plan import ZonePlan
from tests.support.script import ANNEX, HOME, HOUSE, WINDOW, Story
from zones.kinds import Kind, Level

KEY = 9
PLAN = replace(
    HOME, zones=(*HOME.zones, ZonePlan(id=KEY, name="Key", area=HOUSE, kind=Kind.KEYSWITCH)), exit_delay_ms=0
)


def turned(story: Story) -> Story:
    story.opens(KEY).said.clear()
    return story.closes(KEY).expects()


def test_the_key_arms_and_the_key_disarms() -> None:
    story = Story(PLAN)
    story.opens(KEY).expects(
        "area.armed house mode=total by=keyswitch-9/keyswitch", "house armed total", "shows armed", "ok"
    )
    story.closes(KEY).expects()
    story.opens(KEY).expects(
        "area.disarmed house mode=total by=keyswitch-9/keyswitch", "house idle", "shows ready", "ok"
    )


def test_an_open_window_is_in_its_way_as_in_anybodys() -> None:
    story = Story(PLAN)
    story.opens(WINDOW).said.clear()
    story.opens(KEY).expects(
        "area.arm_refused house not_ready mode=total zones=4 by=keyswitch-9/keyswitch", "error not_ready 4"
    )


def test_neither_a_fault_nor_cut_wires_disarm() -> None:
    story = turned(Story(PLAN))
    for level in (Level.FAULT, Level.MASKED, Level.UNKNOWN, Level.TAMPER):
        story.reads(KEY, level).said.clear()
        assert story.state.areas[0].mode == "total"
    story.reads(KEY, Level.OPEN).said.clear()
    assert story.state.areas[0].mode == "total"  # no turn: nobody saw it at rest before


def test_what_a_restart_finds_turned_was_not_turned_by_anybody() -> None:
    story = turned(Story(PLAN))
    story.starts((KEY, Level.OPEN), at=4).said.clear()
    assert story.state.areas[0].mode == "total"


def test_a_key_turns_its_own_areas_and_no_other() -> None:
    other = ZonePlan(id=KEY, name="Key", area=HOUSE, kind=Kind.KEYSWITCH, switch_areas=(ANNEX,))
    story = Story(replace(HOME, zones=(*HOME.zones, other), exit_delay_ms=0))
    story.arms("total", HOUSE).said.clear()
    turned(story)
    assert [area.mode for area in story.state.areas] == ["total", "total"]
    turned(story)
    assert [area.mode for area in story.state.areas] == ["total", "disarmed"]
    story.disarms().said.clear()
    turned(story)
    assert [area.mode for area in story.state.areas] == ["disarmed", "total"]
