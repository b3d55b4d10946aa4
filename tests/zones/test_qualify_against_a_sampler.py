"""Any edges in any order, and a sampler that looks each millisecond for a judge."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.zones.stamped import CLOSED, Edge, fed
from zones.kinds import BADNESS, Level
from zones.qualify import UNREAD, Qualified, QualifierState, deadline_ms, due, flutter_ms, seen


def _stamped(gaps: list[tuple[Level, int]]) -> list[Edge]:
    at_ms, edges = 0, []
    for level, gap_ms in gaps:
        at_ms += gap_ms
        edges.append((level, at_ms))
    return edges


levels = st.sampled_from(list(Level))
edges_in_order = st.lists(
    st.tuples(levels, st.one_of(st.integers(0, 120), st.sampled_from([9, 10, 11, 49, 50, 51]))), max_size=30
).map(_stamped)
qualification = st.sampled_from([10, 11, 50, 100])
# What a bad joint does: the same short pattern again and again, for longer than a flutter may last; and then anything.
patterns = st.lists(st.tuples(levels, st.integers(5, 60)), min_size=2, max_size=5)
endings = st.lists(st.tuples(levels, st.integers(0, 120)), max_size=10)


def _repeated(pattern: list[tuple[Level, int]], for_ms: int, ending: list[tuple[Level, int]]) -> list[Edge]:
    return _stamped([*pattern * (1 + for_ms // sum(gap_ms for _, gap_ms in pattern)), *ending])


flutters = st.builds(_repeated, patterns, st.integers(9_000, 12_000), endings)


SIGN = {level: str(rank) for rank, level in enumerate(BADNESS)}


def sampled(edges: list[Edge], until_ms: int, q_ms: int) -> list[Qualified]:
    """The oracle: writes down what the wires say in every millisecond, and judges by the last ``q_ms`` of that.

    A level that reaches its time in the very millisecond of the next edge has held it.
    """
    said = [SIGN[Level.SECURE]] * (q_ms + until_ms + 1)  # the door has been closed for long
    for (level, from_ms), (_, to_ms) in pairwise([*edges, (Level.SECURE, until_ms)]):
        # Of what is said in one and the same millisecond nothing may be passed over, and the last holds on.
        said[q_ms + from_ms] = said[q_ms + from_ms] + SIGN[level]
        said[q_ms + from_ms + 1 : q_ms + to_ms + 1] = [SIGN[level]] * (to_ms - from_ms)
    counted, steady_ms, out = Level.SECURE, 0, []
    for now_ms in range(until_ms + 1):
        window = set(said[now_ms][-1] + "".join(said[now_ms + 1 : now_ms + q_ms]))
        steady_ms = now_ms if len(window) == 1 else steady_ms
        verdict = _judged({BADNESS[int(sign)] for sign in window}, counted)
        if verdict is Level.SECURE and counted is Level.SECURE and now_ms - steady_ms == flutter_ms(q_ms):
            verdict = Level.FAULT
        if verdict is not counted:
            counted = verdict
            out.append(Qualified(verdict, now_ms))
    return out


def _judged(window: set[Level], counted: Level) -> Level:
    """What counts after these last milliseconds."""
    least_bad = min(window, key=BADNESS.index)
    return least_bad if len(window) == 1 else max(counted, least_bad, key=BADNESS.index)


@pytest.mark.parametrize("q_ms", [10, 50])
@pytest.mark.parametrize("level", BADNESS[1:])
@pytest.mark.parametrize("more_ms", [-1, 0, 1])
def test_a_pulse_of_any_level_counts_from_exactly_the_qualification_time(level: Level, more_ms: int, q_ms: int) -> None:
    pulse = [(level, 100), (Level.SECURE, 100 + q_ms + more_ms)]
    counted = [Qualified(level, 100 + q_ms), Qualified(Level.SECURE, 100 + 2 * q_ms + more_ms)]
    assert fed(pulse, until_ms=1000, q_ms=q_ms) == ([] if more_ms < 0 else counted)


@settings(deadline=None, max_examples=60)  # each a dozen seconds, looked at millisecond by millisecond
@given(flutters, qualification)
def test_a_circuit_that_flutters_counts_as_if_sampled_each_millisecond(edges: list[Edge], q_ms: int) -> None:
    until_ms = edges[-1][1] + 2 * q_ms
    assert fed(edges, until_ms, q_ms=q_ms) == sampled(edges, until_ms, q_ms)


@given(st.one_of(edges_in_order, flutters), qualification, st.booleans())
def test_from_deadline_to_deadline_time_only_grows_and_an_end_is_reached(
    edges: list[Edge], q_ms: int, unread: bool
) -> None:
    state = UNREAD if unread else CLOSED
    for level, at_ms in [*edges, (Level.SECURE, None)]:
        state, deadlines = _walked(state, at_ms, q_ms)
        assert len(deadlines) <= len(BADNESS) + 1
        assert all(earlier < later for earlier, later in pairwise(deadlines))
        if at_ms is not None:
            state, counted = seen(state, level, at_ms, q_ms)
            assert counted == () or unread
    assert deadline_ms(state, q_ms) is None


def _walked(state: QualifierState, until_ms: int | None, q_ms: int) -> tuple[QualifierState, list[int]]:
    """From deadline to deadline, as the loop of a panel goes; bounded: where time stands still it fails, not hangs."""
    deadlines: list[int] = []
    for _ in range(2 * len(BADNESS)):
        wanted_ms = deadline_ms(state, q_ms)
        if wanted_ms is None or (until_ms is not None and wanted_ms > until_ms):
            break
        deadlines.append(wanted_ms)
        state, counted = due(state, wanted_ms, q_ms)
        assert [change.at_ms for change in counted] == [wanted_ms]
    return state, deadlines


@given(edges_in_order, qualification)
def test_edges_seen_late_and_all_at_once_count_as_if_sampled_each_millisecond(edges: list[Edge], q_ms: int) -> None:
    until_ms = (edges[-1][1] if edges else 0) + 2 * q_ms
    assert fed(edges, until_ms, q_ms=q_ms) == sampled(edges, until_ms, q_ms)


@given(edges_in_order, qualification, st.sets(st.integers(0, 4000), max_size=20))
def test_looking_and_re_reading_in_between_changes_nothing(edges: list[Edge], q_ms: int, looks: set[int]) -> None:
    until_ms = (edges[-1][1] if edges else 0) + 2 * q_ms
    moments = sorted([(at_ms, 0, level) for level, at_ms in edges] + [(at_ms, 1, None) for at_ms in looks], key=_order)
    state, wires, out = CLOSED, Level.SECURE, []
    for at_ms, _, level in moments:
        if at_ms > until_ms:
            break
        wires = level or wires
        state, counted = seen(state, wires, at_ms, q_ms)
        state, more = due(state, at_ms, q_ms)
        out += [*counted, *more]
    out += due(state, until_ms, q_ms)[1]
    assert out == sampled(edges, until_ms, q_ms)


def _order(moment: tuple[int, int, Level | None]) -> tuple[int, int]:
    return moment[:2]


any_order = st.lists(st.tuples(st.sampled_from([Level.SECURE, Level.OPEN]), st.integers(0, 500)), max_size=30)


@given(any_order)
def test_whatever_the_order_of_stamps_times_never_run_backwards_and_the_last_level_counts(edges: list[Edge]) -> None:
    out = fed(edges, until_ms=10_000)
    times = [change.at_ms for change in out]
    assert times == sorted(times)
    assert all(a.level is not b.level for a, b in pairwise(out))
    last = edges[-1][0] if edges else Level.SECURE
    assert (out[-1].level if out else Level.SECURE) is last
