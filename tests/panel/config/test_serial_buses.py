"""A serial port has one user, and on the header it has lines."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, told

GSM = '\n[gsm]\nport = "{port}"\nstation_number = "+351210000000"\n'
READER = '\n[[reader]]\nname = "{name}"\nkind = "pn532"\nport = "{port}"\n'
ELSEWHERE = changed(("rows = [14, 15, 18, 23]", "rows = [8, 9, 18, 23]"))  # a keypad beside the serial port


@pytest.mark.parametrize("port", ["/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0"])
def test_the_pi_s_own_port_is_on_two_lines_of_the_header(port: str) -> None:
    assert told(HOUSE + GSM.format(port=port)).startswith(
        "house.toml:59: gsm: port: found 14, allowed: a pin that nothing else uses — line 31: keypad keys uses it"
    )
    assert faults(HOUSE + READER.format(name="r", port=port)) == ["pin_shared"] * 2
    assert told(ELSEWHERE + READER.format(name="r", port=port)) == ""


@pytest.mark.parametrize("port", ["/dev/ttyUSB0", "/dev/serial/by-id/usb-FTDI-if00", "/dev/ttyAMA4"])
def test_an_adapter_is_on_none(port: str) -> None:
    assert told(HOUSE + READER.format(name="r", port=port)) == ""


def test_two_users_of_one_port_are_told() -> None:
    usb = "/dev/ttyUSB0"
    assert told(HOUSE + READER.format(name="r", port=usb) + GSM.format(port=usb)) == (
        'house.toml:64: gsm: port: found "/dev/ttyUSB0", allowed: one that nothing else has — '
        "line 61: reader r has it already"
    )
    two = READER.format(name="r", port=usb) + READER.format(name="s", port="/dev/ttyUSB1")
    assert told(HOUSE + two) == ""


def test_the_pi_s_own_port_is_one_whatever_it_is_called() -> None:
    two = READER.format(name="r", port="/dev/serial0") + GSM.format(port="/dev/ttyAMA0")
    assert faults(ELSEWHERE + two) == ["taken"]
