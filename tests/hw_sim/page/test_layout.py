"""Rooms lie side by side, inside their building, and openings in the walls to the outside."""

from itertools import pairwise

import pytest

from hw_sim.page.layout import BAND, OPENINGS, ROW, Built, built
from hw_sim.page.rooms import rooms_of
from panel.config.model import Config
from tests.hw_sim.page.houses import HOME, ODD

WIDE = 534
HOUSES = {"home": HOME} | ODD


def buildings(config: Config) -> list[Built]:
    return [built(rooms, 76, 40, WIDE) for area in config.area if (rooms := rooms_of(config, area.id))]


@pytest.mark.parametrize("config", HOUSES.values(), ids=HOUSES)
def test_no_room_lies_on_another_and_together_they_fill_the_building(config: Config) -> None:
    for one in buildings(config):
        assert sum(room.w * room.h for room in one.rooms) == one.w * one.h
        for n, room in enumerate(one.rooms):
            assert one.x <= room.x and room.x + room.w <= one.x + one.w
            assert one.y <= room.y and room.y + room.h <= one.y + one.h
            for other in one.rooms[n + 1 :]:
                apart = room.x + room.w <= other.x or other.x + other.w <= room.x
                assert apart or room.y + room.h <= other.y or other.y + other.h <= room.y


@pytest.mark.parametrize("config", HOUSES.values(), ids=HOUSES)
def test_openings_are_in_outer_walls_and_do_not_touch_each_other(config: Config) -> None:
    for one in buildings(config):
        openings = [each for room in one.rooms for each in room.fixtures if each.hung.thing in OPENINGS]
        for each in openings:
            x, y = each.at
            assert x in (one.x, one.x + one.w) if each.turn in (90, 270) else y in (one.y, one.y + one.h)
            assert each.width > 0
        spans = sorted((each.turn, each.at[0 if each.turn in (0, 180) else 1], each.width) for each in openings)
        for (turn, at, width), (next_turn, next_at, next_width) in pairwise(spans):
            assert turn != next_turn or next_at - at >= (width + next_width) // 2


def test_the_home_has_a_hall_between_two_rows_and_every_room_a_way_to_it() -> None:
    house, garage = buildings(HOME)
    assert (house.hall, house.h) == (True, 2 * ROW + BAND)
    assert [room.gate is None for room in house.rooms] == [True, False, False, False, False]
    assert (garage.hall, garage.h) == (False, ROW)


def test_three_rooms_without_a_hall_get_one() -> None:
    one = buildings(ODD["numbers"])[0]
    assert one.hall and one.rooms[0].room.title == "Corridor"
