"""What was heard of a device, and what it means."""

from typing import Any

import pytest

from panel.config.chips import ClockConfig, SensorConfig
from panel.config.keypads import DisplayConfig
from panel.config.model import AdcConfig, InputConfig, Pull, ReaderConfig, ReaderKind, ZoneConfig
from panel.config.power import PowerConfig
from panel.doctor.findings import Finding, State
from panel.doctor.heard import JUDGES, Heard, judged
from panel.doctor.units import units
from panel.ports import (
    ClimateRead,
    ClockSaid,
    DeviceFailed,
    DeviceRecovered,
    InputChanged,
    KeyPressed,
    SupplyRead,
    TagRead,
)
from tests.support.pin_bench import KEYPAD, READER, installation, siren
from zones.kinds import Kind, Level
from zones.wiring import Wiring

POWER = PowerConfig(capacity_mah=7_000)


def found(table: str, *events: Any, **more: Any) -> list[Finding]:
    heard = {key: more.pop(key) for key in ("refused", "outputs") if key in more}
    said_last = more.pop("clock_said", None)
    (unit,) = [unit for unit in units(installation(**more)) if unit.table == table]
    return list(judged(Heard(unit=unit, events=events, clock=said_last, **heard)))


def said(findings: list[Finding]) -> list[tuple[str, State, str]]:
    return [(each.subject, each.state, each.found) for each in findings]


def test_every_unit_has_its_judge() -> None:
    assert set(JUDGES) == {"input", "adc", "output", "keypad", "display", "reader", "sensor", "clock", "power"}


def test_what_cannot_be_opened_is_wrong_with_the_reason() -> None:
    (only,) = found("input", refused="door: GPIO17 is held by radio")
    assert (only.subject, only.state, only.found) == ("door", State.WRONG, "door: GPIO17 is held by radio")
    assert "gpioinfo" in only.todo


def test_a_device_that_failed_is_wrong_unless_it_came_back() -> None:
    (only,) = found("keypad", DeviceFailed("keys", "column GPIO12 is low", 5), keypad=(KEYPAD,))
    assert (only.subject, only.state, only.found) == ("keys", State.WRONG, "column GPIO12 is low")
    back = found("keypad", DeviceFailed("keys", "low", 5), DeviceRecovered("keys", 9), keypad=(KEYPAD,))
    assert said(back) == [("keys", State.OK, "at rest as it should be")]


@pytest.mark.parametrize(
    ("pull", "wiring", "level", "words"),
    [
        (Pull.UP, Wiring.NC, Level.SECURE, "secure: the contact is closed, GPIO17 at 0 V"),
        (Pull.UP, Wiring.NC, Level.OPEN, "open: the contact is open, GPIO17 at 3.3 V"),
        (Pull.NONE, Wiring.NO, Level.SECURE, "secure: the contact is open, GPIO17 at 3.3 V"),
        (Pull.DOWN, Wiring.NC, Level.SECURE, "secure: the contact is closed, GPIO17 at 3.3 V"),
        (Pull.DOWN, Wiring.NO, Level.OPEN, "open: the contact is closed, GPIO17 at 3.3 V"),
    ],
)
def test_an_input_says_its_level_its_contact_and_its_volts(
    pull: Pull, wiring: Wiring, level: Level, words: str
) -> None:
    zone = ZoneConfig(id=4, name="Door", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
    inputs = (InputConfig(name="door", pin=17, pull=pull),)
    (only,) = found("input", InputChanged("door", level, 7), input=inputs, zone=(zone,))
    assert (only.subject, only.found) == ("door (4 Door)", words)
    assert only.state is (State.OK if level is Level.SECURE else State.NOTE)
    assert bool(only.todo) is (level is Level.OPEN)


def test_an_input_s_last_level_counts_and_one_of_which_nothing_was_heard_is_wrong() -> None:
    (last,) = found("input", InputChanged("door", Level.OPEN, 1), InputChanged("door", Level.SECURE, 2))
    assert last.state is State.OK
    (silent,) = found("input")
    assert (silent.state, silent.found) == (State.WRONG, "nothing was heard of it")
    (cut,) = found("input", InputChanged("door", Level.TAMPER, 1))
    assert (cut.state, cut.found) == (State.WRONG, "tamper")


@pytest.mark.parametrize(
    ("level", "state", "words"),
    [
        (False, State.OK, "off, GPIO22 at 0 V"),
        (True, State.NOTE, "on, GPIO22 at 3.3 V"),
        ("siren: reading back GPIO22 failed", State.WRONG, "siren: reading back GPIO22 failed"),
    ],
)
def test_an_output_says_what_its_line_is_at(level: bool | str, state: State, words: str) -> None:
    (only,) = found("output", output=(siren(),), outputs={"siren": level})
    assert said([only]) == [("siren (siren)", state, words)]


def test_an_output_that_is_off_at_3_v_says_so() -> None:
    (only,) = found("output", output=(siren(active_high=False),), outputs={"siren": False})
    assert only.found == "off, GPIO22 at 3.3 V"


def test_keys_and_tags_of_that_moment_are_told_for_whoever_stands_there() -> None:
    keys = found("keypad", KeyPressed("keys", "5", 1), KeyPressed("keys", "#", 2), keypad=(KEYPAD,))
    assert keys[0].found == "at rest as it should be; pressed meanwhile: 5 #"
    tags = found("reader", TagRead("hall", "AB", 26, 1), reader=(READER,))
    assert tags[0].found == "at rest as it should be; tags read meanwhile: 1"


def test_a_display_and_a_chip_that_reads_tags_have_no_lines_to_be_at_rest() -> None:
    display = DisplayConfig(name="hall", address=0x27)
    (only,) = found("display", display=(display,))
    assert (only.state, only.found.startswith("its expander at 0x27 takes")) == (State.OK, True)
    reader = ReaderConfig(name="gate", kind=ReaderKind.PN532, i2c_bus=1)
    assert said(found("reader", reader=(reader,))) == [("gate", State.OK, "answers, and looks for tags")]
    failed = found("display", DeviceFailed("hall", "it does not answer", 5), display=(display,))
    assert said(failed) == [("hall", State.WRONG, "it does not answer")]


def test_a_sensor_says_its_air_and_its_inputs_their_levels() -> None:
    sensor, frost = SensorConfig(name="cellar", address=0x45), InputConfig(name="frost", sensor="cellar", below_c=4)
    more: dict[str, Any] = {"sensor": (sensor,), "input": (frost,), "zone": ()}
    read = (ClimateRead("cellar", 12.34, 71.6, 5), InputChanged("frost", Level.SECURE, 5))
    assert said(found("sensor", *read, **more)) == [
        ("cellar", State.OK, "12.3 °C, 72 % RH"),
        ("frost", State.OK, "secure"),
    ]
    unknown = ("frost", State.NOTE, "unknown, because cellar has failed")
    assert said(found("sensor", **more)) == [("cellar", State.WRONG, "no reading from 0x45 on bus 1"), unknown]
    failed = found("sensor", DeviceFailed("cellar", "it does not answer", 5), **more)
    assert said(failed) == [("cellar", State.WRONG, "it does not answer"), unknown]


def test_a_converter_that_fails_is_the_fault_and_not_each_of_its_loops() -> None:
    loop = InputConfig(name="door", adc="loops", channel=0, pull_ohm=2_200, end_ohm=2_200)
    more: dict[str, Any] = {"adc": (AdcConfig(name="loops"),), "input": (loop,), "zone": ()}
    assert said(found("adc", DeviceFailed("loops", "it does not answer", 5), **more)) == [
        ("loops", State.WRONG, "it does not answer"),
        ("door", State.NOTE, "unknown, because loops has failed"),
    ]
    assert said(found("adc", **more)) == [("door", State.WRONG, "nothing was heard of it")]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (
            SupplyRead(True, 13_700, -40, 1),
            [("mains", State.OK), ("battery", State.OK), ("charger", State.OK)],
        ),
        (
            SupplyRead(False, 12_500, 600, 1),
            [("mains", State.NOTE), ("battery", State.OK), ("charger", State.OK)],
        ),
        (SupplyRead(True, 11_700, -900, 1), [("mains", State.OK), ("battery", State.WRONG), ("charger", State.OK)]),
        (SupplyRead(True, 200, 0, 1), [("mains", State.OK), ("battery", State.WRONG), ("charger", State.OK)]),
        # A charger that seems to draw from the battery: Vin+ and Vin- exchanged, or it gives nothing.
        (SupplyRead(True, 13_700, 900, 1), [("mains", State.OK), ("battery", State.OK), ("charger", State.WRONG)]),
        (SupplyRead(None, 13_700, 900, 1), [("battery", State.OK), ("charger", State.NOTE)]),
        (SupplyRead(None, None, 0, 1, "it does not answer"), [("battery gauge", State.WRONG)]),
    ],
)
def test_one_reading_of_the_gauge_judges_mains_battery_and_charger(
    read: SupplyRead, expected: list[tuple[str, State]]
) -> None:
    findings = found("power", read, power=POWER)
    assert [(each.subject, each.state) for each in findings] == expected
    assert all(each.todo for each in findings if each.state is not State.OK)


def test_a_gauge_that_says_nothing_is_named_with_its_place() -> None:
    (only,) = found("power", power=POWER)
    assert only.found == "INA219 at 0x40 on bus 1: no reading"


@pytest.mark.parametrize(
    ("said_last", "state", "words"),
    [
        (None, State.WRONG, "no reading"),
        (
            ClockSaid(None, False, 5, "the clock module does not answer"),
            State.WRONG,
            "does not answer",
        ),
        (ClockSaid(946_684_805_000, True, 5), State.WRONG, "2000-01-01 00:00:05 UTC, and says that it has stood still"),
        (ClockSaid(1_795_867_200_000, False, 5), State.OK, "2026-11-28 12:00:00 UTC"),
    ],
)
def test_a_clock_module_says_its_time_and_what_that_is_worth(
    said_last: ClockSaid | None, state: State, words: str
) -> None:
    (only,) = found("clock", clock=ClockConfig(i2c_bus=1), clock_said=said_last)
    assert (only.subject, only.state) == ("clock module", state) and words in only.found
