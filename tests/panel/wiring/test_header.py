"""The header, against a table of another hand: gpiozero's."""

from typing import Any

from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from panel.wiring.header import GROUNDS, PLACE_OF, PLACES, SUPPLIES_3V3, SUPPLIES_5V, alias


def test_every_place_carries_what_gpiozero_says_of_a_pi_4() -> None:
    board: Any = SimFactory(Wires(lambda: 0)).board_info
    header = board.headers["J8"]
    named = {"3V3": "3.3 V", "5V": "5 V", "GND": "0 V"}
    theirs = [named.get(header.pins[place].name, header.pins[place].name) for place in range(1, 41)]
    assert [place.replace("GPIO ", "GPIO") for place in PLACES] == theirs


def test_all_28_lines_have_a_place() -> None:
    assert sorted(PLACE_OF) == list(range(28))
    assert (PLACE_OF[2], PLACE_OF[17], PLACE_OF[21]) == (3, 11, 40)
    assert (GROUNDS, SUPPLIES_3V3, SUPPLIES_5V) == ((6, 9, 14, 20, 25, 30, 34, 39), (1, 17), (2, 4))


def test_a_line_with_a_second_name_has_it() -> None:
    assert [alias(gpio) for gpio in (2, 3, 14, 15, 11, 17)] == ["SDA", "SCL", "TXD", "RXD", "SCLK", ""]
