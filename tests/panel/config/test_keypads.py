"""Keypads on pins or on an expander, and displays: what their tables mean."""

import pytest

from panel.config import parse
from panel.config.keypads import DisplaySize, column_bits, is_on_expander, row_bits
from tests.panel.config.house import HOUSE, changed, faults, said

PINS = "rows = [14, 15, 18, 23]\ncolumns = [2, 3, 4, 17]\n"
EXPANDER = "i2c_bus = 1\naddress = 0x20\n"
DISPLAY = '\n[[display]]\nname = "glass"\ni2c_bus = 11\naddress = 0x27\n'


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


def test_a_display_is_large_and_stands_alone_unless_it_says_otherwise() -> None:
    (display,) = parse(HOUSE + DISPLAY, "house.toml").display
    assert (display.name, display.i2c_bus, display.address, display.keypad) == ("glass", 11, 0x27, None)
    assert (display.size.columns, display.size.rows) == (20, 4)
    assert (DisplaySize.SMALL.columns, DisplaySize.SMALL.rows) == (16, 2)
    (small,) = parse(HOUSE + DISPLAY + 'size = "16x2"\nkeypad = "keys"\n', "house.toml").display
    assert (small.size, small.keypad) == (DisplaySize.SMALL, "keys")


@pytest.mark.parametrize("address", ["0x1F", "0x28", "0x37", "0x40"])
def test_an_address_that_no_expander_can_have_is_refused(address: str) -> None:
    assert said((PINS, EXPANDER.replace("0x20", address))) == (
        f"house.toml:32: keypad keys: address: found {int(address, 16)}, "
        "allowed: 0x20 to 0x27 (PCF8574), 0x38 to 0x3F (PCF8574A)"
    )
    assert faults(HOUSE + DISPLAY.replace("0x27", address)) == ["value"]


@pytest.mark.parametrize("address", ["0x20", "0x27", "0x38", "0x3F"])
def test_both_kinds_of_the_chip_are_welcome(address: str) -> None:
    assert said((PINS, EXPANDER.replace("0x20", address))) == ""


def test_a_display_of_another_size_or_of_a_keypad_that_is_not_there_is_refused() -> None:
    assert faults(HOUSE + DISPLAY + 'size = "40x2"\n') == ["value"]
    assert 'found "kyes", allowed: keys — did you mean "keys"?' in said(
        ("[[zone]]", DISPLAY + 'keypad = "kyes"\n\n[[zone]]')
    )


def test_a_display_may_belong_to_a_reader_that_has_keys_and_to_no_other() -> None:
    reader = '\n[[reader]]\nname = "porch"\nd0 = 24\nd1 = 25\n'
    belongs = HOUSE + DISPLAY + 'keypad = "porch"\n' + reader
    assert faults(belongs + "keys = true\n") == []
    assert faults(belongs) == ["unknown_reference"]


def test_names_of_keypads_and_displays_are_one_space() -> None:
    assert faults(HOUSE + DISPLAY.replace("glass", "keys")) == ["taken"]
