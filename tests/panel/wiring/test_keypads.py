"""``[[keypad]]`` drawn."""

from panel.config.keypads import KeypadConfig
from panel.wiring import keypads
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import KEYPAD, installation


def test_eight_lines_each_with_its_colour_its_keys_and_its_level_at_rest() -> None:
    (block,) = keypads.blocks(installation(keypad=(KEYPAD,)), Language("en"))
    assert [(use.gpio, use.terminal, use.rest) for use in block.uses] == [
        (5, "R1", "0 V"), (6, "R2", "0 V"), (13, "R3", "0 V"), (19, "R4", "0 V"),
        (12, "C1", "3.3 V"), (16, "C2", "3.3 V"), (20, "C3", "3.3 V"), (21, "C4", "3.3 V"),
    ]  # fmt: skip
    (pen,) = of_blocks([block])
    assert len({colour for colour, _, _ in wires(pen)}) == 8
    assert {"R1  1 2 3 A", "R4  * 0 # D", "C1  1 4 7 *", "C4  A B C D"} <= set(words(pen))
    assert collisions(pen.shapes) == []


def test_one_on_an_expander_takes_no_line_but_that_of_its_interrupt() -> None:
    other = KeypadConfig(name="garage", i2c_bus=1, address=0x3A, int_pin=4, rows=(7, 6, 5, 4), columns=(3, 2, 1, 0))
    (block,) = keypads.blocks(installation(keypad=(other,)), Language("en"))
    assert [(use.gpio, use.terminal, use.rest) for use in block.uses] == [(4, "INT", "3.3 V")]
    (pen,) = of_blocks([block])
    said = words(pen)
    assert [word for word in said if word.startswith("P") and word[1:].isdigit()] == [f"P{7 - bit}" for bit in range(8)]
    assert {"PCF8574A 0x3A", "I2C 1: sheet of the buses", "garage"} <= set(said)
    assert len(wires(pen)) == 1 + 8
    assert collisions(pen.shapes) == []


def test_two_keypads_are_two_blocks_each_with_its_own_name() -> None:
    other = type(KEYPAD)(name="garage", rows=(2, 3, 4, 7), columns=(8, 9, 10, 11))
    pens = of_blocks(list(keypads.blocks(installation(keypad=(KEYPAD, other)), Language("en"))))
    assert [("keys" in words(pen), "garage" in words(pen)) for pen in pens] == [(True, False), (False, True)]
