"""The whole check: two processes, one sum."""

import msgspec
import pytest

from hw_sim.model.check import CheckFailed, check, summed
from hw_sim.model.further import Part, members_of
from hw_sim.model.worker import Broken, Walked
from panel.core.table import POSSIBLE, TABLE

QUICK_S_MAX = 120  # a hung walk, not a slow machine


def a_walk(**differing: object) -> Walked:
    whole = Walked(
        member="all",
        states=10,
        edges=20,
        frontier=0,
        cells=["/".join(cell) for cell in POSSIBLE],
        arrows=["/".join((*key, to)) for key in POSSIBLE for to in TABLE[key].to],
        violations=[],
        wall_s=1.0,
    )
    return msgspec.structs.replace(whole, **differing)


def test_the_quick_walk_is_complete_and_nothing_is_wrong() -> None:
    result = check(Part.QUICK)
    assert (result.complete, result.frontier, result.violations) == (True, 0, [])
    assert result.edges > 10_000
    assert result.wall_s < QUICK_S_MAX
    assert {each["member"] for each in result.members} == {member.name for member in members_of(Part.QUICK)}


def test_a_whole_walk_is_good() -> None:
    result = summed(Part.WHOLE, [a_walk(), a_walk(member="more", cells=[], arrows=[])], 2.04)
    assert result.ok
    assert (result.states, result.edges, result.wall_s) == (20, 40, 2.0)
    assert (result.cells_hit, result.arrows_hit) == (result.cells_total, result.arrows_total)


@pytest.mark.parametrize(
    "flaw",
    [
        {"frontier": 1},
        {"cells": ["idle/arm"]},
        {"arrows": ["idle/arm/exit"]},
        {"violations": [Broken(member="m", rule="r", what="w", story="s")]},
    ],
)
def test_a_walk_with_a_flaw_is_not(flaw: dict[str, object]) -> None:
    assert not summed(Part.WHOLE, [a_walk(**flaw)], 1.0).ok


def test_a_walker_that_dies_fails_the_check() -> None:
    with pytest.raises(CheckFailed, match="ended with 1"):
        check(Part.QUICK, python="/bin/false")
