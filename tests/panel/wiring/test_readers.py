"""``[[reader]]`` drawn."""

from panel.config.model import ReaderConfig, ReaderKind
from panel.wiring import readers
from panel.wiring.block import BOARD, DEVICE
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import READER, installation


def test_its_lines_pass_a_level_shifter_and_it_has_ground_and_12_v_of_its_own_fuse() -> None:
    (block,) = readers.blocks(installation(reader=(READER,)), Language("es"))
    assert [(use.gpio, use.terminal, use.colour.value, use.rest) for use in block.uses] == [
        (23, "D0", "GN", "3.3 V"),
        (24, "D1", "WH", "3.3 V"),
    ]
    (pen,) = of_blocks([block])
    assert pen.parts == {(Part.MODULE, "conversor de nivel"): 1}
    assert {"LV", "HV", "3.3 V", "5 V", "12 V F5", "GND", "+12 V", "hall", "lector Wiegand"} <= set(words(pen))
    assert [colour for colour, _, end in wires(pen) if end[0] == DEVICE] == ["GN", "WH", "RD", "BK"]
    assert [colour for colour, _, end in wires(pen) if end[0] == BOARD] == ["GN", "WH"]
    assert collisions(pen.shapes) == []


def test_a_chip_is_drawn_on_its_bus_and_not_here() -> None:
    chip = ReaderConfig(name="hall", kind=ReaderKind.PN532, i2c_bus=1)
    assert list(readers.blocks(installation(reader=(chip,)), Language("en"))) == []
