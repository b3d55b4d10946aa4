"""``sereno replay`` as a person types it."""

import argparse
import json
from pathlib import Path

import pytest

from hw_sim.cli import replay
from tests.hw_sim.replay.written_home import write_home

SENSORS = ["10:00:00 10:00:05 Door", "10:10:00 10:10:02 Window", "10:19:50 10:20:00 Door"]


def type_in(folder: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    replay.add_arguments(parser)
    files = [str(folder / name) for name in ("sensors.txt", "labels.txt", "mapping.toml", "sereno.toml")]
    options = [word for pair in zip(("--labels", "--mapping", "--config"), files[1:], strict=True) for word in pair]
    return replay.run(parser.parse_args([files[0], *options, *more]))


def test_a_good_home_ends_with_zero_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_home(tmp_path, SENSORS, ["10:00:00 10:20:00 Leaving"])
    assert type_in(tmp_path) == 0
    assert capsys.readouterr().out.endswith("PASSED\n")


def test_json_is_one_object_on_the_last_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_home(tmp_path, SENSORS, ["10:00:00 10:20:00 Leaving"])
    assert type_in(tmp_path, "--json", "--burglar", "3") == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found["missed"], found["unexplained"], found["lost"], found["duplicated"]) == (0, 0, 0, 0)
    assert found["planted"] > 0
    assert "only" in found["notes"][-1] or "never broken into" in found["notes"][-1]


def test_files_that_do_not_fit_are_refused_with_every_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_home(tmp_path, [*SENSORS, "11:00:00 11:00:01 Sofa", "11:00:00 11:00:01 Attic"], ["10:00:00 10:20:00 Leaving"])
    assert type_in(tmp_path) == 2
    said = capsys.readouterr().err
    assert "Attic/PIR/House" in said
    assert "Sofa/PIR/House" in said


def test_a_configuration_that_is_wrong_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_home(tmp_path, SENSORS, ["10:00:00 10:20:00 Leaving"])
    (tmp_path / "sereno.toml").write_text("[panel]\n", encoding="utf-8")
    assert type_in(tmp_path) == 2
    assert "sereno.toml" in capsys.readouterr().err
