"""Every story under this folder, played: each line that the panel says stands in it, in this order, and no other."""

from pathlib import Path

import pytest

from tests.support.stories.form import read
from tests.support.stories.houses import setting
from tests.support.stories.play import Stage, difference, perform
from tests.support.stories.stage import CoreStage
from tests.support.stories.verbs import VERBS

HERE = Path(__file__).parent
STORIES = sorted(path.relative_to(HERE).as_posix() for path in HERE.rglob("*.story"))


@pytest.mark.parametrize("name", STORIES)
def test_the_panel_does_what_the_story_says(name: str) -> None:
    story = read(HERE / name)
    stage: Stage = CoreStage(
        setting(story.first("house", "standard"), story.head.get("with", ())),
        VERBS,
        story.first("clock", "2026-06-01 12:00"),
    )
    found = difference(story, perform(story, stage))
    assert not found, f"{name}: {story.title}\n{found}"
