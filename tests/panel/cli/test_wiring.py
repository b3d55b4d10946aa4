"""``sereno wiring`` at the prompt."""

import argparse
from pathlib import Path

import pytest

from panel.cli import wiring
from panel.config import load
from panel.wiring import drawing
from tests.panel.config.house import HOUSE


def run(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="sereno wiring")
    wiring.add_arguments(parser)
    return wiring.run(parser.parse_args(words))


def test_the_drawing_comes_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8")
    assert run("--config", str(file)) == 0
    assert capsys.readouterr() == (drawing(load(file)), "")
    assert run("--config", str(file), "--sheet", "2") == 0
    assert capsys.readouterr() == (drawing(load(file), 2), "")


def test_a_configuration_with_a_mistake_draws_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE.replace("pin = 5", "pin = 28"), encoding="utf-8")
    assert run("--config", str(file)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "pin: found 28, allowed: a whole number from 0 to 27" in err


def test_a_sheet_that_there_is_not_is_refused_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8")
    assert run("--config", str(file), "--sheet", "9") == 2
    assert capsys.readouterr().err.startswith("there are sheets 1 to ")
