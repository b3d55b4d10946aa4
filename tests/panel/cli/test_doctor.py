"""``sereno doctor`` at the prompt."""

import argparse
import json
from pathlib import Path

import pytest

from hw_sim.machine import fitted, raspberry_pi
from panel.api import Reply
from panel.cli import doctor
from panel.config import load
from panel.doctor.running import Told
from panel.exam.examine import World
from tests.panel.cli.answering import answering
from tests.panel.config.house import HOUSE
from tests.support.pin_bench import PinBench


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sereno doctor")
    doctor.add_arguments(parser)
    return parser.parse_args(words)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.toml"
    file.write_text(HOUSE, encoding="utf-8")
    return file


def world(house: Path, folder: Path) -> World:
    bench = PinBench()
    config = load(house)
    for each in config.input:
        zone = next(zone for zone in config.zone if zone.input == each.name)
        bench.wires.drive(each.line, False if zone.wiring == "nc" else None)

    async def sleep(seconds: float) -> None:
        bench.now_ns += int(seconds * 1e9)

    computer = raspberry_pi(folder / "pi", fitted(config))
    return World(data=folder, pins=lambda board: bench.factory(), computer=computer, sleep=sleep)


def test_a_person_reads_it_and_the_exit_code_says_it(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.look(parsed("--config", str(house)), world(house, tmp_path)) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[0], err) == (f"Sereno looks at House ({house})", "")
    assert out.splitlines()[-1].startswith("All is well: ")


def test_a_program_reads_the_last_line(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.look(parsed("--config", str(house), "--json"), world(house, tmp_path)) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (said["ok"], said["running"], said["wrong"]) == (True, False, 0)


def test_a_configuration_with_mistakes_is_2(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = world(house, tmp_path)
    house.write_text(HOUSE.replace("pin = 5", "pin = 28"), encoding="utf-8")
    assert doctor.look(parsed("--config", str(house)), made) == 2
    assert "found 28" in capsys.readouterr().out


def test_the_contract_without_pairs_names_those_that_may_be_joined(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = world(house, tmp_path)
    assert doctor.look(parsed("--config", str(house), "--contract"), made) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith("join two free lines with a wire")
    assert " to header " in err.splitlines()[1]


def test_the_contract_refuses_a_line_of_the_panel(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = world(house, tmp_path)
    assert doctor.look(parsed("--config", str(house), "--contract", "5:17"), made) == 2
    assert "GPIO5 belongs to door" in capsys.readouterr().err


def test_the_contract_with_nothing_joined_is_1(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.look(parsed("--config", str(house), "--contract", "7:8"), world(house, tmp_path)) == 1
    assert "GPIO7 to GPIO8: edges" in capsys.readouterr().out


def test_alarmd_is_asked_if_it_runs_there(tmp_path: Path, runtime: Path) -> None:
    assert doctor.status_of(tmp_path) == Told()
    with answering(tmp_path, runtime, Reply(ok=True, data='{"panel": "h"}')):
        assert doctor.status_of(tmp_path) == Told('{"panel": "h"}')
    assert doctor.status_of(tmp_path) == Told()  # it was killed, and left its pointers behind
    (runtime / "console.sock").unlink()
    with answering(tmp_path, runtime, Reply(ok=False, text="only for root")):
        assert doctor.status_of(tmp_path) == Told(error="only for root")


def test_on_a_computer_that_is_no_pi_it_says_so_and_goes_on(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.run(parsed("--config", str(house), "--data", str(tmp_path / "none"), "--json")) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    states = {each["subject"]: each["state"] for each in findings}
    assert states["computer"] == states["pins"] == "wrong"
    assert states["house.toml"] == "ok"
