"""What the sky is like behind a window, and that every kind of room is furnished."""

from hw_sim.camera.furniture import furnish, sky_at
from hw_sim.camera.scene import Room, Scene
from hw_sim.camera.space import Space


def test_the_sky_is_bright_by_day_and_dark_by_night() -> None:
    assert sum(sky_at(1.0)) > sum(sky_at(0.5)) > sum(sky_at(0.0))


def test_each_room_holds_colours_that_its_walls_do_not() -> None:
    for room in Room:
        space = Space(320, 240)
        furnish(space, Scene(camera="x", room=room, stamp="", hour=12), 1.0)
        colours = space.image.getcolors(320 * 240)
        assert colours is not None and len(colours) >= 12, room
