"""Devices one by one: each configuration names one, and together they name all."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import Phase, given, settings

from panel.config import Config, load
from panel.config.chips import SensorConfig
from panel.config.model import InputConfig
from panel.doctor.lines import devices
from panel.doctor.tables import EXAMINED, NOTHING_TO_EXAMINE
from panel.doctor.units import bare, units
from tests.support.pin_bench import installation
from tests.support.strange_houses import installations

ROOT = Path(__file__).resolve().parents[3]
HOUSES = (ROOT / "panel" / "config" / "home.toml", ROOT / "docs" / "examples" / "loops.toml")
DEVICES = ("input", "output", "keypad", "display", "reader", "sensor", "adc")


def test_every_table_of_the_configuration_is_examined_or_known_to_need_none() -> None:
    tables = {field.encode_name for field in msgspec.structs.fields(Config)}
    assert set(EXAMINED) | set(NOTHING_TO_EXAMINE) == tables
    assert set(EXAMINED) & set(NOTHING_TO_EXAMINE) == set()


@pytest.mark.parametrize("house", HOUSES, ids=lambda path: path.stem)
def test_together_they_name_every_device_once(house: Path) -> None:
    config = load(house)
    for table in DEVICES:
        found = [each.name for unit in units(config) for each in getattr(unit.config, table)]
        assert sorted(found) == sorted(each.name for each in getattr(config, table)), table
    assert sum(unit.table == "power" for unit in units(config)) == (config.power is not None)


@given(installations())
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_no_two_of_them_want_one_line_and_together_they_want_all(config: Config) -> None:
    whole = msgspec.structs.replace(config, gsm=None)  # its power key is commsd's
    wanted = [pin for unit in units(config) for pin, _ in devices(unit.config)]
    assert sorted(wanted) == sorted(pin for pin, _ in devices(whole))


def test_a_device_by_itself_brings_nothing_but_what_it_needs() -> None:
    config = load(HOUSES[0])
    alone = {unit.name: unit.config for unit in units(config)}
    door = alone["front_door"]
    assert [each.name for each in door.input] == ["front_door"]
    assert [zone.id for zone in door.zone] == [1]
    assert (door.output, door.keypad, door.reader, door.camera, door.power, door.gsm) == ((), (), (), (), None, None)
    assert door.board == config.board
    assert [each.name for each in alone["siren"].output] == ["siren"]
    assert alone["siren"].input == ()


def test_a_sensor_brings_the_inputs_that_look_at_it() -> None:
    sensor = SensorConfig(name="cellar")
    config = installation(sensor=(sensor,), input=(InputConfig(name="frost", sensor="cellar", below_c=4),), zone=())
    (unit,) = units(config)
    assert (unit.table, [each.name for each in unit.config.input]) == ("sensor", ["frost"])


def test_a_loop_over_a_siren_s_cable_brings_the_siren() -> None:
    (loops,) = [unit for unit in units(load(HOUSES[1])) if unit.table == "adc"]
    assert [each.name for each in loops.config.output] == ["siren"]
    assert [each.name for each in loops.config.adc] == ["loops_a", "loops_b"]


def test_without_devices_an_installation_is_bare() -> None:
    found = bare(load(HOUSES[0]))
    assert units(found) == []
    assert found.panel.name == "Casa da Encosta"
