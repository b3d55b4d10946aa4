"""The shipped schema and the shipped example, as an installer's editor sees them."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from panel.config import load, parse
from panel.config.pins import LINES
from panel.config.schema import EXAMPLE, SHIPPED, example_text, schema, schema_text
from tests.panel.config.house import HOUSE, changed
from zones.kinds import Kind

ROOT = Path(__file__).resolve().parents[3]
DOCS_EXAMPLE = ROOT / "docs/examples/home.toml"

# "header 29" in a comment beside "pin = 5": which place on the header each BCM line has.
HEADER = {
    0: 27, 1: 28, 2: 3, 3: 5, 4: 7, 5: 29, 6: 31, 7: 26, 8: 24, 9: 21, 10: 19, 11: 23, 12: 32, 13: 33,
    14: 8, 15: 10, 16: 36, 17: 11, 18: 12, 19: 35, 20: 38, 21: 40, 22: 15, 23: 16, 24: 18, 25: 22, 26: 37, 27: 13,
}  # fmt: skip


def validate(text: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(tomllib.loads(text))


def test_the_shipped_schema_is_the_one_the_model_makes() -> None:
    shipped = (files("panel.config") / SHIPPED).read_text(encoding="utf-8")
    assert shipped == schema_text(), "sereno config schema > panel/config/sereno.schema.json"


def test_it_is_a_valid_schema_of_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("text", [HOUSE, example_text()], ids=["house", "example"])
def test_what_is_in_order_validates(text: str) -> None:
    validate(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('modes = ["total"]', 'modes = ["disarmed"]'),
        ('wiring = "no"', 'wirng = "no"'),
        ("pin = 6", "pin = 28"),
        ('id = "p1"', 'id = "P1"'),
        ("account", "acount"),
        ("rows = [14, 15, 18, 23]", "rows = [14]"),
    ],
)
def test_an_editor_sees_what_is_wrong_in_one_table(old: str, new: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate(changed((old, new)))


def test_an_editor_can_explain_every_key() -> None:
    for name, definition in schema()["$defs"].items():
        properties: dict[str, Any] = definition.get("properties", {})
        for key, value in properties.items() if name != "Config" else ():
            arms = value.get("anyOf", [value])
            assert any("description" in arm for arm in [value, *arms]), f"{name}.{key}"


def test_the_example_is_in_order_and_the_same_everywhere() -> None:
    config = parse(example_text(), EXAMPLE)
    assert load(DOCS_EXAMPLE) == config
    assert (len(config.zone), len(config.area)) == (12, 2)
    usual = {Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.INSTANT, Kind.FIRE, Kind.HOLD_UP, Kind.TAMPER}
    assert {zone.kind for zone in config.zone} == usual
    assert len(config.keypad) == len(config.reader) == 1


def test_the_example_uses_every_line_of_the_header_once() -> None:
    config = parse(example_text(), EXAMPLE)
    used = [each.line for each in config.input] + [line.pin for line in config.output]
    used += [pin for reader in config.reader for pin in reader.lines]
    used += [pin for keypad in config.keypad for pin in (*keypad.rows, *keypad.columns)]
    assert sorted(used) == list(LINES)


def test_the_example_names_the_right_place_on_the_header_for_each_pin() -> None:
    told = re.findall(r"^(?:pin|d0|d1) = (\d+) +# header (\d+)", example_text(), re.MULTILINE)
    told += [
        pair
        for pins, places in re.findall(
            r"^(?:rows|columns) = \[(.*)\] +# header ([\d, ]+):", example_text(), re.MULTILINE
        )
        for pair in zip(pins.split(", "), places.split(", "), strict=True)
    ]
    assert {int(pin): int(place) for pin, place in told} == HEADER


def test_the_example_keeps_siren_and_strobe_on_lines_that_are_low_at_start() -> None:
    config = parse(example_text(), EXAMPLE)
    loud = [output for output in config.output if output.role.value in ("siren", "strobe", "sounder")]
    assert all(output.pin >= 9 and output.active_high for output in loud)
