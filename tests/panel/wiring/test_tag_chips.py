"""Readers that are a chip drawn."""

from panel.config.model import ReaderConfig, ReaderKind
from panel.wiring import tag_chips
from panel.wiring.block import BOARD, DEVICE
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


def test_on_spi_each_line_goes_from_the_header_to_the_terminal_of_its_name() -> None:
    reader = ReaderConfig(name="shed", kind=ReaderKind.MFRC522, spi="/dev/spidev0.0", reset_pin=25)
    (block,) = tag_chips.blocks(installation(reader=(reader,)), EN)
    assert [(use.gpio, use.terminal, use.rest) for use in block.uses] == [
        (9, "MISO", "0 V"),
        (10, "MOSI", "0 V"),
        (11, "SCK", "0 V"),
        (8, "SDA", "3.3 V"),
        (25, "RST", "3.3 V"),
    ]
    (pen,) = of_blocks([block])
    assert pen.parts == {(Part.MODULE, "MFRC522"): 1}
    assert {"shed", "/dev/spidev0.0", "VCC", "GND"} <= set(words(pen))
    assert [colour for colour, _, end in wires(pen) if end[0] == DEVICE] == ["GN", "BU", "YE", "WH", "VT", "PK", "BK"]
    assert collisions(pen.shapes) == []


def test_two_on_one_spi_bus_share_three_lines_in_the_list_and_each_is_drawn_whole() -> None:
    readers = tuple(
        ReaderConfig(name=f"r{select}", kind=ReaderKind.MFRC522, spi=f"/dev/spidev0.{select}") for select in (0, 1)
    )
    first, second = tag_chips.blocks(installation(reader=readers), EN)
    assert ([use.gpio for use in first.uses], [use.gpio for use in second.uses]) == ([9, 10, 11, 8], [7])
    _, pen = of_blocks([first, second])
    assert [colour for colour, _, end in wires(pen) if end[0] == BOARD] == ["GN", "BU", "YE", "WH"]


def test_a_reset_that_no_line_drives_is_tied_to_3_v() -> None:
    free = ReaderConfig(name="r", kind=ReaderKind.MFRC522, spi="/dev/spidev0.0")
    (pen,) = of_blocks(list(tag_chips.blocks(installation(reader=(free,)), EN)))
    assert [word for word in words(pen) if word in ("RST", "VCC", "GND", "3.3 V")] == [
        "RST", "3.3 V", "VCC", "3.3 V", "GND",
    ]  # fmt: skip
    assert [colour for colour, _, end in wires(pen) if end[0] == DEVICE][4:] == ["PK", "PK", "BK"]
    assert collisions(pen.shapes) == []


def test_on_another_spi_bus_it_takes_no_line_of_the_header() -> None:
    (block,) = tag_chips.blocks(
        installation(reader=(ReaderConfig(name="r", kind=ReaderKind.MFRC522, spi="/dev/spidev3.0"),)), EN
    )
    assert block.uses == ()
    assert collisions(of_blocks([block])[0].shapes) == []
