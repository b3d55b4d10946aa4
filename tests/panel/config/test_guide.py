"""The guide to the configuration says what the panel does: every key, every bound, real messages."""

from pathlib import Path

import msgspec
import pytest

from panel.config import model
from panel.config.bounds import Bounds
from panel.config.schema import example_text
from tests.panel.config.house import told

GUIDE = (Path(__file__).resolve().parents[3] / "docs/guide/configuration.md").read_text(encoding="utf-8")

# What an installer gets wrong in the example, and so what the guide shows.
MISTAKES = [
    ('modes = ["total"]', 'modes = ["totl"]'),
    ("qualification_ms = 100", "qualification_mss = 100"),
    ("siren_s = 180", "siren_s = 60"),
    ("pin = 6 ", "pin = 5 "),
    ('input = "hall_pir"', 'input = "hall_pri"'),
    ('input = "hall_pir"', 'input = "front_door"'),
    ('kind = "fire"', 'kind = "fire"\nmodes = ["total"]'),
    ('modes = ["total", "night"]   # no partial', 'modes = ["total", "partial", "night"]   # no partial'),
    ('kind = "instant"           # it stands', "kind = instant             # it stands"),
    ("Europe/Lisbon", "Europe/Lisboa"),
    ("[tags]", '[mqtt]\nhost = "station.example"\n\n[tags]'),
]


def row(field: msgspec.structs.FieldInfo) -> str:
    """How the guide's tables show a key: name, what is allowed, default."""
    default = "must be given" if field.required else _written(field.default)
    return f"| `{field.name}` | {Bounds(field.type).allowed()} | {default} |"


def _written(default: object) -> str:
    if default in (None, ()):
        return "none"
    return f"`{msgspec.json.encode(default).decode()}`"


@pytest.mark.parametrize("table", msgspec.structs.fields(model.Config), ids=lambda table: table.name)
def test_the_guide_shows_every_key_with_its_bounds_and_default(table: msgspec.structs.FieldInfo) -> None:
    record = Bounds(table.type).record
    assert record is not None
    brackets = f"[[{table.name}]]" if Bounds(table.type).item else f"[{table.name}]"
    start = GUIDE.index(f"### `{brackets}`")
    section = GUIDE[start : GUIDE.find("\n### ", start + 1)]
    for field in msgspec.structs.fields(record):
        assert row(field) in section


@pytest.mark.parametrize(("right", "wrong"), MISTAKES)
def test_the_guide_shows_the_message_of_every_common_mistake(right: str, wrong: str) -> None:
    example = example_text()
    assert right in example, "the example has changed"
    message = told(example.replace(right, wrong, 1)).replace("house.toml:", "home.toml:")
    assert message
    assert message in GUIDE
