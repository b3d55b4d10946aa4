"""When a reading counts that no edge tells of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.kinds import BADNESS, Level
from zones.qualify import FLUTTER_MS
from zones.sampled import UNSAMPLED, SamplerState, sampled, unjudged

SAFE, OPEN, CUT, FAULT, MASK = Level.SECURE, Level.OPEN, Level.TAMPER, Level.FAULT, Level.MASKED
PERIOD_MS = 100


def counted(*readings: Level, state: SamplerState = UNSAMPLED, at_ms: int = 0) -> list[tuple[Level, int]]:
    """What counts after those readings, one each 100 ms."""
    found = []
    for n, level in enumerate(readings):
        state, change = sampled(state, level, at_ms + n * PERIOD_MS)
        found += [] if change is None else [(change.level, change.at_ms)]
    return found


def test_the_first_reading_counts_at_once() -> None:
    assert counted(OPEN) == [(OPEN, 0)]
    assert counted(SAFE, SAFE, SAFE) == [(SAFE, 0)]


def test_a_change_counts_when_two_in_a_row_agree_and_since_the_first_of_them() -> None:
    assert counted(SAFE, OPEN, OPEN, OPEN, SAFE, SAFE) == [(SAFE, 0), (OPEN, 100), (SAFE, 400)]


def test_one_reading_alone_is_a_spark() -> None:
    assert counted(SAFE, OPEN, SAFE, SAFE, CUT, SAFE, MASK, SAFE) == [(SAFE, 0)]


def test_after_hours_of_peace_one_reading_alone_is_still_a_spark() -> None:
    assert counted(*((SAFE,) * 1_000), OPEN, SAFE, SAFE, OPEN, OPEN) == [(SAFE, 0), (OPEN, 100_300)]


def test_two_that_are_worse_but_not_the_same_count_as_the_less_bad() -> None:
    assert counted(SAFE, CUT, OPEN) == [(SAFE, 0), (OPEN, 100)]
    assert counted(SAFE, MASK, CUT, MASK, CUT) == [(SAFE, 0), (MASK, 100)]
    assert counted(OPEN, FAULT, SAFE) == [(OPEN, 0)]  # nothing gets better without agreeing
    assert counted(OPEN, CUT, SAFE, CUT, SAFE, SAFE) == [(OPEN, 0), (SAFE, 400)]


def test_what_chatters_in_time_with_the_sampler_is_a_fault_after_a_while_and_told_once() -> None:
    chatter = (OPEN, SAFE) * 120
    found = counted(SAFE, *chatter)
    assert found[0] == (SAFE, 0)
    assert [level for level, _ in found[1:]] == [FAULT]
    assert found[1][1] == PERIOD_MS + FLUTTER_MS  # since the first that differed


def test_a_flutter_ends_with_the_first_two_that_agree() -> None:
    assert counted(SAFE, *((OPEN, SAFE) * 60), SAFE)[-1][0] is SAFE
    assert counted(SAFE, *((SAFE, OPEN) * 60), OPEN)[-1][0] is OPEN


def test_two_that_agree_in_between_begin_the_flutter_anew() -> None:
    assert counted(*(SAFE, *((OPEN, SAFE) * 40), SAFE, *((OPEN, SAFE) * 40))) == [(SAFE, 0)]


def test_while_nobody_may_judge_what_counts_stays_and_then_takes_two_readings() -> None:
    state, _ = sampled(UNSAMPLED, SAFE, 0)
    state, _ = sampled(state, CUT, 100)
    rested = unjudged(state)
    assert rested.level is SAFE
    assert counted(CUT, state=rested, at_ms=5_000) == []
    assert counted(CUT, CUT, state=rested, at_ms=5_000) == [(CUT, 5_000)]
    assert counted(SAFE, SAFE, state=rested, at_ms=5_000) == []
    assert unjudged(UNSAMPLED).last is None  # what was never read is read for the first time


def test_a_reading_says_something() -> None:
    with pytest.raises(AssertionError, match="a reading says something"):
        sampled(UNSAMPLED, Level.UNKNOWN, 0)


READINGS = st.lists(st.sampled_from([SAFE, FAULT, OPEN, MASK, CUT]), min_size=1, max_size=40)


@given(READINGS)
def test_whatever_is_read_twice_in_a_row_counts_and_stamps_only_grow(readings: list[Level]) -> None:
    state, told = UNSAMPLED, list[tuple[Level, int]]()
    for n, level in enumerate(readings):
        state, change = sampled(state, level, n * PERIOD_MS)
        told += [] if change is None else [(change.level, change.at_ms)]
        if n and readings[n - 1] is level:
            assert state.level is level
        assert state.level is told[-1][0]
    assert all(early <= late for (_, early), (_, late) in pairwise(told))
    assert all(one is not other for (one, _), (other, _) in pairwise(told))


@given(READINGS, st.integers(2, 10))
def test_a_circuit_that_is_worse_throughout_never_goes_unheard(readings: list[Level], times: int) -> None:
    """After ``secure``, two readings that are both something else: something else counts."""
    worse = [level for level in readings if level is not SAFE] * times
    state, _ = sampled(UNSAMPLED, SAFE, 0)
    for n, level in enumerate(worse[: max(2, len(worse))], 1):
        state, _ = sampled(state, level, n * PERIOD_MS)
    assert len(worse) < 2 or state.level is not SAFE
    assert BADNESS.index(state.level) >= 0
