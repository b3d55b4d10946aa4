"""The cameras of a house in real time: what they see follows its contacts, and faults are told by name."""

import pytest

from hw_sim.camera.lens import Ask
from hw_sim.camera.scene import Fault
from hw_sim.pins.wires import Wires
from hw_sim.world.errors import NoSuchThing
from hw_sim.world.lenses import Lenses
from hw_sim.world.shell import Player
from hw_sim.world.stage import Stage
from panel.config import load
from tests.support.alarmd import EXAMPLE

CONFIG = load(EXAMPLE)


def lenses() -> tuple[Lenses, Player]:
    player = Player(Stage(CONFIG, {}, Wires(lambda: 0), lambda change: None), lambda: 0)
    return Lenses(CONFIG, player), player


def test_a_door_that_is_opened_is_open_in_the_next_frame() -> None:
    made, player = lenses()
    before = made._seen(Ask(0)).scene
    player.stage.begin(player.stage.house.open("front_door", 0))
    player.stage.advance(0)
    after = made._seen(Ask(0)).scene
    assert before is not None and after is not None
    assert (before.camera, before.door_open, after.door_open) == ("hall", False, True)


def test_what_happens_to_cameras_is_told_of_those_it_happened_to() -> None:
    made, _ = lenses()
    assert made.act(Fault.HANG, "hall") == {"hall": "hang"}
    assert made.act(Fault.UNPLUG, "") == {"hall": "unplug", "living": "unplug"}
    assert made.words() == {"hall": "unplug", "living": "unplug"}
    assert made._seen(Ask(0)).scene is None and made._seen(Ask()).cameras == 0
    with pytest.raises(NoSuchThing):
        made.act(Fault.HANG, "attic")


def test_whoever_asks_by_name_is_told_also_of_a_camera_that_is_not_well() -> None:
    made, _ = lenses()
    made.act(Fault.UNPLUG, "hall")
    assert (made.scene("hall").fault, made.scene("living").fault) == (Fault.UNPLUG, Fault.NONE)
    with pytest.raises(NoSuchThing, match="it has hall, living"):
        made.scene("attic")
