"""The whole drawing."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import Phase, given, settings

from panel.config import Config, load
from panel.config.model import (
    InputConfig,
)
from panel.wiring import book, drawing
from panel.wiring.pen import Pen
from panel.wiring.sheets import SHEET_HIGH, SHEET_WIDE, draw, laid_out
from panel.wiring.words import Language
from tests.support.drawings import beyond, collisions
from tests.support.pin_bench import installation
from tests.support.strange_houses import installations

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "panel" / "config" / "home.toml"
PICTURE = ROOT / "docs" / "img" / "wiring.svg"


def test_every_table_of_the_configuration_is_drawn_or_known_to_have_no_wires() -> None:
    tables = {field.encode_name for field in msgspec.structs.fields(Config)}
    assert book.drawn() | set(book.WITHOUT_WIRES) == tables
    assert book.drawn() & set(book.WITHOUT_WIRES) == set()


def test_the_picture_in_the_documentation_is_what_the_command_prints_today() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawing(load(HOME)), (
        "sereno wiring --config ... > docs/img/wiring.svg"
    )


def test_every_line_that_the_configuration_names_is_in_the_pin_list_once() -> None:
    config = load(HOME)
    assert sorted(use.gpio for use in book.uses_of(config)) == list(range(28))  # that house takes them all
    assert {use.gpio: use.device for use in book.uses_of(config)}[5] == "front_door"


def test_two_prints_are_alike_and_another_wire_gives_the_drawing_another_number() -> None:
    config = load(HOME)
    first = drawing(config)
    assert first == drawing(load(HOME))
    number = r"drawing ([0-9a-f]{8})"
    assert len(set(re.findall(number, first))) == 1
    moved = drawing(installation(input=(InputConfig(name="door", pin=18),)))
    assert set(re.findall(number, moved)) != set(re.findall(number, drawing(installation())))


def test_one_sheet_can_be_had_by_itself_and_one_that_is_not_there_is_refused() -> None:
    config = load(HOME)
    whole, first = drawing(config), drawing(config, 1)
    assert 'height="297mm"' in first
    assert whole.count("Sheet ") == int(re.findall(r"Sheet \d+ of (\d+)", whole)[0])
    for number in (0, 99):
        with pytest.raises(ValueError, match=rf"there are sheets 1 to \d+, no {number}"):
            drawing(config, number)


def test_the_check_sees_what_an_eye_would() -> None:
    pen = Pen()
    pen.text(10, 10, "one")
    pen.text(12, 10.5, "two")
    pen.line((0, 20), (40, 20))
    pen.text(10, 20.5, "three")
    pen.box(9, 28, 30, 5)
    pen.text(10, 31, "four")
    assert collisions(pen.shapes) == ["'one' over 'two'", "a line through 'three'"]
    assert beyond(pen.shapes, 15.5, 40) == ["two", "three"]


@given(installations())
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_whatever_the_house_no_text_lies_over_another_and_no_line_through_one(config: Config) -> None:
    language = Language(config.panel.language)
    for sheet in laid_out(list(book._sections(config, language))):
        pen = Pen()
        draw(pen, sheet)
        assert collisions(pen.shapes) == []
        assert beyond(pen.shapes, SHEET_WIDE - 6, SHEET_HIGH - 6) == []
