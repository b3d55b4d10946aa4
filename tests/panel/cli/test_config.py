"""``sereno config`` at the prompt."""

import argparse
import json
from pathlib import Path

import pytest

from panel.cli import config
from panel.config.schema import example_text, schema_text
from tests.panel.config.house import HOUSE, changed


def run(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="sereno config")
    config.add_arguments(parser)
    return config.run(parser.parse_args(words))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8")
    return file


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.toml"
    text = changed(("pin = 6", "pin = 5"), ('wiring = "no"', 'wiring = "on"'))
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_in_order_is_summed_up(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(house)) == 0
    assert capsys.readouterr() == (f"{house}: in order: 3 zones in 1 areas (House), 1 outputs\n", "")


def test_every_mistake_is_told_and_the_exit_code_is_2(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(broken)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    first, second, last = err.splitlines()
    assert first.startswith(f"{broken}:18: input hall: pin: found 5, ")
    assert second.startswith(f'{broken}:56: zone 3 (Smoke): wiring: found "on", allowed: nc, no')
    assert last == f"2 errors in {broken}; nothing was started"


def test_programs_read_the_last_line(house: Path, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(house), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True, "file": str(house), "zones": 3, "areas": 1, "inputs": 3, "problems": [],
    }  # fmt: skip
    assert run("check", str(broken), "--json") == 2
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["ok"] is False
    assert [(p["line"], p["key"], p["fault"]) for p in told["problems"]] == [
        (18, "pin", "pin_shared"),
        (56, "wiring", "value"),
    ]


def test_the_schema_and_the_example_are_printed_as_they_are_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    assert capsys.readouterr().out == schema_text()
    assert run("example") == 0
    assert capsys.readouterr().out == example_text()
