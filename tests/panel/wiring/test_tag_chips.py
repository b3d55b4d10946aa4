"""Readers that are a chip drawn."""

from panel.config.model import ReaderConfig, ReaderKind
from panel.wiring import tag_chips
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import READER, installation

EN = Language("en")


def test_on_the_header_s_serial_port_the_lines_cross_and_it_has_supply_ground_and_reset() -> None:
    reader = ReaderConfig(name="garage", kind=ReaderKind.PN532, port="/dev/serial0", reset_pin=23)
    (block,) = tag_chips.blocks(installation(reader=(reader,)), EN)
    assert [(use.gpio, use.terminal, use.rest) for use in block.uses] == [
        (14, "RXD", "3.3 V"),
        (15, "TXD", "3.3 V"),
        (23, "RST", "3.3 V"),
    ]
    (pen,) = of_blocks([block])
    assert pen.parts == {(Part.MODULE, "PN532"): 1}
    assert {colour for colour, _, _ in wires(pen)} == {"WH", "GN", "VT", "PK", "BK"}
    assert {"SEL0 = OFF, SEL1 = OFF", "garage", "VCC", "GND"} <= set(words(pen))
    assert collisions(pen.shapes) == []


def test_on_usb_it_takes_no_line_but_its_reset() -> None:
    port = "/dev/serial/by-id/" + "x" * 100
    plain = ReaderConfig(name="gate", kind=ReaderKind.PN532, port=port)
    reset = ReaderConfig(name="gate", kind=ReaderKind.PN532, port=port, reset_pin=4)
    first, second = (list(tag_chips.blocks(installation(reader=(each,)), EN)) for each in (plain, reset))
    assert [use.gpio for block in (*first, *second) for use in block.uses] == [4]
    assert [collisions(pen.shapes) for pen in of_blocks([*first, *second])] == [[], []]


def test_one_of_two_lines_or_on_a_bus_is_drawn_elsewhere() -> None:
    chip = ReaderConfig(name="hall", kind=ReaderKind.PN532, i2c_bus=1, reset_pin=5)
    assert list(tag_chips.blocks(installation(reader=(READER, chip)), EN)) == []
    assert [use.gpio for use in tag_chips.reset_use(chip)] == [5]
    assert tag_chips.reset_use(READER) == ()
