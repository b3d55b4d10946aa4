"""A place of the header, and a block."""

from panel.wiring.block import Use, interface, plate, tag
from panel.wiring.colours import Colour
from panel.wiring.pen import Pen
from panel.wiring.shapes import Box
from tests.support.drawings import collisions, wires, words


def test_a_tag_shows_place_line_and_colour_and_its_wire_begins_at_it() -> None:
    pen = Pen()
    use = Use(gpio=11, device="garage", terminal="NC", colour=Colour.BLUE, rest="0 V")
    tag(pen, 10, use)
    assert use.place == 23
    assert words(pen) == ["23", "GPIO 11 SCLK", "BU"]
    assert wires(pen) == [("BU", (25, 10), (36, 10))]
    assert collisions(pen.shapes) == []


def test_a_plate_without_a_place_is_an_adapter_s() -> None:
    pen = Pen()
    plate(pen, 10, "", "SDA")
    assert words(pen) == ["USB", "SDA"]


def test_the_interface_board_is_paper_and_in_nobody_s_way() -> None:
    pen = Pen()
    interface(pen, 1, 20)
    (board,) = pen.shapes
    assert isinstance(board, Box)
    assert board.ground
