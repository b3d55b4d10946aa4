"""A storm's glitches: how many, how long, how far apart, and the same for the same seed."""

from collections import Counter
from itertools import pairwise

import pytest

from hw_sim.world.actions import Chattered, Timed
from hw_sim.world.errors import BadRequest
from hw_sim.world.storm import REST_MS, SHORTEST_MS, Storm

ZONES = ("door", "window", "hall")


def whole(storm: Storm) -> list[Timed]:
    found: list[Timed] = []
    while storm.next_ms is not None:
        found += storm.window()
    return found


def glitches(timed: list[Timed], name: str) -> list[tuple[int, int]]:
    """Each glitch's begin and end."""
    own = [each for each in timed if isinstance(each.action, Chattered) and each.action.input == name]
    assert [each.action.open for each in own if isinstance(each.action, Chattered)] == [True, False] * (len(own) // 2)
    return [(begin.at_ms, end.at_ms) for begin, end in zip(own[::2], own[1::2], strict=True)]


@pytest.mark.parametrize(("edges_per_s", "longest"), [(20, 20), (40, 20), (2, 500)])
def test_each_contact_has_its_edges_and_no_glitch_is_too_long_or_joins_the_next(edges_per_s: int, longest: int) -> None:
    timed = whole(Storm(ZONES, 5_000, 10, edges_per_s, longest, seed=7))
    for name in ZONES:
        found = glitches(timed, name)
        assert len(found) == 10 * edges_per_s // 2
        assert all(SHORTEST_MS <= end - begin <= longest for begin, end in found)
        assert all(after - end >= REST_MS for (_, end), (after, _) in pairwise(found))
        assert found[0][0] >= 5_000 and found[-1][1] <= 15_000


def test_the_same_seed_is_the_same_storm_and_another_is_another() -> None:
    one, same, other = (whole(Storm(ZONES, 0, 2, 20, 20, seed)) for seed in (1, 1, 2))
    assert one == same and one != other
    assert Counter(type(each.action) for each in one) == {Chattered: 3 * 40}


@pytest.mark.parametrize("words", [(0, 20, 20), (3_601, 20, 20), (60, 1, 20), (60, 41, 20), (60, 20, 1), (60, 20, 76)])
def test_what_would_be_no_storm_of_glitches_is_refused(words: tuple[int, int, int]) -> None:
    with pytest.raises(BadRequest, match=r"glitches|storm"):
        Storm(ZONES, 0, *words, seed=1)
