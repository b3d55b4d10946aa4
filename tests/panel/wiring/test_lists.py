"""The list of pins and of parts."""

from collections import Counter

from panel.wiring import lists
from panel.wiring.block import Use
from panel.wiring.colours import Colour
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, words


def test_a_row_for_each_of_the_40_places_in_their_order() -> None:
    use = Use(gpio=5, device="front_door", terminal="NC", colour=Colour.WHITE, rest="0 V")
    (pen,) = of_blocks([lists.block([use], Counter(), Language("es"))])
    said = words(pen)
    assert [word for word in said if word.isdigit()] == [str(place) for place in range(1, 41)]
    place = said.index("29")
    assert said[place : place + 7] == ["29", "GPIO 5", "front_door", "NC", "WH blanco", "0 V", "↑ 3.3 V"]
    assert said.count("libre") == 27
    assert collisions(pen.shapes) == []


def test_parts_by_kind_with_their_number() -> None:
    parts = Counter({(Part.FUSE, "T 1 A"): 1, (Part.RESISTOR, "2.2 kΩ"): 12, (Part.RESISTOR, "1 kΩ"): 3})
    (pen,) = of_blocks([lists.block([], parts, Language("en"))])
    said = words(pen)
    assert said[said.index("Parts") + 1 :] == [
        "3 ×",
        "resistor",
        "1 kΩ",
        "12 ×",
        "resistor",
        "2.2 kΩ",
        "1 ×",
        "fuse",
        "T 1 A",
    ]
