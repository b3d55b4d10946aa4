"""The command's own part of the demo; the whole is tried in tests/hw_sim/launch/test_demo.py."""

import argparse
import socket
from pathlib import Path

import pytest

from hw_sim.cli import demo as command
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


def test_the_example_home_is_the_default() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = command._options(parser.parse_args([]))
    assert options.source == "home.toml"
    assert 'name = "Casa da Encosta"' in options.text
