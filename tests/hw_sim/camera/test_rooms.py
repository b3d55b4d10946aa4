"""Rooms look like rooms: different, by the hour, and somebody in them is to be seen."""

import pytest
from PIL import Image, ImageChops, ImageStat

from hw_sim.camera.rooms import SUNRISE_H, daylight_at, drawn
from hw_sim.camera.scene import Room, Scene

EMPTY = Scene(camera="hall", room=Room.HALL, stamp="2026-11-27 12:00:00.0", hour=12)


def differs(one: Image.Image, other: Image.Image) -> float:
    """How much, on the average of all pixels."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def seen(**changes: object) -> Image.Image:
    fields: dict[str, object] = {name: getattr(EMPTY, name) for name in EMPTY.__struct_fields__}
    return drawn(Scene(**(fields | changes)), 320, 240)  # type: ignore[arg-type]  # any field may differ


@pytest.mark.parametrize("room", Room)
def test_every_room_can_be_drawn_in_any_size_day_and_night_with_everything_open(room: Room) -> None:
    for hour in (3.0, 7.0, 12.0, 20.5):
        image = seen(room=room, hour=hour, door_open=True, window_open=True, person=True, in_doorway=True, step_ms=700)
        assert image.size == (320, 240)
        assert ImageStat.Stat(image.convert("L")).stddev[0] > 10, "there is something to see"


def test_no_two_rooms_look_alike() -> None:
    pictures = [seen(room=room) for room in Room]
    for at, one in enumerate(pictures):
        assert all(differs(one, other) > 5 for other in pictures[:at])


@pytest.mark.parametrize("change", [{"person": True, "step_ms": 2_500}, {"door_open": True}, {"in_doorway": True}])
def test_what_happens_is_to_be_seen(change: dict[str, object]) -> None:
    noise = differs(seen(), seen())
    assert differs(seen(), seen(**change)) > noise + 0.5


def test_the_night_is_dark_and_not_black() -> None:
    day, night = (ImageStat.Stat(seen(hour=hour).convert("L")).mean[0] for hour in (12, 1))
    assert 25 < night < day * 0.75


def test_the_sun_comes_up_over_a_twilight() -> None:
    assert [daylight_at(hour) for hour in (0, SUNRISE_H - 1, SUNRISE_H, SUNRISE_H + 1, 12, 23)] == [0, 0, 0.5, 1, 1, 0]


@pytest.mark.parametrize("room", [Room.LIVING, Room.KITCHEN, Room.BEDROOM])
def test_an_open_window_is_to_be_seen(room: Room) -> None:
    shut, opened = (seen(room=room, window_open=is_open) for is_open in (False, True))
    strong = ImageChops.difference(shut, opened).convert("L").point([0] * 40 + [255] * 216)
    box = strong.getbbox()
    assert box is not None
    assert (box[2] - box[0]) * (box[3] - box[1]) > 320 * 240 // 200, "half a percent of the picture"
