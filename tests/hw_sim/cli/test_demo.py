"""The command's own part of the demo; the whole is tried in tests/hw_sim/launch/test_demo.py."""

import argparse
import socket
from pathlib import Path

import pytest

from hw_sim.cli import demo as command
from hw_sim.launch.folders import Folders
from hw_sim.launch.installation import line
from hw_sim.launch.notes import Notes
from tests.hw_sim.small_house import TEXT


def sereno_demo(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_a_configuration_that_is_not_there_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert sereno_demo("--config", "/nowhere.toml") == 2
    assert capsys.readouterr().err.startswith("/nowhere.toml: ")


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "small.toml"
    config.write_text(TEXT, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert sereno_demo("--config", str(config), "--data", str(tmp_path / "data"), "--port", port) == 1
    assert capsys.readouterr().err == f"sereno demo: port {port} is taken; name another with --port, or leave it out\n"


def test_a_port_that_tcp_does_not_have_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        sereno_demo("--port", "99999")
    assert ended.value.code == 2
    assert "ports are 0 to 65535 (0: any free one)" in capsys.readouterr().err


def test_a_file_in_place_of_the_folder_is_told_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, file = tmp_path / "small.toml", tmp_path / "hostname"
    config.write_text(TEXT, encoding="utf-8")
    file.touch()
    assert sereno_demo("--config", str(config), "--data", str(file)) == 1
    assert capsys.readouterr().err.startswith(f"sereno demo: {file} cannot hold a demo: it, or something in it, is a ")


def test_an_error_of_the_system_is_told_without_its_number() -> None:
    assert command._words(OSError(28, "No space left on device", "/data/x")) == "/data/x: No space left on device"


def test_the_commands_of_a_demo_that_others_do_not_find_name_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    notes = Notes(panel="h", pin="1", tags={"blue": "1"}, house_url="u", station_url=None, mqtt=line(1, tmp_path, "t"))
    first, second = Folders(tmp_path / "a"), Folders(tmp_path / "the second")
    first.point()
    second.point()
    assert not any("--data" in shown for shown, _ in command._hints(notes, "door", first))
    assert all(shown.endswith(f" --data '{second.data}'") for shown, _ in command._hints(notes, "door", second))
    second.remove()
    first.remove()


def test_the_example_home_is_the_default() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = command._options(parser.parse_args([]))
    assert options.source == "home.toml"
    assert 'name = "Casa da Encosta"' in options.text
    assert options.text != (Path(__file__).resolve().parents[3] / "panel" / "config" / "home.toml").read_text()
