from hypothesis import given
from hypothesis import strategies as st

from drivers.hearing import HEARS, MISSED_MAX, PATIENCE_MS, Ear, found, is_deaf, passed

POLL_MS = 100


def test_changes_that_no_edge_tells_are_counted_and_the_third_is_deafness() -> None:
    ear = HEARS
    for at_ms in (0, 60_000, 120_000):
        assert not is_deaf(ear)
        ear = found(ear, at_ms)
        ear = passed(ear, at_ms + PATIENCE_MS)
    assert ear == Ear(None, MISSED_MAX)
    assert is_deaf(ear)


def test_an_edge_may_come_late_and_until_then_nothing_is_missed() -> None:
    waiting = found(HEARS, 1_000)
    assert waiting == Ear(1_000, 0)
    assert passed(waiting, 1_000 + PATIENCE_MS - 1) == waiting
    assert passed(waiting, 1_000 + PATIENCE_MS) == Ear(None, 1)


def test_changes_found_while_one_waits_are_one_missed() -> None:
    ear = HEARS
    for at_ms in range(0, PATIENCE_MS, POLL_MS):
        ear = found(ear, at_ms)
    assert ear == Ear(0, 0)
    assert found(ear, PATIENCE_MS) == Ear(PATIENCE_MS, 1)


def test_where_every_third_change_or_more_has_an_edge_nobody_is_deaf() -> None:
    ear = HEARS
    for at_ms in range(0, 100 * 2 * PATIENCE_MS, 2 * PATIENCE_MS):
        ear = passed(found(ear, at_ms), at_ms + PATIENCE_MS)
        assert not is_deaf(ear)
        if ear.missed == MISSED_MAX - 1:
            ear = HEARS


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, PATIENCE_MS - 1)), max_size=30))
def test_edges_that_are_late_by_less_than_the_patience_are_never_deafness(changes: list[tuple[int, int]]) -> None:
    """Each change is found at a poll, and its edge is heard within the patience, polls going on meanwhile."""
    ear, now_ms = HEARS, 0
    for apart_ms, late_ms in changes:
        now_ms += apart_ms
        ear = passed(ear, now_ms)
        ear = found(ear, now_ms)
        for _ in range(late_ms // POLL_MS):
            now_ms += POLL_MS
            ear = passed(ear, now_ms)
        assert ear == Ear(now_ms - late_ms // POLL_MS * POLL_MS, 0)
        ear = HEARS


@given(st.lists(st.integers(PATIENCE_MS, 10_000), min_size=MISSED_MAX))
def test_without_any_edge_it_is_deaf_whatever_the_pace_and_stays_so(apart_ms: list[int]) -> None:
    ear, now_ms = HEARS, 0
    for each_ms in apart_ms:
        ear = found(ear, now_ms)
        now_ms += each_ms
    ear = passed(ear, now_ms)
    assert ear == Ear(None, MISSED_MAX)
