"""Every story under this folder, played: each line that the panel says stands in it, in this order, and no other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.stories.form import Written, read
from tests.support.stories.houses import setting
from tests.support.stories.play import Stage, difference, perform
from tests.support.stories.stage import CoreStage
from tests.support.stories.verbs import VERBS
from tests.support.stories.wires import WiresStage

HERE = Path(__file__).parent
STORIES = sorted(path.relative_to(HERE).as_posix() for path in HERE.rglob("*.story"))


@pytest.fixture
def stages(tmp_path: Path) -> Iterator[Callable[[Written], Stage]]:
    """Makes the stage that a story asks for: the core alone, or the whole panel on its wires."""
    made: list[WiresStage] = []

    def make(story: Written) -> Stage:
        if story.first("stage", "core") == "wires":
            made.append(WiresStage(tmp_path, story.first("house", "home")))
            return made[-1]
        house = setting(story.first("house", "standard"), story.head.get("with", ()))
        return CoreStage(house, VERBS, story.first("clock", "2026-06-01 12:00"))

    yield make
    for stage in made:
        stage.close()


@pytest.mark.parametrize("name", STORIES)
def test_the_panel_does_what_the_story_says(name: str, stages: Callable[[Written], Stage]) -> None:
    story = read(HERE / name)
    found = difference(story, perform(story, stages(story)))
    assert not found, f"{name}: {story.title}\n{found}"
