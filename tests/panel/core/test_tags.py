"""Tags that were lost and found: disabled, watched, unknown."""

from msgspec.structs import replace

from panel.core.events import UnknownTag
from panel.core.names import Mode, TagStanding
from panel.core.plan import AreaPlan
from tests.support.script import ANA, HOME, HOUSE, Story, armed


def test_a_disabled_tag_leaves_the_house_armed_and_tells_who_holds_it(story: Story) -> None:
    armed(story).tags(uid_only=False, standing=TagStanding.DISABLED).expects(
        "tag.disabled detail=hall by=ana/tag", "error no_permission"
    )


def test_a_watched_tag_works_and_is_told_each_time(story: Story) -> None:
    armed(story).tags(uid_only=False, standing=TagStanding.WATCHED).expects(
        "tag.watched detail=hall by=ana/tag",
        "area.disarmed house mode=total by=ana/tag",
        "house idle",
        "shows ready",
        "ok",
    )


def test_a_tag_of_nobody_is_told(story: Story) -> None:
    story.happens(UnknownTag("hall")).expects("tag.unknown detail=hall")


def test_the_tag_goes_round_the_modes_that_there_are_and_skips_the_others() -> None:
    rounds = {
        (Mode.TOTAL, Mode.PARTIAL): "total partial total partial",
        (Mode.TOTAL, Mode.NIGHT): "total night total night",
        (Mode.NIGHT, Mode.PARTIAL, Mode.TOTAL): "total partial night total",
        (Mode.TOTAL,): "total total total total",
    }
    for modes, heard in rounds.items():
        story = Story(replace(HOME, areas=(AreaPlan(id=HOUSE, name="House", modes=modes), HOME.areas[1])))
        stepped = []
        for _ in range(4):
            story.tags(replace(ANA, arm=(HOUSE,), disarm=(HOUSE,))).said.clear()
            stepped.append(story.state.areas[0].mode)
        assert " ".join(stepped) == heard
