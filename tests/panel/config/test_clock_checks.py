"""The table [clock]: one way to a clock module."""

import pytest

from panel.config import parse
from panel.config.model import ClockConfig
from tests.panel.config.house import HOUSE, faults, told


def test_without_the_table_there_is_no_module() -> None:
    assert parse(HOUSE, "house.toml").clock is None


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("i2c_bus = 11", ClockConfig(i2c_bus=11, address=0x68)),
        ("i2c_bus = 11\naddress = 0x68", ClockConfig(i2c_bus=11)),
        ('device = "/dev/rtc0"', ClockConfig(device="/dev/rtc0")),
    ],
)
def test_it_is_reached_by_its_bus_or_through_the_kernel(keys: str, found: ClockConfig) -> None:
    assert parse(f"{HOUSE}\n[clock]\n{keys}\n", "house.toml").clock == found


def test_both_ways_at_once_or_none_are_refused() -> None:
    assert told(HOUSE + '\n[clock]\ni2c_bus = 11\ndevice = "/dev/rtc0"\n') == (
        "house.toml:60: clock: device: found i2c_bus and device, allowed: one of i2c_bus and device — "
        "i2cdetect shows UU where the kernel has the chip: then device, else i2c_bus"
    )
    assert faults(HOUSE + "\n[clock]\n") == ["clock"]
    assert faults(HOUSE + "\n[clock]\naddress = 0x68\n") == ["clock"]


def test_the_kernel_knows_where_its_clock_is() -> None:
    assert faults(HOUSE + '\n[clock]\ndevice = "/dev/rtc0"\naddress = 0x68\n') == ["clock_address"]


@pytest.mark.parametrize("device", ["/dev/rtc", "rtc0", "/dev/rtc0 ", "/etc/passwd", "/dev/rtc123"])
def test_nothing_but_a_clocks_device_is_taken(device: str) -> None:
    assert faults(f'{HOUSE}\n[clock]\ndevice = "{device}"\n') == ["value"]


def test_its_address_on_a_bus_is_its_own() -> None:
    other = "\n[power]\ncapacity_mah = 7000\ni2c_bus = 11\ngauge_address = 0x48\n"
    assert faults(HOUSE + other + "\n[clock]\ni2c_bus = 11\n") == []
    assert faults(HOUSE + "\n[clock]\ni2c_bus = 1\n") == ["pin_shared", "pin_shared"], "the keypad has GPIO 2 and 3"
