"""The house from the command line."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from hw_sim.cli import house as command
from hw_sim.launch.installation import line
from hw_sim.launch.notes import Notes, write
from panel.config.keypads import DisplayConfig, DisplaySize
from tests.hw_sim.small_house import CONFIG, WITH_CELLAR
from tests.hw_sim.world.serving import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("house")) as served:
        yield served


@pytest.fixture
def data(served: Served, tmp_path: Path) -> Path:
    (tmp_path / "runtime").write_text(str(tmp_path), encoding="utf-8")
    url = f"http://127.0.0.1:{served.port}"
    mqtt = line(1, tmp_path, "tap")
    write(tmp_path, Notes(panel="h", pin="1", tags={}, house_url=url, station_url=None, mqtt=mqtt))
    return tmp_path


def sereno_house(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.mark.parametrize("before", [True, False])
def test_a_door_is_opened_wherever_the_folder_is_named(served: Served, data: Path, before: bool) -> None:
    where = ("--data", str(data))
    assert sereno_house(*(where if before else ()), "open", "door", *(() if before else where)) == 0
    assert served.ask("/api/house")[1]["inputs"]["door"] == "open"
    assert sereno_house("--data", str(data), "close", "7") == 0
    assert served.ask("/api/house")[1]["inputs"]["door"] == "closed"


@pytest.mark.parametrize(
    "words",
    [
        ("tag", "blue"),
        ("keys", "1#"),
        ("network", "cut"),
        ("network", "restore"),
        ("storm", "1", "--seed", "2"),
        ("relay", "outside", "well"),
    ],
)
def test_every_verb_is_carried_out(data: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(data), *words) == 0
    assert capsys.readouterr() == ("", "")


def test_wires_are_cut_which_a_look_says_and_mended(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(data), "wire", "door", "cut") == 0
    assert sereno_house("--data", str(data), "look") == 0
    assert "wires    door: cut\n" in capsys.readouterr().out
    assert sereno_house("--data", str(data), "wire", "door", "mend") == 0
    assert sereno_house("--data", str(data), "wire", "door", "drift", "200") == 1
    assert "door is on a pin" in capsys.readouterr().err


def test_a_converter_that_is_not_there_is_refused_in_a_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(data), "converter", "loops", "hung") == 1
    assert capsys.readouterr().err == "sereno house: no converter 'loops' in this house; it has none\n"


def test_a_look_for_a_program_is_one_object(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(data), "look", "--json") == 0
    look = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"siren", "strobe", "sounder", "lamps", "display", "inputs"} <= set(look)


def test_a_look_for_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(data), "look") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "siren    off",
        "strobe   not wired",
        "sounder  not wired",
        "lamps    ready not wired, armed not wired, alarm off",
        "open     nothing",
        "network  up",
        "broker   not known",
        "readers  reader ok",
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("open", "cellar"), "sereno house: no zone 'cellar' in this house; it has door, smoke\n"),
        (("broker", "kill"), "sereno house: nobody answers for the broker"),
    ],
)
def test_a_refusal_is_one_sentence(
    data: Path, words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sereno_house("--data", str(data), *words) == 1
    assert capsys.readouterr().err.startswith(says)


@pytest.mark.parametrize("verb", ["open", "close", "walk", "tag", "keys"])
def test_nothing_is_no_zone_tag_or_key(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        sereno_house(verb, "")
    assert ended.value.code == 2
    assert "it is empty; say which" in capsys.readouterr().err


def test_without_a_demo_it_says_how_to_start_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_house("--data", str(tmp_path), "look") == 1
    (tmp_path / "runtime").write_text(str(tmp_path), encoding="utf-8")
    assert sereno_house("--data", str(tmp_path), "look") == 1
    first, second = capsys.readouterr().err.splitlines()
    assert "holds no running panel" in first
    assert "start `./sereno demo`" in second


def test_a_house_that_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "runtime").write_text(str(tmp_path), encoding="utf-8")
    mqtt = line(1, tmp_path, "tap")
    write(tmp_path, Notes(panel="h", pin="1", tags={}, house_url="http://127.0.0.1:1", station_url=None, mqtt=mqtt))
    assert sereno_house("--data", str(tmp_path), "open", "door") == 1
    told = "no demo runs there any more: nobody listens at http://127.0.0.1:1/api/house/open; start one with"
    assert told in capsys.readouterr().err


def test_the_air_in_the_cellar_is_set_below_zero_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Served(tmp_path, WITH_CELLAR) as served:
        (tmp_path / "runtime").write_text(str(tmp_path), encoding="utf-8")
        url = f"http://127.0.0.1:{served.port}"
        notes = Notes(panel="h", pin="1", tags={}, house_url=url, station_url=None, mqtt=line(1, tmp_path, "tap"))
        write(tmp_path, notes)
        assert sereno_house("--data", str(tmp_path), "climate", "cellar", "-3.5", "70") == 0
        assert sereno_house("--data", str(tmp_path), "climate", "cellar", "garbage") == 0
        assert sereno_house("--data", str(tmp_path), "look") == 0
        shown = capsys.readouterr().out.splitlines()
        assert "cellar   -3.5 °C, 70 % RH, garbage" in shown and "open     frost" in shown
        assert sereno_house("--data", str(tmp_path), "climate", "attic", "20") == 1
        assert "no sensor 'attic'" in capsys.readouterr().err


def test_what_is_read_on_a_display_is_shown_row_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glass = DisplayConfig(name="glass", i2c_bus=11, address=0x27, size=DisplaySize.SMALL)
    with Served(tmp_path, msgspec.structs.replace(CONFIG, display=(glass,))) as served:
        (tmp_path / "runtime").write_text(str(tmp_path), encoding="utf-8")
        url = f"http://127.0.0.1:{served.port}"
        notes = Notes(panel="h", pin="1", tags={}, house_url=url, station_url=None, mqtt=line(1, tmp_path, "tap"))
        write(tmp_path, notes)
        assert sereno_house("--data", str(tmp_path), "look") == 0
        shown = capsys.readouterr().out.splitlines()
        assert shown[4:6] == [f"glass    [{' ' * 16}] lit", f"         [{' ' * 16}]"]
