"""The I2C buses drawn."""

import pytest

from panel.config.chips import ClockConfig, SensorConfig
from panel.config.keypads import DisplayConfig, DisplaySize, KeypadConfig
from panel.config.model import AdcConfig, InputConfig, ReaderConfig, ReaderKind
from panel.config.power import PowerConfig
from panel.wiring import buses, inputs
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import installation


def test_on_the_header_s_bus_a_chip_takes_its_two_lines() -> None:
    (block,) = buses.blocks(installation(power=PowerConfig(capacity_mah=7_000)), Language("en"))
    assert [(use.place, use.device, use.terminal) for use in block.uses] == [(3, "I2C 1", "SDA"), (5, "I2C 1", "SCL")]
    (pen,) = of_blocks([block])
    assert pen.parts == {(Part.MODULE, "INA219"): 1}
    assert {"INA219  0x40", "A1 = GND, A0 = GND", "→ charger, BATT+", "→ F1, battery +"} <= set(words(pen))
    assert collisions(pen.shapes) == []


def test_on_another_bus_it_hangs_on_an_adapter_and_takes_none() -> None:
    config = installation(power=PowerConfig(capacity_mah=7_000, i2c_bus=11))
    (block,) = buses.blocks(config, Language("en"))
    assert block.uses == ()
    assert {"I2C 11: USB adapter", "USB"} <= set(words(of_blocks([block])[0]))


@pytest.mark.parametrize(
    ("address", "straps"),
    [
        (0x41, "A1 = GND, A0 = VCC"),
        (0x44, "A1 = VCC, A0 = GND"),
        (0x4B, "A1 = SDA, A0 = SCL"),
        (0x4F, "A1 = SCL, A0 = SCL"),
    ],
)
def test_the_straps_of_the_gauge_s_address_are_those_of_its_sheet(address: int, straps: str) -> None:
    config = installation(power=PowerConfig(capacity_mah=7_000, gauge_address=address))
    assert [chip.straps for chip in buses.chips(config, Language("en"))] == [straps]


def test_a_converter_shows_what_hangs_on_its_four_channels() -> None:
    adc = AdcConfig(name="loops", address=0x4A, rail_channel=3)
    loop = InputConfig(name="door", adc="loops", channel=1, pull_ohm=4_700, end_ohm=2_200)
    (chip,) = buses.chips(installation(adc=(adc,), input=(loop,)), Language("en"))
    assert (chip.kind, chip.address, chip.straps) == ("ADS1115", 0x4A, "ADDR = SDA")
    assert chip.legs == (("A0", "0 V bar"), ("A1", "door"), ("A2", "0 V bar"), ("A3", "3.3 V of the interface board"))


def test_a_clock_module_is_drawn_where_the_panel_has_it_itself() -> None:
    (chip,) = buses.chips(installation(clock=ClockConfig(i2c_bus=1)), Language("en"))
    assert (chip.kind, chip.address, chip.name, chip.straps) == ("DS3231", 0x68, "clock module", "CR2032")
    assert buses.chips(installation(clock=ClockConfig(device="/dev/rtc0")), Language("en")) == []


def test_a_climate_sensor_shows_the_limits_of_whatever_looks_at_it() -> None:
    sensor = SensorConfig(name="cellar", address=0x45)
    frost = InputConfig(name="frost", sensor="cellar", below_c=3.5)
    damp = InputConfig(name="damp", sensor="cellar", above_rh=70)
    config = installation(sensor=(sensor,), input=(frost, damp))
    (chip,) = buses.chips(config, Language("en"))
    assert (chip.kind, chip.straps) == ("SHT31", "ADDR = VCC")
    assert chip.legs == (("< 3.5 °C", "frost"), ("> 70 %", "damp"))
    assert list(inputs.blocks(config, Language("en"))) == []


def test_an_expander_shows_its_three_straps() -> None:
    keypad = KeypadConfig(name="garage", i2c_bus=1, address=0x21)
    (chip,) = buses.chips(installation(keypad=(keypad,)), Language("en"))
    assert (chip.kind, chip.straps) == ("PCF8574", "A2 = GND, A1 = GND, A0 = VCC")


def test_five_chips_are_two_rows_of_one_bus_whose_lines_are_counted_once() -> None:
    adcs = tuple(AdcConfig(name=f"a{index}", address=0x48 + index) for index in range(4))
    config = installation(adc=adcs, power=PowerConfig(capacity_mah=7_000))
    rows = list(buses.blocks(config, Language("en")))
    assert [len(row.uses) for row in rows] == [2, 0]
    assert [collisions(pen.shapes) for pen in of_blocks(rows)] == [[], []]


def test_without_chips_there_is_no_bus() -> None:
    assert list(buses.blocks(installation(), Language("en"))) == []


def test_a_reader_on_a_bus_shows_how_its_switches_stand_and_its_reset() -> None:
    reader = ReaderConfig(name="hall", kind=ReaderKind.PN532, i2c_bus=1, reset_pin=25)
    (chip,) = buses.chips(installation(reader=(reader,)), Language("en"))
    assert (chip.kind, chip.address, chip.straps) == ("PN532", 0x24, "SEL0 = ON, SEL1 = OFF")
    assert chip.legs == (("RSTPDN", "22: GPIO 25, VT"),)
    (block,) = buses.blocks(installation(reader=(reader,)), Language("en"))
    assert [(use.gpio, use.terminal) for use in block.uses] == [(2, "SDA"), (3, "SCL"), (25, "RST")]


def test_a_display_for_5_v_hangs_behind_a_level_shifter() -> None:
    display = DisplayConfig(name="glass", address=0x3F, size=DisplaySize.SMALL)
    (block,) = buses.blocks(installation(display=(display,)), Language("en"))
    (pen,) = of_blocks([block])
    assert pen.parts == {(Part.MODULE, "PCF8574A"): 1, (Part.MODULE, "level shifter"): 1}
    assert {"PCF8574A  0x3F", "A2 = VCC, A1 = VCC, A0 = VCC", "→ 16x2, text display", "5 V", "LV", "HV"} <= set(
        words(pen)
    )
    assert collisions(pen.shapes) == []
    feeds = [(start, end) for colour, start, end in wires(pen) if colour == "OG"]
    assert len(feeds) == 1  # 5 V meet the display and the shifter's upper side, and no line of the bus
