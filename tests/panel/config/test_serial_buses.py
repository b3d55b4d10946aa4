"""A serial port and an SPI device have one user each, and on the header they have lines."""

import pytest

from panel.config.serial_buses import lines_of_spi
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


def spi(name: str, device: str) -> str:
    return f'\n[[reader]]\nname = "{name}"\nkind = "mfrc522"\nspi = "{device}"\n'


@pytest.mark.parametrize(
    ("device", "lines"),
    [
        ("/dev/spidev0.0", (9, 10, 11, 8)),
        ("/dev/spidev0.1", (9, 10, 11, 7)),
        ("/dev/spidev1.0", (19, 20, 21, 18)),
        ("/dev/spidev1.2", (19, 20, 21, 16)),
        ("/dev/spidev1.3", ()),
        ("/dev/spidev2.0", ()),
        ("/dev/spidev10.0", ()),
    ],
)
def test_a_device_of_the_header_s_spi_has_four_lines_and_any_other_none(device: str, lines: tuple[int, ...]) -> None:
    assert lines_of_spi(device) == lines


def test_lines_of_spi_are_nobody_else_s() -> None:
    on_its_lines = changed(("rows = [14, 15, 18, 23]", "rows = [8, 9, 10, 11]"))
    assert faults(on_its_lines + spi("r", "/dev/spidev0.0")) == ["pin_shared"] * 4
    assert (
        told(on_its_lines + spi("r", "/dev/spidev0.0"))
        .splitlines()[0]
        .startswith("house.toml:61: reader r: spi: found 9, allowed: a pin that nothing else uses — ")
    )
    assert faults(on_its_lines + spi("r", "/dev/spidev0.1")) == ["pin_shared"] * 3


def test_two_devices_share_a_bus_and_none_a_chip_select() -> None:
    assert told(HOUSE + spi("r", "/dev/spidev0.0") + spi("s", "/dev/spidev0.1")) == ""
    assert told(HOUSE + spi("r", "/dev/spidev0.0") + spi("s", "/dev/spidev0.0")) == (
        'house.toml:66: reader s: spi: found "/dev/spidev0.0", allowed: one that nothing else has — '
        "line 61: reader r has it already"
    )
