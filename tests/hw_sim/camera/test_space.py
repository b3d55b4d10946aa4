"""Three dimensions in two: what is further away is smaller and higher, and sides have shades."""

from hw_sim.camera.space import DEEP, Space, mixed, shade


def test_what_is_further_away_is_smaller_and_nearer_to_the_horizon() -> None:
    space = Space(640, 480)
    near, far = space.at((1, 0, 0.5)), space.at((1, 0, DEEP))
    assert near[0] > far[0] > 320 and near[1] > far[1]
    assert space.size(1, 0.5) > space.size(1, DEEP)


def test_the_middle_of_the_room_is_the_middle_of_the_picture_at_any_distance() -> None:
    space = Space(640, 480)
    assert {space.at((0, 1, away))[0] for away in (0.5, 2, DEEP)} == {320}


def test_what_is_drawn_is_there() -> None:
    space = Space(64, 48)
    space.ball((0, 1.5, 2), 0.3, (255, 0, 0))
    space.box((-1, -0.5), (0, 0.5), (2, 3), (0, 200, 0))
    space.line([(1, 0, 2), (1, 2, 2)], (0, 0, 255), 0.1)
    found = {colour for _, colour in space.image.getcolors(64 * 48) or []}
    assert {(255, 0, 0), (0, 0, 255)} <= found and any(green > red + blue for red, green, blue in found)  # type: ignore[misc]  # RGB


def test_colours_are_shaded_and_mixed_within_bounds() -> None:
    assert shade((100, 200, 10), 0.5) == (50, 100, 5)
    assert max(shade((250, 250, 250), 2.0)) <= 255
    assert mixed((0, 0, 0), (200, 100, 50), 0.5) == (100, 50, 25)
