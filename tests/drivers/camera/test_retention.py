"""Thirty days or a gibibyte, the oldest first, what the station lacks last."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.camera.retention import DAY_MS, Held, makes_room, what_goes

NOW = 100 * DAY_MS
MANY = 10**9


def _held(name: str, days_ago: float, size: int = 10, delivered: bool = True) -> Held:
    return Held(picture=name, at_ms=int(NOW - days_ago * DAY_MS), size=size, delivered=delivered)


def test_what_is_older_than_promised_goes_delivered_or_not() -> None:
    held = [_held("old", 31), _held("unread", 31, delivered=False), _held("young", 29)]
    assert what_goes(held, NOW, 30, MANY) == ("old", "unread")


def test_where_there_is_too_much_the_oldest_goes_first() -> None:
    held = [_held("c", 1), _held("a", 3), _held("b", 2)]
    assert what_goes(held, NOW, 30, 20) == ("a",)
    assert what_goes(held, NOW, 30, 15) == ("a", "b")
    assert what_goes(held, NOW, 30, 30) == ()


def test_what_the_station_lacks_goes_last() -> None:
    held = [_held("unread", 5, delivered=False), _held("a", 3), _held("b", 2)]
    assert what_goes(held, NOW, 30, 10) == ("a", "b")
    assert what_goes(held, NOW, 30, 0) == ("a", "b", "unread")


def test_what_goes_for_its_age_spares_the_young() -> None:
    held = [_held("old", 31, delivered=False), _held("young", 1)]
    assert what_goes(held, NOW, 30, 10) == ("old",)


def test_a_full_disk_costs_delivered_pictures_alone_and_no_more_than_needed() -> None:
    held = [_held("unread", 9, delivered=False), _held("a", 3), _held("b", 2), _held("c", 1)]
    assert makes_room(held, 15) == ("a", "b")
    assert makes_room(held, 999) == ("a", "b", "c")
    assert makes_room(held, 0) == ()


PICTURES = st.lists(
    st.builds(
        Held,
        picture=st.uuids().map(str),
        at_ms=st.integers(0, NOW),
        size=st.integers(1, 1_000),
        delivered=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda each: each.picture,
)


@given(PICTURES, st.integers(0, 10_000))
def test_what_stays_fits_and_nothing_goes_twice(held: list[Held], most: int) -> None:
    gone = what_goes(held, NOW, 30, most)
    assert len(gone) == len(set(gone))
    stays = [each for each in held if each.picture not in gone]
    assert sum(each.size for each in stays) <= most
    assert all(NOW - each.at_ms <= 30 * DAY_MS for each in stays)
