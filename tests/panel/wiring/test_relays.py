"""Relays drawn: what their contacts feed, and a line that a loop supervises."""

import pytest

from panel.wiring.block import Use
from panel.wiring.colours import Colour
from panel.wiring.pen import Part, Pen
from panel.wiring.relays import Supervision, Switched, device, load, relay, relay_board
from panel.wiring.words import Language
from tests.support.drawings import collisions, drawn, wires, words

EN = Language("en")
USE = Use(gpio=12, device="siren", terminal="K1", colour=Colour.WHITE, rest="0 V")
PLAIN = Switched(use=USE, words=("siren", "siren"))
OVER = Switched(use=USE, words=("siren", "siren"), supervised=Supervision("A1 0x49", "2.2 kΩ"))


@pytest.mark.parametrize("draw", [relay, relay_board])
@pytest.mark.parametrize("switched", [PLAIN, OVER])
def test_nothing_lies_over_a_word(draw: object, switched: Switched) -> None:
    pen = drawn(lambda pen: draw(pen, switched, EN))  # type: ignore[operator]
    assert collisions(pen.shapes) == []
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "RD", "BK"]


@pytest.mark.parametrize("draw", [relay, relay_board])
def test_a_line_that_is_supervised_has_its_channel_at_rest_and_its_resistor_and_diode_at_the_siren(
    draw: object,
) -> None:
    plain, over = (drawn(lambda pen, one=one: draw(pen, one, EN)) for one in (PLAIN, OVER))  # type: ignore[misc,operator]
    assert over.parts - plain.parts == {(Part.RESISTOR, "2.2 kΩ 0.25 W"): 1, (Part.DIODE, "1N4007"): 1}
    assert any("A1 0x49" in word for word in words(over))
    assert not any("A1 0x49" in word for word in words(plain))


def test_a_battery_test_s_contact_stands_on_another_sheet() -> None:
    tests = Switched(use=USE, words=("load", "battery test"), tests_battery=True)
    for draw in (relay, relay_board):
        pen = drawn(lambda pen, draw=draw: draw(pen, tests, EN))  # type: ignore[misc]
        assert "contact of K1: supply sheet" in words(pen)
        assert [colour for colour, _, _ in wires(pen)] == ["WH"]


def test_a_load_has_two_terminals_at_either_end_of_its_cable() -> None:
    pen = Pen()
    load(pen, 14, ("siren",), Colour.GREEN)
    assert [colour for colour, _, _ in wires(pen)] == ["RD", "GN"]
    assert words(pen) == ["siren", "+", "−"]
    boxed = Pen()
    device(boxed, 14, 22, ("a", "b"))
    assert words(boxed) == ["a", "b"]
