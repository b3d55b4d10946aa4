"""Keypads on pins or on an expander: what their table means."""

import pytest

from panel.config import parse
from panel.config.keypads import column_bits, is_on_expander, row_bits
from tests.panel.config.house import HOUSE, changed, said

PINS = "rows = [14, 15, 18, 23]\ncolumns = [2, 3, 4, 17]\n"
EXPANDER = "i2c_bus = 1\naddress = 0x20\n"


def test_a_keypad_on_an_expander_has_its_rows_on_the_lower_four_bits_unless_it_says_otherwise() -> None:
    (usual,) = parse(changed((PINS, EXPANDER)), "house.toml").keypad
    assert is_on_expander(usual) and (usual.i2c_bus, usual.address, usual.int_pin) == (1, 0x20, None)
    assert (row_bits(usual), column_bits(usual)) == ((0, 1, 2, 3), (4, 5, 6, 7))
    other = changed((PINS, EXPANDER + "rows = [7, 6, 5, 4]\ncolumns = [3, 2, 1, 0]\nint_pin = 17\n"))
    (turned,) = parse(other, "house.toml").keypad
    assert (row_bits(turned), column_bits(turned), turned.int_pin) == ((7, 6, 5, 4), (3, 2, 1, 0), 17)


def test_a_keypad_on_pins_is_as_it_was() -> None:
    (keypad,) = parse(HOUSE, "house.toml").keypad
    assert not is_on_expander(keypad)
    assert (row_bits(keypad), column_bits(keypad)) == ((14, 15, 18, 23), (2, 3, 4, 17))


@pytest.mark.parametrize("address", ["0x1F", "0x28", "0x37", "0x40"])
def test_an_address_that_no_expander_can_have_is_refused(address: str) -> None:
    assert said((PINS, EXPANDER.replace("0x20", address))) == (
        f"house.toml:32: keypad keys: address: found {int(address, 16)}, "
        "allowed: 0x20 to 0x27 (PCF8574), 0x38 to 0x3F (PCF8574A)"
    )


@pytest.mark.parametrize("address", ["0x20", "0x27", "0x38", "0x3F"])
def test_both_kinds_of_the_chip_are_welcome(address: str) -> None:
    assert said((PINS, EXPANDER.replace("0x20", address))) == ""
