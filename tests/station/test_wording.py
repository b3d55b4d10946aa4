"""The page has a word for everything, and only there."""

import re

import pytest

from panel.core.names import Mode, Phase, ReportKind
from station import wording
from station.incident import STAGE_OF, How, Rank, Stage, Stands
from station.parts import TEMPLATES


def test_every_choice_has_its_word() -> None:
    assert set(wording.RANKS) == set(Rank)
    assert set(wording.ENDS) == set(How)
    assert set(wording.STANDS) == set(Stands)
    assert set(wording.STAGES) == set(Stage) - {Stage.NONE}
    assert set(wording.MODES) == set(Mode)
    assert set(wording.PHASES) == set(Phase)
    assert set(wording.KINDS) >= set(STAGE_OF)


def test_every_alarm_is_called_by_a_name() -> None:
    closers = {ReportKind.CANCELLED, ReportKind.ABORTED, ReportKind.SILENCED}
    alarms = {kind for kind in ReportKind if kind.startswith("alarm.")}
    assert alarms - closers <= set(wording.KINDS)


@pytest.mark.parametrize(("index", "told"), [(-2, "hall, 2 before"), (0, "hall, at the alarm"), (3, "hall, 3 after")])
def test_a_picture_is_called_by_camera_and_moment(index: int, told: str) -> None:
    assert wording.camera_at("hall", index) == told
    assert wording.picture_of("hall", index, "03:12:00") == f"Picture of camera {told}, 03:12:00"


def test_one_and_several() -> None:
    assert (wording.summary(1), wording.summary(2)) == ("1 open incident", "2 open incidents")


@pytest.mark.parametrize("template", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_no_template_says_a_word_of_its_own(template: object) -> None:
    text = re.sub(r"(?s){%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>|&\S+?;", " ", template.read_text())  # type: ignore[attr-defined]  # a file
    assert re.findall(r"[A-Za-z]{2,}", text) == []
