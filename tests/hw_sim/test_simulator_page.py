"""docs/simulator.md is true: every example on it is run, and answers as it says."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from hw_sim.world.verbs import FORMS
from panel.config.gsm import GsmConfig
from panel.config.parse import load
from tests.hw_sim.world.serving import Served

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
EXAMPLES: list[tuple[str, str]] = re.findall(r"```sh\n(curl .*?)\n```\n```json\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    gsm = GsmConfig(port="/dev/null", station_number="+351300000001")
    config = msgspec.structs.replace(load(ROOT / "panel" / "config" / "home.toml"), gsm=gsm)
    tags = {"blue": "C0FFEE", "stranger": "BADBAD"}
    with Served(tmp_path_factory.mktemp("page"), config, tags) as served:
        yield served


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == 11


@pytest.mark.parametrize(("command", "answer"), EXAMPLES, ids=[command[-45:] for command, _ in EXAMPLES])
def test_an_example_answers_as_the_page_says(house: Served, command: str, answer: str) -> None:
    _, _, url, *rest = shlex.split(command)
    body = rest[1].encode() if rest else None
    _, said = house.ask(urlsplit(url).path, body)
    assert shape(said) == shape(json.loads(answer))


def test_every_verb_is_on_the_page() -> None:
    for verb in ("look", *FORMS):
        assert f"`sereno house {verb}" in PAGE


def shape(value: Any, key: str = "") -> Any:
    """What must agree: every word and name. Not the times, nor what a panel (there is none here) switches."""
    if isinstance(value, dict):
        return {} if key == "changed_ms" else {name: shape(each, name) for name, each in value.items()}
    if key.endswith("_ms"):
        return type(value)
    if key in ("display", "lines"):
        return [len(row) for row in value]
    return "on or off" if isinstance(value, bool) else None if key == "broker" else value
