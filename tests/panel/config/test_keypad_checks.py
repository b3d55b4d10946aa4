"""A keypad is on pins or on an expander, and either completely; its expander and a display are chips on a bus."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, said, told

PINS = "rows = [14, 15, 18, 23]\ncolumns = [2, 3, 4, 17]\n"
EXPANDER = "i2c_bus = 1\naddress = 0x20\n"
POWER = "\n[power]\ncapacity_mah = 7000\n"


def display(bus: int, address: str, name: str = "glass") -> str:
    return f'\n[[display]]\nname = "{name}"\ni2c_bus = {bus}\naddress = {address}\n'


def test_two_chips_with_one_address_on_one_bus_are_refused_with_the_line_of_the_first() -> None:
    assert told(changed((PINS, EXPANDER)) + display(1, "0x20")) == (
        "house.toml:61: display glass: address: found 0x20, allowed: an address that nothing else has on I2C bus 1 — "
        "line 32: keypad keys has it already"
    )
    assert faults(HOUSE + display(11, "0x27") + display(11, "0x27", "second")) == ["address_shared"]


def test_one_address_on_two_buses_is_no_clash_nor_are_two_on_one_bus() -> None:
    expander = changed((PINS, EXPANDER))
    assert told(expander + display(11, "0x20")) == ""
    assert told(expander + display(1, "0x27") + display(1, "0x3F", "second") + POWER) == ""


def test_the_bus_on_the_header_takes_its_two_lines_once_however_many_chips_hang_on_it() -> None:
    expander = changed((PINS, EXPANDER), ("pin = 6", "pin = 2"))
    assert faults(expander + display(1, "0x27") + POWER) == ["pin_shared"]
    assert faults(HOUSE + display(1, "0x27")) == ["pin_shared", "pin_shared"]
    assert faults(HOUSE + display(11, "0x27")) == []


def test_bits_of_an_expander_are_no_lines_of_the_header_and_its_int_is_one() -> None:
    bits = EXPANDER + "rows = [0, 1, 2, 3]\ncolumns = [4, 5, 6, 7]\n"
    assert said((PINS, bits), ("pin = 6", "pin = 7")) == ""  # on GPIO 5 and 7 hang inputs
    assert faults(changed((PINS, bits + "int_pin = 6\n"))) == ["pin_shared"]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("", ["no rows", "no columns"]),
        ("rows = [14, 15, 18, 23]\n", ["no columns"]),
        ("i2c_bus = 1\n", ["no address"]),
        ("address = 0x20\n", ["no i2c_bus"]),
        (EXPANDER + "rows = [0, 1, 2, 3]\n", ["no columns"]),
    ],
)
def test_half_a_keypad_is_refused_with_what_is_missing(keys: str, found: list[str]) -> None:
    lines = said((PINS, keys)).splitlines()
    assert [line.partition("found ")[2].partition(",")[0] for line in lines] == found
    assert all("nothing could be typed there" in line for line in lines)


def test_what_is_wrong_in_itself_is_not_missing_as_well() -> None:
    assert faults(changed((PINS, "i2c_bus = 1\naddress = 5\n"))) == ["value"]
    assert faults(changed((PINS, PINS.replace("14", "44")))) == ["value"]


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        ("[0, 1, 2, 8]", "[4, 5, 6, 7]", ["value"]),
        ("[0, 1, 2, 3]", "[4, 5, 6, 3]", ["repeated"]),
        ("[0, 1, 2, 2]", "[4, 5, 6, 7]", ["repeated"]),
        ("[3, 2, 1, 0]", "[7, 6, 5, 4]", []),
    ],
)
def test_each_bit_of_the_port_has_one_use(rows: str, columns: str, expected: list[str]) -> None:
    assert faults(changed((PINS, f"{EXPANDER}rows = {rows}\ncolumns = {columns}\n"))) == expected


def test_a_keypad_on_pins_has_no_int() -> None:
    assert said((PINS, PINS + "int_pin = 27\n")).endswith(
        "keypad keys: int_pin: found no i2c_bus, allowed: int_pin with i2c_bus and address only — "
        "a keypad on pins wakes the panel by its columns: remove the key"
    )
