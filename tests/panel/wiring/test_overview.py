"""The header as a whole."""

from panel.wiring import overview
from panel.wiring.block import Use
from panel.wiring.colours import Colour
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words

EN = Language("en")


def test_every_place_is_there_once_with_what_it_carries() -> None:
    use = Use(gpio=17, device="front_door", terminal="NC", colour=Colour.BLUE, rest="0 V")
    (pen,) = of_blocks([overview.block([use], EN)])
    said = words(pen)
    assert [said.count(str(place)) for place in range(1, 41)] == [1] * 40
    assert said.count("front_door  NC") == 1
    assert said.count("leave open") == 2  # 5 V
    assert said.count("0 V bar") == 8
    assert sorted({colour for colour, _, _ in wires(pen)}) == ["BK", "BU", "PK"]
    assert collisions(pen.shapes) == []


def test_5_v_are_joined_to_nothing() -> None:
    assert overview.carries("5 V", None, EN) == (None, "leave open")
    assert overview.carries("3.3 V", None, EN) == (Colour.PINK, "3.3 V of the interface board")
    assert overview.carries("GPIO 4", None, EN) == (None, "free")
