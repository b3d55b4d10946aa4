"""Symbols end where the next part begins, and are counted."""

from collections.abc import Callable

import pytest

from panel.wiring import symbols
from panel.wiring.pen import Part, Pen
from panel.wiring.shapes import Point
from tests.support.drawings import collisions, words

SYMBOLS: dict[str, tuple[Callable[[Pen], Point], Point, tuple[Part, str]]] = {
    "resistor": (lambda p: symbols.resistor(p, 5, 5, "1 kΩ"), (15, 5), (Part.RESISTOR, "1 kΩ 0.25 W")),
    "standing": (lambda p: symbols.resistor_down(p, 5, 5, "18 Ω", "25 W"), (5, 13), (Part.RESISTOR, "18 Ω 25 W")),
    "capacitor": (lambda p: symbols.capacitor_down(p, 5, 5, "100 nF"), (5, 13), (Part.CAPACITOR, "100 nF 50 V")),
    "suppressor": (lambda p: symbols.tvs_down(p, 5, 5, "SMAJ5.0A"), (5, 13), (Part.SUPPRESSOR, "SMAJ5.0A")),
    "diode up": (lambda p: symbols.diode_up(p, 5, 15, 8, "1N4007"), (5, 7), (Part.DIODE, "1N4007")),
    "diode left": (lambda p: symbols.diode_left(p, 25, 5, 20, "SB540"), (5, 5), (Part.DIODE, "SB540")),
    "diode right": (lambda p: symbols.diode_right(p, 5, 5, 10, "1N4007"), (15, 5), (Part.DIODE, "1N4007")),
    "fuse": (lambda p: symbols.fuse(p, 5, 5, "F1", "T 1 A"), (15, 5), (Part.FUSE, "T 1 A")),
}


@pytest.mark.parametrize("name", SYMBOLS)
def test_a_part_ends_where_it_says_bears_its_value_and_is_counted_once(name: str) -> None:
    draw, end, part = SYMBOLS[name]
    pen = Pen()
    assert draw(pen) == end
    assert pen.parts == {part: 1}
    assert len(words(pen)) == 1
    assert collisions(pen.shapes) == []


@pytest.mark.parametrize("flows_down", [True, False])
def test_a_lamp_points_the_way_its_current_flows(flows_down: bool) -> None:
    pen = Pen()
    assert symbols.lamp_down(pen, 5, 5, 8, flows_down) == (5, 13)
    triangle = next(shape for shape in pen.shapes if getattr(shape, "fill", "") == "#ffffff")
    tip, *base = [y for _, y in triangle.points]  # type: ignore[union-attr]
    assert all((tip > y) is flows_down for y in base)


def test_a_rail_bears_its_volts_and_its_fuse_in_its_colour() -> None:
    pen = Pen()
    symbols.rail(pen, 10, 10, symbols.RAIL_12, "F3")
    symbols.ground(pen, 20, 10)
    symbols.part_box(pen, 30, 10, 20, 10, "module")
    assert words(pen) == ["12 V F3", "module"]
    assert {getattr(shape, "colour", "") for shape in pen.shapes} >= {"#d62718", "#111111"}
