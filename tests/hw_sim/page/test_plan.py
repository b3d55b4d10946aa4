"""The whole plan: one building an area, a way in, and everything inside the drawing."""

import pytest

from hw_sim.page.plan import plan_of
from panel.config.model import Config
from tests.hw_sim.page.houses import HOME, ODD
from tests.hw_sim.small_house import CONFIG

HOUSES = {"home": HOME, "small": CONFIG} | ODD


def test_the_home_has_a_house_and_a_garage_each_with_its_door() -> None:
    plan = plan_of(HOME)
    assert [(each.title, each.exit and each.exit.input) for each in plan.buildings] == [
        ("House", "front_door"),
        ("Garage", "garage_door"),
    ]
    assert [eye.name for eye in plan.eyes] == ["hall", "living"]
    front = plan.buildings[0].exit
    assert front is not None and plan.start == front.outside
    assert front.outside[0] < plan.buildings[0].built.x < front.inside[0]


@pytest.mark.parametrize("config", HOUSES.values(), ids=HOUSES)
def test_everything_lies_inside_the_drawing_and_no_building_on_another(config: Config) -> None:
    plan = plan_of(config)
    boxes = [(each.built.x, each.built.y, each.built.w, each.built.h) for each in plan.buildings]
    for n, (x, y, w, h) in enumerate(boxes):
        assert x > 0 and x + w < plan.width and y > 0 and y + h < plan.height
        for ox, oy, ow, oh in boxes[n + 1 :]:
            assert x + w < ox or ox + ow < x or y + h < oy or oy + oh < y
    points = [plan.start, plan.siren, plan.keypad, *(eye.at for eye in plan.eyes)]
    points += [f.at for b in plan.buildings for room in b.built.rooms for f in room.fixtures]
    assert all(0 < x < plan.width and 0 < y < plan.height for x, y in points)


def test_every_input_is_on_the_plan_once() -> None:
    for config in HOUSES.values():
        plan = plan_of(config)
        hung = [f.hung.input for b in plan.buildings for room in b.built.rooms for f in room.fixtures]
        assert sorted(hung) == sorted(each.name for each in config.input)
