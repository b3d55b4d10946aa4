"""What counts as a change: stories with stamps, and a comparison with a sampler that looks each millisecond."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zones.kinds import Level
from zones.qualify import UNREAD, Qualified, QualifierState, deadline_ms, due, seen

Q_MS = 50
CLOSED = QualifierState(Level.SECURE, Level.SECURE, since_ms=0)
Edge = tuple[Level, int]


def fed(edges: list[Edge], until_ms: int, start: QualifierState = CLOSED, q_ms: int = Q_MS) -> list[Qualified]:
    """All that counts when the edges arrive in this order and time then passes up to ``until_ms``."""
    state = start
    out: list[Qualified] = []
    for level, at_ms in edges:
        state, counted = seen(state, level, at_ms, q_ms)
        out += counted
    return out + list(due(state, until_ms, q_ms)[1])


def test_a_door_that_opens_counts_50_ms_after_its_edge() -> None:
    state, counted = seen(CLOSED, Level.OPEN, 1000, Q_MS)
    assert counted == ()
    assert deadline_ms(state, Q_MS) == 1050
    assert due(state, 1049, Q_MS) == (state, ())
    state, counted = due(state, 1050, Q_MS)
    assert counted == (Qualified(Level.OPEN, 1050),)
    assert deadline_ms(state, Q_MS) is None
    assert due(state, 9999, Q_MS) == (state, ())


def test_a_60_ms_pulse_seen_late_and_whole_still_counts_with_its_own_times() -> None:
    pulse = [(Level.OPEN, 1000), (Level.SECURE, 1060)]
    assert fed(pulse, until_ms=5000) == [Qualified(Level.OPEN, 1050), Qualified(Level.SECURE, 1110)]


def test_a_20_ms_glitch_never_counts() -> None:
    assert fed([(Level.OPEN, 1000), (Level.SECURE, 1020)], until_ms=5000) == []


def test_a_20_ms_glitch_within_an_open_door_never_counts_either() -> None:
    opened = QualifierState(Level.OPEN, Level.OPEN, since_ms=0)
    assert fed([(Level.SECURE, 1000), (Level.OPEN, 1020)], until_ms=5000, start=opened) == []


def test_a_level_that_holds_exactly_the_qualification_time_counts_and_one_millisecond_less_does_not() -> None:
    assert fed([(Level.OPEN, 100), (Level.SECURE, 150)], until_ms=200)[0] == Qualified(Level.OPEN, 150)
    assert fed([(Level.OPEN, 100), (Level.SECURE, 149)], until_ms=200) == []


def test_bounce_counts_once_from_the_last_edge() -> None:
    bounce = [(Level.OPEN, 0), (Level.SECURE, 3), (Level.OPEN, 5), (Level.SECURE, 8), (Level.OPEN, 11)]
    assert fed(bounce, until_ms=500) == [Qualified(Level.OPEN, 61)]


def test_the_first_reading_counts_at_once() -> None:
    state, counted = seen(UNREAD, Level.OPEN, 7, Q_MS)
    assert counted == (Qualified(Level.OPEN, 7),)
    assert state.level is Level.OPEN


def test_a_first_reading_that_knows_nothing_leaves_the_zone_unread() -> None:
    assert seen(UNREAD, Level.UNKNOWN, 7, Q_MS) == (UNREAD, ())


def test_reading_the_same_level_again_counts_it_once_it_has_held() -> None:
    state, _ = seen(CLOSED, Level.OPEN, 1000, Q_MS)
    state, early = seen(state, Level.OPEN, 1040, Q_MS)
    state, counted = seen(state, Level.OPEN, 1140, Q_MS)
    assert (early, counted) == ((), (Qualified(Level.OPEN, 1050),))


def test_a_lost_edge_is_made_good_by_the_back_stop_reading() -> None:
    assert fed([(Level.OPEN, 1100), (Level.OPEN, 1200)], until_ms=1200) == [Qualified(Level.OPEN, 1150)]


def test_a_60_ms_pulse_counts_although_the_back_stop_read_it_before_its_edges_came() -> None:
    read_in_the_middle = [(Level.OPEN, 1030), (Level.OPEN, 1000), (Level.SECURE, 1060)]
    assert fed(read_in_the_middle, until_ms=5000) == [Qualified(Level.OPEN, 1050), Qualified(Level.SECURE, 1110)]


def test_a_60_ms_pulse_counts_although_the_back_stop_read_the_closed_door_before_its_edges_came() -> None:
    read_after = [(Level.SECURE, 1090), (Level.OPEN, 1000), (Level.SECURE, 1060)]
    assert fed(read_after, until_ms=5000) == [Qualified(Level.OPEN, 1050), Qualified(Level.SECURE, 1110)]


def test_a_stamp_older_than_the_last_is_taken_as_the_last() -> None:
    late = [(Level.OPEN, 1000), (Level.SECURE, 900), (Level.OPEN, 900)]
    assert fed(late, until_ms=5000) == [Qualified(Level.OPEN, 1050)]


def test_a_level_that_counts_keeps_its_time_when_an_older_stamp_of_it_comes() -> None:
    state, _ = seen(CLOSED, Level.OPEN, 1000, Q_MS)
    state, _ = due(state, 1050, Q_MS)
    assert seen(state, Level.OPEN, 990, Q_MS) == (state, ())


def _stamped(gaps: list[tuple[Level, int]]) -> list[Edge]:
    at_ms, edges = 0, []
    for level, gap_ms in gaps:
        at_ms += gap_ms
        edges.append((level, at_ms))
    return edges


edges_in_order = st.lists(
    st.tuples(st.sampled_from([Level.SECURE, Level.OPEN, Level.TAMPER]), st.integers(0, 120)), max_size=30
).map(_stamped)
qualification = st.sampled_from([10, 11, 50, 100])


def sampled(edges: list[Edge], until_ms: int, q_ms: int) -> list[Qualified]:
    """The oracle: looks at the wires every millisecond and counts how long they have been the same."""
    counted, wires, same_for_ms, out = Level.SECURE, Level.SECURE, 0, []
    for now_ms in range(until_ms + 1):
        same_for_ms += 1
        # A level that reaches its time in the very millisecond of the next edge has held it.
        if wires is not counted and same_for_ms == q_ms:
            counted = wires
            out.append(Qualified(wires, now_ms))
        for level, at_ms in edges:
            if at_ms == now_ms and level is not wires:
                wires, same_for_ms = level, 0
    return out


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
