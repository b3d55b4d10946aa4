"""The pictures of an incident, in order, small ones first."""

from station.incident import Shot, Stands
from station.strip import Frame, strip


def shot(name: str, index: int, stands: Stands = Stands.HERE, camera: str = "hall", *, thumb: bool = False) -> Shot:
    return Shot(name, camera, "j1", index, 1_000 + index, thumb=thumb, stands=stands)


def test_each_moment_is_shown_once_in_the_order_of_time() -> None:
    found = strip((shot("c", 2), shot("a", -1), shot("at", -1, thumb=True), shot("b", 0, thumb=True)))
    assert [(each.index, each.shown, each.opens) for each in found] == [(-1, "at", "a"), (0, "b", "b"), (2, "c", "c")]


def test_two_cameras_of_one_moment_are_two_frames() -> None:
    assert [each.camera for each in strip((shot("a", 0, camera="yard"), shot("b", 0)))] == ["hall", "yard"]


def test_what_is_not_here_is_said_to_come_or_not_to() -> None:
    found = strip(
        (
            *(shot("a", 0, Stands.COMING), shot("at", 0, Stands.COMING, thumb=True)),
            *(shot("b", 1, Stands.COMING), shot("bt", 1, thumb=True)),
            *(shot("c", 2, Stands.GONE), shot("ct", 2, thumb=True)),
            *(shot("d", 3, Stands.GONE), shot("dt", 3, Stands.GONE, thumb=True)),
            shot("et", 4, thumb=True),
        )
    )
    assert [(each.shown, each.opens, each.stands, each.whole_stands) for each in found] == [
        ("", "", Stands.COMING, Stands.COMING),
        ("bt", "bt", Stands.HERE, Stands.COMING),
        ("ct", "ct", Stands.HERE, Stands.GONE),
        ("", "", Stands.GONE, Stands.GONE),
        ("et", "et", Stands.HERE, None),
    ]
    assert strip(()) == ()
    assert isinstance(found[0], Frame)
