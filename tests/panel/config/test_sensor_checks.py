"""What an input looks at, and what it says of it."""

import pytest

from panel.config import parse
from panel.config.model import InputConfig, SensorConfig
from panel.config.sensor_checks import LIMITS
from tests.panel.config.house import HOUSE, faults, told

SENSOR = '\n[[sensor]]\nname = "cellar"\ni2c_bus = 11\n'
INPUT = '\n[[input]]\nname = "frost"\nsensor = "cellar"\nbelow_c = 3\n'
ZONE = '\n[[zone]]\nid = 4\nname = "Frost"\narea = "house"\nkind = "freeze"\ninput = "frost"\n'
WHOLE = HOUSE + SENSOR + INPUT + ZONE


def changed(old: str, new: str) -> str:
    assert old in WHOLE
    before, _, after = WHOLE.rpartition(old)
    return before + new + after


def test_an_input_on_a_sensor_has_its_limit_and_the_sensor_its_place() -> None:
    found = parse(WHOLE, "house.toml")
    assert found.sensor == (SensorConfig(name="cellar", i2c_bus=11, address=0x44),)
    assert found.input[-1] == InputConfig(name="frost", sensor="cellar", below_c=3.0)


def test_an_input_looks_at_one_thing() -> None:
    assert faults(changed('sensor = "cellar"\nbelow_c = 3', "")) == ["pin_or_adc"]
    assert told(changed('sensor = "cellar"', 'sensor = "cellar"\npin = 20')) == (
        "house.toml:64: input frost: sensor: found pin and sensor, allowed: one of pin, adc with channel, and sensor "
        "with a limit — a contact is wired to a line, a loop with resistors to a converter; frost and damp are a "
        "sensor's: give one"
    )


@pytest.mark.parametrize("key", ['pull = "up"', "channel = 1", "end_ohm = 2200"])
def test_what_belongs_to_a_pin_or_a_converter_means_nothing_on_a_sensor(key: str) -> None:
    assert faults(changed("below_c = 3", f"below_c = 3\n{key}")) == ["input_key"]


@pytest.mark.parametrize("key", ["below_c = 3", "hysteresis = 2"])
def test_what_belongs_to_a_sensor_means_nothing_on_a_pin(key: str) -> None:
    assert told(HOUSE.replace("pin = 6", f"pin = 6\n{key}")) == (
        f"house.toml:19: input hall: {key.split()[0]}: found {float(key.split()[2])}, allowed: {key.split()[0]} with "
        "sensor only — this input is on a pin, which tells closed from open and measures nothing: remove the key"
    )


def test_a_zone_on_a_sensor_has_no_wiring() -> None:
    assert told(changed('input = "frost"', 'input = "frost"\nwiring = "no"')) == (
        'house.toml:73: zone 4 (Frost): wiring: found "no", allowed: wiring with pin or adc only — '
        "this input is on a sensor, which has no contact: remove the key"
    )


def test_one_limit_and_no_other() -> None:
    assert faults(changed("below_c = 3", "")) == ["sensor_limit"]
    assert faults(changed("below_c = 3", "below_c = 3\nabove_c = 40")) == ["sensor_limit"]


def test_the_sensor_is_there() -> None:
    assert told(changed('sensor = "cellar"', 'sensor = "celar"')) == (
        'house.toml:64: input frost: sensor: found "celar", allowed: cellar — did you mean "cellar"?'
    )


@pytest.mark.parametrize(
    ("limit", "kind"), [("above_c = 40", "freeze"), ("above_rh = 80", "heat"), ("below_c = 3", "fire")]
)
def test_a_kind_that_its_limit_says_nothing_of_is_refused(limit: str, kind: str) -> None:
    text = changed("below_c = 3", limit).replace('kind = "freeze"', f'kind = "{kind}"')
    assert faults(text) == ["sensor_kind"]


def test_every_kind_that_a_limit_may_have_is_taken() -> None:
    values = {"below_c": 3, "above_c": 40.5, "above_rh": 80}
    for limit, kinds in LIMITS.items():
        for kind in kinds:
            text = changed("below_c = 3", f"{limit} = {values[limit]}").replace('"freeze"', f'"{kind.value}"')
            assert faults(text) == []


@pytest.mark.parametrize(
    "line", ["below_c = -41", "below_c = nan", 'below_c = "3"', "above_rh = 100", "hysteresis = 0", "below_c = true"]
)
def test_numbers_that_no_sensor_reaches_are_refused(line: str) -> None:
    text = changed("below_c = 3", line if "below" in line or "rh" in line else f"below_c = 3\n{line}")
    assert faults(text)[0] == "value"


def test_a_limit_may_be_written_with_and_without_its_fraction() -> None:
    assert parse(changed("below_c = 3", "below_c = 2.5"), "house.toml").input[-1].below_c == 2.5


def test_a_sensor_has_one_of_its_two_addresses_and_a_name_of_its_own() -> None:
    assert faults(changed("i2c_bus = 11", "i2c_bus = 11\naddress = 0x46")) == ["value"]
    assert faults(WHOLE + SENSOR) == ["address_shared", "taken"]
    assert faults(changed('name = "cellar"', 'name = "siren"').replace('sensor = "cellar"', 'sensor = "siren"')) == [
        "taken"
    ]


def test_a_sensor_that_no_input_looks_at_is_only_shown() -> None:
    assert faults(HOUSE + SENSOR) == []


def test_a_converter_beside_a_sensor_is_still_missed_when_no_input_uses_it() -> None:
    assert faults(WHOLE + '\n[[adc]]\nname = "loops"\ni2c_bus = 11\n') == ["adc_unused"]
