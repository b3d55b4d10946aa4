"""Codes are timed right and wrong alike."""

from hw_sim.bench.codes import DIGITS, crowd, times
from panel.store.pins import verifier


def test_everybody_of_the_crowd_has_a_code_of_their_own() -> None:
    key = bytes(32)
    people = crowd(50, key)
    assert len(people.by_verifier) == len(people.users) == 50
    assert people.by_verifier[verifier(key, f"{7:0{DIGITS}d}")].user == "u7"


def test_as_many_right_ones_as_wrong_ones_are_timed_and_both_stay_far_below_five_milliseconds() -> None:
    for found in times(500, 200, seed=3):
        assert len(found.found_ms) == len(found.decided_ms) == 200
        assert all(0 < one <= both for one, both in zip(found.found_ms, found.decided_ms, strict=True))
        assert sorted(found.decided_ms)[100] < 5  # the median: one of them may meet a busy machine
