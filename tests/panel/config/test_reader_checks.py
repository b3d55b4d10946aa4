"""Each kind of reader has its own keys: what is missing is told, and what belongs to another."""

import pytest

from tests.panel.config.house import HOUSE, faults, told

READER = '\n[[reader]]\nname = "tags"\n'


@pytest.mark.parametrize(
    "keys",
    [
        "d0 = 24\nd1 = 25\n",
        'kind = "wiegand"\nd0 = 24\nd1 = 25\nkeys = true\n',
        'kind = "pn532"\ni2c_bus = 3\n',
        'kind = "pn532"\nport = "/dev/ttyUSB0"\nreset_pin = 25\n',
        'kind = "mfrc522"\nspi = "/dev/spidev0.0"\n',
        'kind = "mfrc522"\nspi = "/dev/spidev1.2"\nreset_pin = 25\n',
    ],
)
def test_a_reader_with_what_its_kind_needs_is_in_order(keys: str) -> None:
    assert told(HOUSE + READER + keys) == ""


def test_a_wiegand_reader_without_its_lines_is_told_what_they_are() -> None:
    assert told(HOUSE + READER + "d0 = 24\n") == (
        "house.toml:58: reader tags: d1: found nothing, allowed: a whole number from 0 to 27 — "
        "wiegand: BCM number of the line to D1 (white wire), through a level shifter"
    )


def test_an_mfrc522_without_its_device_is_told_what_that_is() -> None:
    assert told(HOUSE + READER + 'kind = "mfrc522"\n') == (
        'house.toml:58: reader tags: spi: found nothing, allowed: an SPI device such as "/dev/spidev0.0" — '
        "mfrc522: its SPI device: /dev/spidev0.0 is GPIO 9, 10, 11 and 8 (`ls /dev/spidev*`)"
    )


@pytest.mark.parametrize("device", ["spidev0.0", "/dev/spidev0", "/dev/spidev0.0\\n", "/dev/spi0.0", ""])
def test_what_is_no_spi_device_is_refused(device: str) -> None:
    assert faults(HOUSE + READER + f'kind = "mfrc522"\nspi = "{device}"\n') == ["value"]


def test_a_pn532_is_reached_by_one_way_and_not_by_none_or_two() -> None:
    assert told(HOUSE + READER + 'kind = "pn532"\n') == (
        "house.toml:60: reader tags: kind: found neither, "
        'allowed: i2c_bus or port with kind = "pn532", one of the two — its switches say by which way it is spoken to'
    )
    both = READER + 'kind = "pn532"\ni2c_bus = 3\nport = "/dev/ttyUSB0"\n'
    assert told(HOUSE + both).startswith("house.toml:62: reader tags: port: found both, allowed: i2c_bus or port")


@pytest.mark.parametrize(
    ("keys", "key", "when"),
    [
        ("d0 = 24\nd1 = 25\ni2c_bus = 3\n", "i2c_bus", 'kind = "pn532"'),
        ('d0 = 24\nd1 = 25\nport = "/dev/ttyUSB0"\n', "port", 'kind = "pn532"'),
        ("d0 = 24\nd1 = 25\nreset_pin = 26\n", "reset_pin", 'kind = "pn532" or kind = "mfrc522"'),
        ('d0 = 24\nd1 = 25\nspi = "/dev/spidev0.0"\n', "spi", 'kind = "mfrc522"'),
        ('kind = "pn532"\ni2c_bus = 3\nspi = "/dev/spidev0.0"\n', "spi", 'kind = "mfrc522"'),
        ('kind = "mfrc522"\nspi = "/dev/spidev0.0"\ni2c_bus = 3\n', "i2c_bus", 'kind = "pn532"'),
        ('kind = "mfrc522"\nspi = "/dev/spidev0.0"\nport = "/dev/ttyUSB0"\n', "port", 'kind = "pn532"'),
        ('kind = "mfrc522"\nspi = "/dev/spidev0.0"\nd0 = 24\n', "d0", 'kind = "wiegand"'),
        ('kind = "mfrc522"\nspi = "/dev/spidev0.0"\nkeys = true\n', "keys", 'kind = "wiegand"'),
        ('kind = "pn532"\ni2c_bus = 3\nd0 = 24\n', "d0", 'kind = "wiegand"'),
        ('kind = "pn532"\ni2c_bus = 3\nd1 = 24\n', "d1", 'kind = "wiegand"'),
        ('kind = "pn532"\ni2c_bus = 3\nkeys = true\n', "keys", 'kind = "wiegand"'),
    ],
)
def test_a_key_of_another_kind_is_refused_with_the_kind_that_it_belongs_to(keys: str, key: str, when: str) -> None:
    (problem,) = told(HOUSE + READER + keys).splitlines()
    assert f"reader tags: {key}: found " in problem
    assert f"allowed: {key} with {when}" in problem
    assert problem.endswith("only — it means nothing on this reader: remove the key")


def test_a_value_that_is_wrong_is_one_mistake() -> None:
    assert faults(HOUSE + READER + 'kind = "pn533"\ni2c_bus = 3\n') == ["value"]
    assert faults(HOUSE + READER + 'kind = "pn532"\ni2c_bus = 300\n') == ["value"]
    assert faults(HOUSE + READER + "d0 = 24\nd1 = 99\n") == ["value"]
