"""One process walks the members it is given and prints a line of JSON for each."""

import msgspec
import pytest

from hw_sim.model.worker import Walked, main, walked
from panel.core.names import Phase
from panel.core.table import Do, Trigger
from tests.hw_sim.model.planting import cell, member


def test_a_line_for_each_member_in_the_order_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pocket\n", "no delays\n"]) == 0
    lines = [msgspec.json.decode(line, type=Walked) for line in capsys.readouterr().out.splitlines()]
    assert [(line.member, line.frontier, line.violations) for line in lines] == [
        ("pocket", 0, []),
        ("no delays", 0, []),
    ]
    assert "entry/instant" in lines[0].cells
    assert "entry/time_up/alarm" in lines[0].arrows


def test_a_violation_comes_with_its_story(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(Phase.EXIT, Trigger.LIFE, Do.IGNORE, Phase.EXIT)(monkeypatch)
    (broken,) = walked(member("pocket")).violations
    assert broken.rule == "fire_and_hold_up_are_reported_in_every_phase"
    assert "zone 3 (fire, house) is open" in broken.story
