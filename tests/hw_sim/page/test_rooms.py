"""In which room each input hangs."""

import pytest

from hw_sim.page.rooms import ROOMS_MAX, rooms_of, title_of
from panel.config.model import Config
from tests.hw_sim.page.houses import HOME, ODD
from tests.hw_sim.small_house import CONFIG


def test_the_example_home_has_the_rooms_of_its_names_with_the_hall_first() -> None:
    found = {room.title: [each.input for each in room.things] for room in rooms_of(HOME, "house")}
    assert found == {
        "Hall": ["front_door", "hall_pir", "panel_tamper"],
        "Living room": ["living_window"],
        "Kitchen": ["kitchen_pir", "kitchen_window"],
        "Bedroom": ["bedroom_window", "bedroom_pir", "panic_button"],
        "Landing": ["landing_smoke"],
    }
    assert next(iter(found)) == "Hall"
    assert [room.title for room in rooms_of(HOME, "garage")] == ["Garage"]


def test_a_button_without_a_bedroom_hangs_in_the_hall() -> None:
    rooms = rooms_of(CONFIG, "house")
    assert [(room.title, len(room.things)) for room in rooms] == [("Hall", 2)]


@pytest.mark.parametrize("config", ODD.values(), ids=ODD)
def test_every_input_hangs_somewhere_once_and_no_building_has_too_many_rooms(config: Config) -> None:
    hung = [each.input for area in config.area for room in rooms_of(config, area.id) for each in room.things]
    assert sorted(hung) == sorted(each.name for each in config.input)
    for area in config.area:
        rooms = rooms_of(config, area.id)
        assert len({room.key for room in rooms}) == len(rooms)
        assert len(rooms) <= ROOMS_MAX + 4


def test_what_is_only_numbered_gets_tidy_rooms() -> None:
    rooms = rooms_of(ODD["numbers"], "a0")
    assert [room.title for room in rooms] == [f"Room {n}" for n in range(1, 6)]
    assert [room.title for room in rooms_of(ODD["portuguese"], "a0")] == [
        "Entrada",
        "Sala",
        "Corredor",
        "Cozinha",
        "Quintal",
    ]


def test_a_room_is_called_as_people_write() -> None:
    assert title_of("living") == "Living room"
    assert title_of("guest_bath") == "Guest bath"
