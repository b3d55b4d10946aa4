"""What stands before each camera follows from contacts, the clock, and what has become of the camera."""

from datetime import datetime

import pytest

from hw_sim.camera.scene import AT_THE_DOOR_MS, Cameras, Fault, Room, room_of
from hw_sim.world.errors import NoSuchThing
from panel.config import load
from tests.support.alarmd import EXAMPLE

NIGHT = datetime(2026, 11, 27, 23, 12, 44, 180_000)  # noqa: DTZ001 - as the house's own clock shows it


def cameras() -> Cameras:
    return Cameras(load(EXAMPLE))


def test_an_open_front_door_shows_whoever_stands_in_it_and_a_moment_later_an_open_door() -> None:
    made, opened = cameras(), {"front_door": True}
    scene = made.scene("hall", opened, {"front_door": 1_000}, NIGHT, 1_500)
    assert (scene.room, scene.door_open, scene.in_doorway, scene.person) == (Room.HALL, True, True, False)
    assert (scene.stamp, scene.hour) == ("2026-11-27 23:12:44.1", 23.2)
    later = made.scene("hall", opened, {"front_door": 1_000}, NIGHT, 1_000 + AT_THE_DOOR_MS)
    assert (later.door_open, later.in_doorway) == (True, False)


def test_whoever_a_motion_detector_sees_walks_through_the_room_of_its_camera_alone() -> None:
    made, opened = cameras(), {"hall_pir": True}
    assert made.scene("hall", opened, {}, NIGHT, 0).person
    assert not made.scene("living", opened, {}, NIGHT, 0).person
    assert made.scene("living", {"living_window": True}, {}, NIGHT, 0).window_open


def test_whoever_came_in_by_a_window_is_in_the_room_and_then_gone() -> None:
    made, opened = cameras(), {"living_window": True}
    since, looks = {"living_window": 1_000}, (1_000, 9_000, 11_000)
    seen = [made.scene("living", opened, since, NIGHT, at_ms).person for at_ms in looks]
    assert seen == [True, True, False]
    assert not made.scene("living", {}, {"living_window": 1_000}, NIGHT, 1_000).person, "a window that was shut"


def test_a_camera_is_known_to_libcamera_by_its_number_until_it_is_pulled_out() -> None:
    made = cameras()
    assert (made.plugged(), made.by_number(0), made.by_number(1), made.by_number(7)) == (2, "hall", "living", None)
    made.act(Fault.UNPLUG, "hall")
    assert (made.plugged(), made.by_number(0), made.words()) == (1, None, {"hall": "unplug", "living": "ok"})
    made.act(Fault.NONE, "")
    assert made.words() == {"hall": "ok", "living": "ok"}


def test_a_camera_that_nobody_has_is_named_with_those_there_are() -> None:
    with pytest.raises(NoSuchThing, match="no camera 'attic' in this house; it has hall, living"):
        cameras().act(Fault.HANG, "attic")


@pytest.mark.parametrize(
    ("name", "room"), [("hall", Room.HALL), ("living_2", Room.LIVING), ("garage", Room.GARAGE), ("x", Room.OTHER)]
)
def test_a_room_is_known_by_its_name(name: str, room: Room) -> None:
    assert room_of(name) is room
