"""Whose a line of the header is."""

from pathlib import Path

from panel.config import load
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.keypads import KeypadConfig
from panel.config.model import ReaderConfig, ReaderKind
from panel.config.power import PowerConfig
from panel.doctor.lines import devices, on_header, ports, spis, users
from panel.wiring.book import uses_of
from tests.support.pin_bench import installation

HOUSES = Path(__file__).resolve().parents[3] / "docs" / "examples"


def test_the_doctor_and_the_drawing_agree_whose_each_line_is() -> None:
    for house in sorted(HOUSES.glob("*.toml")):
        config = load(house)
        assert sorted(users(config)) == sorted(use.gpio for use in uses_of(config)), house


def test_a_bus_on_the_header_and_a_modem_on_its_serial_port_take_two_each() -> None:
    modem = GsmConfig(port="/dev/serial0", station_number="+351210000000", power_key=11, modem=ModemKind.SIM800)
    config = installation(power=PowerConfig(capacity_mah=7_000, mains_pin=4), gsm=modem)
    assert users(config) == {
        2: "I2C bus 1", 3: "I2C bus 1", 14: "the serial port of the modem", 15: "the serial port of the modem",
        17: "door", 4: "mains_pin", 11: "power_key",
    }  # fmt: skip
    assert on_header(config) == ["the modem"]


def test_a_reader_on_the_header_s_serial_port_has_it_and_its_reset() -> None:
    reader = ReaderConfig(name="hall", kind=ReaderKind.PN532, port="/dev/serial0", reset_pin=25)
    config = installation(reader=(reader,))
    assert users(config) == {14: "the serial port of hall", 15: "the serial port of hall", 17: "door", 25: "hall"}
    assert list(ports(config)) == [("/dev/serial0", "hall")]
    assert on_header(installation()) == []


def test_a_reader_on_spi_has_four_lines_of_the_header_and_elsewhere_none() -> None:
    for device, lines in (
        ("/dev/spidev0.1", (7, 9, 10, 11)),
        ("/dev/spidev1.0", (18, 19, 20, 21)),
        ("/dev/spidev3.0", ()),
    ):
        config = installation(reader=(ReaderConfig(name="hall", kind=ReaderKind.MFRC522, spi=device),))
        assert users(config) == {17: "door"} | dict.fromkeys(lines, "the SPI of hall")
        assert sorted(users(config)) == sorted(use.gpio for use in uses_of(config))
        assert list(spis(config)) == [(device, "hall")]


def test_a_keypad_on_an_expander_takes_the_line_of_its_interrupt_alone() -> None:
    config = installation(keypad=(KeypadConfig(name="k", i2c_bus=11, address=0x20, int_pin=6),))
    assert dict(devices(config)) == {17: "door", 6: "k"}
