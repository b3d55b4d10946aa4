"""What counts as a change: stories with stamps."""

from tests.zones.stamped import CLOSED, Q_MS, Edge, fed
from zones.kinds import Level
from zones.qualify import UNREAD, Qualified, QualifierState, deadline_ms, due, flutter_ms, seen


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


def alternating(levels: list[Level], each_ms: int, from_ms: int, until_ms: int) -> list[Edge]:
    """The levels again and again, each for ``each_ms``."""
    return [(levels[n % len(levels)], at_ms) for n, at_ms in enumerate(range(from_ms, until_ms, each_ms))]


def at(level: Level) -> QualifierState:
    """A circuit that has been at that level for long."""
    return QualifierState(level, level)


def test_a_circuit_that_is_never_secure_counts_as_the_least_bad_of_what_it_was() -> None:
    flutter = alternating([Level.TAMPER, Level.OPEN, Level.MASKED], each_ms=20, from_ms=1000, until_ms=30_000)
    assert fed(flutter, until_ms=29_999) == [Qualified(Level.OPEN, 1050)]


def test_a_circuit_that_was_secure_for_one_millisecond_in_between_was_not_worse_throughout() -> None:
    edges = [(Level.OPEN, 1000), (Level.TAMPER, 1020), (Level.SECURE, 1049), (Level.FAULT, 1050), (Level.OPEN, 1080)]
    assert fed(edges, until_ms=1099) == []
    assert fed(edges, until_ms=1100) == [Qualified(Level.FAULT, 1100)]
    assert fed(edges, until_ms=1130) == [Qualified(Level.FAULT, 1100), Qualified(Level.OPEN, 1130)]


def test_a_cable_that_is_cut_while_its_door_opens_counts_as_both_one_after_the_other() -> None:
    assert fed([(Level.OPEN, 1000), (Level.TAMPER, 1010)], until_ms=1060) == [
        Qualified(Level.OPEN, 1050),
        Qualified(Level.TAMPER, 1060),
    ]


def test_a_faulty_circuit_that_wavers_between_fault_and_open_stays_a_fault() -> None:
    flutter = alternating([Level.OPEN, Level.FAULT], each_ms=20, from_ms=1000, until_ms=20_000)
    assert fed(flutter, until_ms=20_000, start=at(Level.FAULT)) == []


def test_a_faulty_circuit_that_only_says_levels_that_trip_counts_as_tripped() -> None:
    flutter = alternating([Level.MASKED, Level.OPEN, Level.TAMPER], each_ms=20, from_ms=1000, until_ms=1500)
    assert fed(flutter, until_ms=1499, start=at(Level.FAULT)) == [Qualified(Level.OPEN, 1050)]


def test_nothing_gets_better_without_holding() -> None:
    flutter = alternating([Level.OPEN, Level.SECURE, Level.FAULT], each_ms=20, from_ms=1000, until_ms=30_000)
    assert fed(flutter, until_ms=29_999, start=at(Level.TAMPER)) == []
    restored = [(Level.OPEN, 1000), (Level.SECURE, 1010)]
    assert fed(restored, until_ms=5000, start=at(Level.TAMPER)) == [Qualified(Level.SECURE, 1060)]


def test_a_contact_that_never_holds_for_ten_seconds_is_a_fault_and_its_next_steady_level_counts() -> None:
    flutter = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=1000, until_ms=12_000)
    sooner = [edge for edge in flutter if edge[1] < 11_000]
    assert fed(sooner, until_ms=10_999) == []
    assert fed(sooner, until_ms=11_000) == [Qualified(Level.FAULT, 11_000)]
    assert fed(flutter, until_ms=12_000) == [Qualified(Level.FAULT, 11_000)]
    assert fed(flutter, until_ms=99_000)[1:] == [Qualified(Level.SECURE, 12_030)]
    assert fed([*flutter, (Level.OPEN, 12_000)], until_ms=99_000)[1:] == [Qualified(Level.OPEN, 12_050)]


def test_a_flutter_that_was_told_and_ended_is_told_again_after_another_ten_seconds() -> None:
    first = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=1000, until_ms=12_000)
    second = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=20_000, until_ms=31_000)
    assert fed([*first, *second], until_ms=99_000) == [
        Qualified(Level.FAULT, 11_000),
        Qualified(Level.SECURE, 12_030),
        Qualified(Level.FAULT, 30_000),
        Qualified(Level.SECURE, 31_030),
    ]


def test_a_flutter_that_pauses_for_the_qualification_time_begins_anew() -> None:
    first = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=1000, until_ms=9000)
    second = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=9030, until_ms=25_000)
    assert first[-1] == (Level.SECURE, 8980)  # and so until 9030: it held
    assert fed([*first, *second], until_ms=24_999) == [Qualified(Level.FAULT, 19_030)]
    sooner = [(level, at_ms - 1) for level, at_ms in second]
    assert fed([*first, *sooner], until_ms=24_998) == [Qualified(Level.FAULT, 11_000)]


def test_a_flutter_has_a_deadline_even_while_the_wires_say_what_counts() -> None:
    state = CLOSED
    for level, at_ms in alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=1000, until_ms=10_999):
        state, counted = seen(state, level, at_ms, Q_MS)
        assert counted == ()
    assert (state.candidate, state.since_ms) == (Level.SECURE, 10_980)
    assert deadline_ms(state, Q_MS) == 11_000
    assert due(state, 10_999, Q_MS) == (state, ())
    assert due(state, 11_000, Q_MS)[1] == (Qualified(Level.FAULT, 11_000),)
    assert due(state, 60_000, Q_MS)[1] == (Qualified(Level.FAULT, 11_000), Qualified(Level.SECURE, 11_030))


def test_a_level_that_holds_in_the_millisecond_in_which_a_flutter_is_due_comes_first() -> None:
    flutter = alternating([Level.OPEN, Level.SECURE], each_ms=25, from_ms=1000, until_ms=10_926)
    assert fed([*flutter, (Level.OPEN, 10_950)], until_ms=20_000) == [Qualified(Level.OPEN, 11_000)]
    assert fed([*flutter, (Level.OPEN, 10_940), (Level.SECURE, 10_950)], until_ms=20_000) == []


def test_a_single_glitch_wants_nobody_to_come_back_for_it() -> None:
    state, _ = seen(CLOSED, Level.OPEN, 1000, Q_MS)
    state, _ = seen(state, Level.SECURE, 1020, Q_MS)
    assert deadline_ms(state, Q_MS) is None


def test_a_flutter_from_the_first_reading_on_is_told_ten_seconds_after_it() -> None:
    state, counted = seen(UNREAD, Level.SECURE, 500, Q_MS)
    flutter = alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=520, until_ms=12_000)
    assert counted == (Qualified(Level.SECURE, 500),)
    assert fed(flutter, until_ms=11_999, start=state) == [Qualified(Level.FAULT, 10_500)]


def test_a_zone_that_was_made_slow_may_waver_for_twenty_of_its_times() -> None:
    assert [flutter_ms(q_ms) for q_ms in (10, 500, 501, 5000)] == [10_000, 10_000, 10_020, 100_000]
    waves = alternating([Level.OPEN, Level.SECURE], each_ms=3000, from_ms=1000, until_ms=150_000)
    assert fed(waves, until_ms=149_000, q_ms=5000) == [Qualified(Level.FAULT, 101_000)]


def test_a_run_of_bad_levels_read_late_is_dated_back_with_its_first_edge() -> None:
    read_first = [(Level.OPEN, 1030), (Level.OPEN, 1000), (Level.TAMPER, 1040), (Level.OPEN, 1060)]
    assert fed(read_first, until_ms=1060) == [Qualified(Level.OPEN, 1050)]


def test_a_flutter_read_late_is_dated_back_with_its_first_edge() -> None:
    late = [(Level.OPEN, 1015), *alternating([Level.OPEN, Level.SECURE], each_ms=20, from_ms=1000, until_ms=12_000)]
    assert fed(late, until_ms=11_999) == [Qualified(Level.FAULT, 11_000)]


def test_a_late_edge_dates_back_its_own_level_and_leaves_what_was_worse_before_as_it_was() -> None:
    """Open since 0, cut since 30 though first read so at 40: open counts 50 ms after 0, the cut 50 ms after 30."""
    edges = [(Level.OPEN, 0), (Level.TAMPER, 40), (Level.TAMPER, 30)]
    assert fed(edges, until_ms=200) == [Qualified(Level.OPEN, 50), Qualified(Level.TAMPER, 80)]


def test_a_late_edge_dates_nothing_back_beyond_the_change_before_it() -> None:
    state, _ = seen(seen(CLOSED, Level.OPEN, 1_000, Q_MS)[0], Level.SECURE, 1_040, Q_MS)
    back, counted = seen(state, Level.SECURE, 10, Q_MS)
    assert (back.since_ms, back.unsteady_ms, counted) == (1_000, 1_000, ())
    assert due(back, 1_049, Q_MS)[0].unsteady_ms == 1_000
    assert due(back, 1_050, Q_MS)[0].unsteady_ms is None  # has held since then


def test_a_late_edge_does_not_shorten_a_flutter_that_began_before_it() -> None:
    flutter = alternating([Level.OPEN, Level.SECURE], 20, 0, 9_980)
    state = CLOSED
    for level, at_ms in flutter:
        state, counted = seen(state, level, at_ms, Q_MS)
        assert counted == ()
    again, counted = seen(state, flutter[-1][0], flutter[-1][1], Q_MS)
    assert (again, counted) == (state, ())
    assert state.candidate is Level.OPEN
    reread, _ = seen(state, Level.SECURE, 9_985, Q_MS)
    back, _ = seen(reread, Level.SECURE, 9_975, Q_MS)
    assert (reread.unsteady_ms, back.unsteady_ms, back.since_ms) == (0, 0, 9_975)


def test_a_late_edge_does_not_date_back_what_was_there_before_anybody_read() -> None:
    state, _ = seen(UNREAD, Level.OPEN, 100, Q_MS)
    assert seen(state, Level.OPEN, 60, Q_MS) == (state, ())


def test_of_a_flutter_and_a_circuit_that_was_worse_throughout_the_earlier_counts_and_of_both_at_once_the_worse() -> (
    None
):
    def wavering(worse_since_ms: int) -> list[Qualified]:
        flutter = [*alternating([Level.OPEN, Level.SECURE], 20, 0, 9_900), (Level.SECURE, 9_910)]
        cut_ms = worse_since_ms + 40
        return fed([*flutter, (Level.OPEN, worse_since_ms), (Level.TAMPER, cut_ms)], until_ms=10_000)

    assert wavering(9_930) == [Qualified(Level.OPEN, 9_980)]
    assert wavering(9_950) == [Qualified(Level.OPEN, 10_000)]
    assert wavering(9_951) == [Qualified(Level.FAULT, 10_000)]


def test_an_edge_that_arrives_after_the_flutter_was_told_counts_no_earlier_than_the_flutter() -> None:
    state = CLOSED
    for level, at_ms in alternating([Level.OPEN, Level.SECURE], each_ms=30, from_ms=1000, until_ms=10_931):
        state, _ = seen(state, level, at_ms, Q_MS)
    assert (state.candidate, state.since_ms) == (Level.SECURE, 10_930)
    state, early = seen(state, Level.TAMPER, 10_975, Q_MS)  # a re-reading; the edge was at 10 940 and waits
    state, counted = due(state, 11_010, Q_MS)
    assert (early, counted) == ((), (Qualified(Level.FAULT, 11_000),))
    assert fed([(Level.TAMPER, 10_940)], until_ms=11_100, start=state) == [Qualified(Level.TAMPER, 11_000)]
