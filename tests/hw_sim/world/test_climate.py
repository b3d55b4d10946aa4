"""The air in the simulated house: what the sensors feel, and what becomes of them."""

import msgspec
import pytest

from hw_sim.i2c.bus import Buses
from hw_sim.world.climate import CELSIUS, HUMIDITY, AirLook, Climate, Mishap, number
from hw_sim.world.errors import BadRequest
from panel.config.model import InputConfig, SensorConfig
from tests.hw_sim.small_house import CONFIG

INPUTS = (
    InputConfig(name="frost", sensor="cellar", below_c=3),
    InputConfig(name="heat", sensor="cellar", above_c=40),
    InputConfig(name="damp", sensor="cellar", above_rh=80),
)
SENSOR = SensorConfig(name="cellar", i2c_bus=3, address=0x45)
HOUSE = msgspec.structs.replace(CONFIG, sensor=(SENSOR,), input=(*CONFIG.input, *INPUTS))


@pytest.fixture
def buses() -> Buses:
    return Buses()


@pytest.fixture
def climate(buses: Buses) -> Climate:
    return Climate(HOUSE, buses, lambda: 0)


def test_every_sensor_hangs_on_its_bus_in_a_room_in_which_people_live(climate: Climate, buses: Buses) -> None:
    assert list(buses.found(3).chips) == [0x45] and climate.names == ("cellar",)
    assert climate.look() == {"cellar": AirLook(CELSIUS, HUMIDITY, Mishap.WELL)}
    assert climate.beyond() == {"frost": False, "heat": False, "damp": False}


def test_the_air_is_set_and_an_input_beyond_its_limit_is_open(climate: Climate) -> None:
    climate.set_air("cellar", 2.9, 85)
    assert climate.beyond() == {"frost": True, "heat": False, "damp": True}
    climate.set_air("cellar", 41)
    assert climate.look()["cellar"] == AirLook(41, 85, Mishap.WELL)
    assert climate.beyond() == {"frost": False, "heat": True, "damp": True}


@pytest.mark.parametrize("name", ["frost", "heat", "damp"])
def test_an_input_that_is_opened_or_closed_by_hand_moves_the_air_over_its_limit_or_back(
    climate: Climate, name: str
) -> None:
    climate.trip(name, True)
    assert [other for other, is_open in climate.beyond().items() if is_open] == [name]
    climate.trip(name, False)
    assert not any(climate.beyond().values())


def test_what_becomes_of_a_sensor_is_one_thing_at_a_time(climate: Climate, buses: Buses) -> None:
    bus = buses.found(3)
    for mishap, missing, stuck, garbled in (
        (Mishap.OUT, {0x45}, False, False),
        (Mishap.GARBAGE, set(), False, True),
        (Mishap.STUCK, set(), True, False),
        (Mishap.WELL, set(), False, False),
    ):
        climate.befall("cellar", mishap)
        chip = bus.chips[0x45]
        assert (bus.missing, chip.stuck, chip.garbled) == (missing, stuck, garbled)  # type: ignore[attr-defined]
        assert climate.look()["cellar"].state is mishap


@pytest.mark.parametrize("word", ["warm", "nan", "-46", "1e9", ""])
def test_what_is_no_number_within_bounds_is_refused(word: str) -> None:
    with pytest.raises(BadRequest, match="from -45 to 130, in °C"):
        number(word, "°C", -45, 130)


def test_a_number_is_one() -> None:
    assert (number("-3.5", "°C", -45, 130), number("0", "% RH", 0, 100)) == (-3.5, 0)
