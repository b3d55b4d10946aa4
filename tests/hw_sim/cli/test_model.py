"""``sereno model`` as a person and a script use it."""

import argparse
import json
from pathlib import Path

import pytest

from hw_sim.cli import model
from hw_sim.model.check import Checked, CheckFailed
from hw_sim.model.further import Part
from hw_sim.model.worker import Broken

GOOD = Checked(
    part=Part.WHOLE,
    rules=117,
    states=3,
    edges=9,
    complete=True,
    frontier=0,
    cells_hit=2,
    cells_total=2,
    arrows_hit=4,
    arrows_total=4,
    violations=[],
    wall_s=0.5,
    missing=[],
    members=[{"member": "pocket", "states": 3, "edges": 9, "wall_s": 0.4}],
)
BROKEN = Broken(member="pocket", rule="a_rule", what="it broke", story="In the house ...")
BAD = Checked(**{name: getattr(GOOD, name) for name in GOOD.__struct_fields__} | {"violations": [BROKEN]})


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    model.add_arguments(parser)
    return model.run(parser.parse_args(words))


def test_a_good_check_prints_its_numbers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(model, "check", lambda part: GOOD)
    assert run("check", "--json") == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {name: result[name] for name in ("states", "edges", "complete", "frontier", "violations")} == {
        "states": 3,
        "edges": 9,
        "complete": True,
        "frontier": 0,
        "violations": [],
    }
    assert run("check") == 0
    assert "3 states, 9 steps, complete, 2 of 2 cells, 4 of 4 arrows, 0 rules broken" in capsys.readouterr().out


def test_a_broken_rule_prints_its_story_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(model, "check", lambda part: BAD)
    assert run("check", "--json") == 1
    captured = capsys.readouterr()
    assert captured.err == "In the house ...\n"
    assert json.loads(captured.out)["violations"][0]["rule"] == "a_rule"


def test_a_check_that_could_not_run_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(part: Part) -> Checked:
        raise CheckFailed("a walking process ended with 1")

    monkeypatch.setattr(model, "check", fails)
    assert run("check", "--quick") == 1
    assert capsys.readouterr().err == "sereno model: a walking process ended with 1\n"


def test_the_diagram_is_written_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = str(tmp_path / "states.md")
    assert run("diagram", "--check", "--to", target) == 1
    assert "differs from the table; run `sereno model diagram`" in capsys.readouterr().err
    assert run("diagram", "--to", target) == 0
    assert run("diagram", "--check", "--to", target) == 0


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diagram", "--to", str(tmp_path / "nowhere" / "states.md")) == 1
    assert "No such file or directory; run it in the repository or say --to" in capsys.readouterr().err
