"""Who answers on the buses."""

from panel.config.chips import ClockConfig, SensorConfig
from panel.config.keypads import KeypadConfig
from panel.config.model import AdcConfig, Config, ReaderConfig, ReaderKind
from panel.config.power import PowerConfig
from panel.doctor.buses import Scan, buses_of, findings, named
from panel.doctor.findings import State
from panel.wiring.buses import chips
from panel.wiring.words import Language
from tests.support.pin_bench import installation


def house() -> Config:
    return installation(
        power=PowerConfig(capacity_mah=7_000),
        adc=(AdcConfig(name="loops", address=0x49),),
        sensor=(SensorConfig(name="cellar", i2c_bus=11),),
        clock=ClockConfig(i2c_bus=11),
        keypad=(KeypadConfig(name="garage", i2c_bus=1, address=0x20),),
        reader=(ReaderConfig(name="gate", kind=ReaderKind.PN532, i2c_bus=1),),
    )


def test_the_doctor_and_the_drawing_know_the_same_chips() -> None:
    drawn = [(chip.bus, chip.address, chip.kind) for chip in chips(house(), Language("en"))]
    assert [(chip.bus, chip.address, chip.kind) for chip in named(house())] == drawn
    assert buses_of(house()) == [1, 11]


def test_chips_answer_are_missing_or_are_strangers() -> None:
    scans = {1: Scan(1, frozenset({0x20, 0x24, 0x40, 0x68, 0x6A})), 11: Scan(11, frozenset({0x44}))}
    found = list(findings(house(), scans))
    assert [(each.subject, each.state) for each in found] == [
        ("bus 1 0x20 PCF8574 (garage)", State.OK),
        ("bus 1 0x24 PN532 (gate)", State.OK),
        ("bus 1 0x40 INA219 ([power])", State.OK),
        ("bus 1 0x49 ADS1115 (loops)", State.WRONG),
        ("bus 1 0x68", State.NOTE),
        ("bus 1 0x6A", State.NOTE),
        ("bus 11 0x44 SHT31 (cellar)", State.OK),
        ("bus 11 0x68 DS3231 ([clock])", State.WRONG),
    ]
    assert found[4].found == "answers, usually a clock (DS3231), and the configuration does not name it"
    assert found[5].found == "answers, and the configuration does not name it"


def test_a_bus_that_cannot_be_asked_is_one_fault_and_not_one_for_each_chip() -> None:
    found = list(findings(house(), {1: Scan(1, error="it hangs"), 11: Scan(11, frozenset({0x44, 0x68}))}))
    assert [(each.subject, each.state, each.found) for each in found] == [
        ("bus 1", State.WRONG, "it hangs"),
        ("bus 11 0x44 SHT31 (cellar)", State.OK, "answers"),
        ("bus 11 0x68 DS3231 ([clock])", State.OK, "answers"),
    ]


def test_chips_that_the_kernel_has_are_nobody_s_fault_unless_the_panel_wants_them() -> None:
    scans = {1: Scan(1, frozenset({0x20, 0x24, 0x49}), held=frozenset({0x40, 0x68})), 11: Scan(11, frozenset({0x44}))}
    found = {each.subject: each for each in findings(house(), scans)}
    gauge, clock = found["bus 1 0x40 INA219 ([power])"], found["bus 1 0x68"]
    assert (gauge.state, gauge.found) == (State.WRONG, "a driver of the kernel's has it")
    assert "dtoverlay" in gauge.todo
    assert (clock.state, clock.found) == (State.OK, "a driver of the kernel's has it, usually a clock (DS3231)")


def test_without_chips_there_is_nothing_to_say() -> None:
    assert list(findings(installation(), {})) == []
