"""Shapes as XML that says what they say and nothing else."""

import xml.etree.ElementTree as ET

import pytest

from panel.wiring.colours import Colour
from panel.wiring.shapes import Box, Disc, Stroke, Text, Wire
from panel.wiring.svg import document, escaped

LETTER = (
    '<text x="1" y="2" font-size="3" fill="#111111" font-weight="bold" text-anchor="end" textLength="1.2"'
    ' lengthAdjust="spacingAndGlyphs">t</text>'
)
NS = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    "name",
    ['<script>alert("x")</script>', "a & b", "'quoted' \"twice\"", "ação ñ 日本 😀", "]]>", "&lt;"],
)
def test_a_name_comes_back_as_it_went_in(name: str) -> None:
    svg = document([Text(x=1, y=2, text=name, size=3)], 10, 10, name)
    root = ET.fromstring(svg)
    assert [text.text for text in root.iter(f"{NS}text")] == [name]
    assert [title.text for title in root.iter(f"{NS}title")] == [name]
    assert "<script" not in svg


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\u202e", "\u2066"])
def test_what_xml_forbids_or_would_turn_the_line_round_is_replaced(character: str) -> None:
    assert escaped(f"a{character}b") == "a\ufffdb"
    ET.fromstring(document([Text(x=1, y=2, text=character, size=3)], 10, 10, character))


def test_each_shape_is_an_element_with_its_measures_in_millimetres() -> None:
    shapes = (
        Wire(Colour.RED, ((0, 0), (1.5, 0))),
        Stroke(points=((0, 1), (2, 1)), dashed=True),
        Stroke(points=((0, 1), (2, 1), (1, 2)), fill="#333333", closed=True),
        Box(x=1, y=2, w=3, h=4.125, radius=1),
        Disc(x=1, y=2, r=0.5),
        Text(x=1, y=2, text="t", size=3, anchor="end", bold=True, squeezed_mm=1.2),
    )
    lines = document(shapes, 420, 297, "t").splitlines()
    assert lines[0].startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" width="420mm" height="297mm" viewBox="0 0 420 297"'
    )
    assert lines[4:-1] == [
        '<polyline points="0,0 1.5,0" fill="none" stroke-linejoin="round" stroke="#333333" stroke-width="0.9"/>',
        '<polyline points="0,0 1.5,0" fill="none" stroke-linejoin="round" stroke="#d62718" stroke-width="0.62"/>',
        '<polyline points="0,1 2,1" fill="none" stroke="#333333" stroke-width="0.3" stroke-dasharray="1.2 0.8"/>',
        '<polygon points="0,1 2,1 1,2" fill="#333333" stroke="#333333" stroke-width="0.3"/>',
        '<rect x="1" y="2" width="3" height="4.12" rx="1" fill="none" stroke="#333333" stroke-width="0.3"/>',
        '<circle cx="1" cy="2" r="0.5" fill="none" stroke="#333333" stroke-width="0.3"/>',
        LETTER,
    ]


def test_earth_is_striped() -> None:
    svg = document([Wire(Colour.EARTH, ((0, 0), (1, 0)))], 10, 10, "")
    assert svg.count("<polyline") == 3
    assert 'stroke="#f3d013"' in svg
