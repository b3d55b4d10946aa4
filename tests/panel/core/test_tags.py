"""Tags that were lost and found: disabled, watched, unknown."""

from panel.core.events import UnknownTag
from panel.core.names import TagStanding
from tests.support.script import Story, armed


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
