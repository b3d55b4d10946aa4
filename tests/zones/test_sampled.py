"""When a reading counts that no edge tells of."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.kinds import Level
from zones.qualify import FLUTTER_MS
from zones.sampled import SETTLE_MS, UNSAMPLED, SamplerState, sampled, unjudged

SAFE, OPEN, CUT, FAULT, MASK = Level.SECURE, Level.OPEN, Level.TAMPER, Level.FAULT, Level.MASKED
PERIOD_MS = 50  # four readings, the first and the last of them SETTLE_MS apart


def counted(*readings: Level, state: SamplerState = UNSAMPLED, at_ms: int = 0) -> list[tuple[Level, int]]:
    """What counts after those readings, one each 50 ms."""
    found = []
    for n, level in enumerate(readings):
        state, change = sampled(state, level, at_ms + n * PERIOD_MS)
        found += [] if change is None else [(change.level, change.at_ms)]
    return found


def test_the_first_reading_counts_at_once() -> None:
    assert counted(OPEN) == [(OPEN, 0)]
    assert counted(SAFE, SAFE, SAFE) == [(SAFE, 0)]


def test_a_change_counts_when_all_readings_have_agreed_for_a_while_and_since_the_first_of_them() -> None:
    assert counted(SAFE, OPEN, OPEN, OPEN) == [(SAFE, 0)]
    assert counted(SAFE, *((OPEN,) * 5), *((SAFE,) * 4)) == [(SAFE, 0), (OPEN, 50), (SAFE, 300)]


def test_a_slow_sampler_needs_two_that_agree() -> None:
    state, _ = sampled(UNSAMPLED, SAFE, 0)
    state, change = sampled(state, OPEN, 1_000)
    assert change is None
    _, change = sampled(state, OPEN, 2_000)
    assert change is not None and (change.level, change.at_ms) == (OPEN, 1_000)


@pytest.mark.parametrize("readings", [1, 2, 3])
def test_fewer_readings_are_sparks(readings: int) -> None:
    assert counted(SAFE, *((OPEN,) * readings), SAFE, *((CUT,) * readings), SAFE, SAFE) == [(SAFE, 0)]


def test_after_hours_of_peace_a_spark_is_still_a_spark() -> None:
    found = counted(*((SAFE,) * 1_000), OPEN, SAFE, SAFE, *((OPEN,) * 4))
    assert found == [(SAFE, 0), (OPEN, 1_003 * PERIOD_MS)]


def test_what_is_worse_throughout_though_not_the_same_counts_as_the_least_bad() -> None:
    assert counted(SAFE, CUT, OPEN, CUT) == [(SAFE, 0)]
    assert counted(SAFE, CUT, OPEN, CUT, CUT) == [(SAFE, 0), (OPEN, 50)]
    assert counted(SAFE, MASK, CUT, MASK, CUT) == [(SAFE, 0), (MASK, 50)]
    assert counted(OPEN, FAULT, SAFE, FAULT, SAFE, FAULT) == [(OPEN, 0)]  # nothing gets better without agreeing
    assert counted(OPEN, *((CUT, SAFE) * 9), *((SAFE,) * 3)) == [(OPEN, 0), (SAFE, 900)]


def test_what_chatters_in_time_with_the_sampler_is_a_fault_after_a_while_and_told_once() -> None:
    found = counted(SAFE, *((OPEN, SAFE) * 220))
    assert found == [(SAFE, 0), (FAULT, PERIOD_MS + FLUTTER_MS)]  # since the first that differed


def test_a_flutter_ends_when_readings_agree() -> None:
    assert counted(SAFE, *((OPEN, SAFE) * 120), SAFE, SAFE, SAFE)[-1][0] is SAFE
    assert counted(SAFE, *((SAFE, OPEN) * 120), OPEN, OPEN, OPEN)[-1][0] is OPEN


def test_readings_that_agree_in_between_begin_the_flutter_anew() -> None:
    chatter = (OPEN, SAFE) * 80
    assert counted(SAFE, *chatter, SAFE, SAFE, SAFE, *chatter) == [(SAFE, 0)]


def test_while_nobody_may_judge_what_counts_stays_and_what_comes_next_is_new() -> None:
    state, _ = sampled(UNSAMPLED, SAFE, 0)
    state, _ = sampled(state, CUT, 100)
    rested = unjudged(state)
    assert rested.level is SAFE
    assert counted(CUT, CUT, CUT, state=rested, at_ms=5_000) == []
    assert counted(CUT, CUT, CUT, CUT, state=rested, at_ms=5_000) == [(CUT, 5_000)]
    assert counted(SAFE, SAFE, state=rested, at_ms=5_000) == []
    assert unjudged(UNSAMPLED).last is None  # what was never read is read for the first time


def test_a_reading_says_something() -> None:
    with pytest.raises(AssertionError, match="a reading says something"):
        sampled(UNSAMPLED, Level.UNKNOWN, 0)


READINGS = st.lists(st.sampled_from([SAFE, FAULT, OPEN, MASK, CUT]), min_size=1, max_size=40)


@given(READINGS)
def test_what_is_read_for_long_enough_counts_and_stamps_only_grow(readings: list[Level]) -> None:
    state, told, since = UNSAMPLED, list[tuple[Level, int]](), 0
    for n, level in enumerate(readings):
        since = since if n and readings[n - 1] is level else n
        state, change = sampled(state, level, n * PERIOD_MS)
        told += [] if change is None else [(change.level, change.at_ms)]
        if (n - since) * PERIOD_MS >= SETTLE_MS:
            assert state.level is level
        assert state.level is told[-1][0]
    assert all(early <= late for (_, early), (_, late) in pairwise(told))
    assert all(one is not other for (one, _), (other, _) in pairwise(told))


@given(READINGS, st.integers(4, 10))
def test_a_circuit_that_is_worse_throughout_never_goes_unheard(readings: list[Level], times: int) -> None:
    """After ``secure``, readings that are all something else: something else counts."""
    worse = [level for level in readings if level is not SAFE] * times
    state, _ = sampled(UNSAMPLED, SAFE, 0)
    for n, level in enumerate(worse, 1):
        state, _ = sampled(state, level, n * PERIOD_MS)
    assert not worse or state.level is not SAFE
