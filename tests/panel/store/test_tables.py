"""What is forgotten, when, and what never is; the rest of the statements are told of in test_journal.py."""

from pathlib import Path

import pytest

from panel.store import journal as keeping
from panel.store import tables
from panel.store.journal import Journal, ResultRow
from tests.panel.store.making import ack, batch, report, started

DAY_MS = 24 * 3_600_000
WALL_MS = 1_700_000_000_000


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches in a moment."""
    monkeypatch.setattr(tables, "EVENTS_KEPT", 20)
    monkeypatch.setattr(tables, "ACKED_KEPT", 20)
    monkeypatch.setattr(tables, "OTHERS_UNACKED_MAX", 10)
    monkeypatch.setattr(tables, "RESULTS_KEPT_MIN", 3)
    monkeypatch.setattr(tables, "RESULTS_KEPT_MAX", 9)
    monkeypatch.setattr(keeping, "OTHERS_PRUNED_EVERY", 4)


def rows_kept(journal: Journal) -> int:
    assert journal._db is not None
    return int(journal._db.execute("SELECT count(*) FROM report").fetchone()[0])


def test_the_newest_events_stay_and_the_oldest_go(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for at in range(100):
        journal.commit(batch(at))
    assert [event.mono_ms for event in journal.events(1_000)] == list(range(99, 79, -1))


def test_acknowledged_rows_stay_for_a_while_and_then_go(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for seq in range(1, 101):
        journal.commit(batch(seq, report(seq, alarm=True), acks=(ack(report(seq, alarm=True)),)))
    assert (rows_kept(journal), journal.count_unacked()) == (20, 0)


def test_a_backlog_goes_in_small_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = started(tmp_path)
    with monkeypatch.context() as roomy:
        roomy.setattr(tables, "EVENTS_KEPT", 1_000)
        for at in range(100):
            journal.commit(batch(at))
    journal.commit(batch(100))
    assert len(journal.events(1_000)) == 101 - tables.STEP_ROWS


def test_an_alarm_nobody_has_acknowledged_never_goes(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for seq in range(1, 61):
        journal.commit(batch(seq, report(seq, alarm=True)))
    for seq in range(61, 161):
        journal.commit(batch(seq, report(seq), acks=(ack(report(seq)),)))
    assert [row.seq for row in journal.unacked(0, 0, 1_000)] == list(range(1, 61))


def test_of_other_rows_nobody_acknowledges_only_the_newest_stay(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for seq in range(1, 41):
        journal.commit(batch(seq, report(seq, alarm=seq <= 15)))
    left = journal.unacked(0, 0, 1_000)
    assert [row.seq for row in left] == [*range(1, 16), *range(31, 41)]


def result(number: int, wall_ms: int) -> ResultRow:
    return ResultRow(id=f"c{number}", command_digest="d", jws="r", wall_ms=wall_ms)


def test_a_result_is_kept_a_day(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for number in range(5):
        journal.commit(batch(number, results=(result(number, WALL_MS + number),)))
    journal.commit(batch(DAY_MS + 1))  # the batches' wall clock is WALL_MS later
    assert [journal.result(f"c{number}") is not None for number in range(5)] == [False, True, True, True, True]


def test_a_clock_that_jumps_forward_makes_no_fresh_command_new_again(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for number in range(5):
        journal.commit(batch(number, results=(result(number, number),)))  # the clock still stands in 1970
    journal.commit(batch(9))
    assert [journal.result(f"c{number}") is not None for number in range(5)] == [False, False, True, True, True]


def test_a_clock_that_was_set_back_keeps_no_result_for_years(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for number in range(30):
        journal.commit(batch(number, results=(result(number, 2 * WALL_MS),)))
    assert sum(journal.result(f"c{number}") is not None for number in range(30)) == 9


def test_a_place_in_the_outbox_is_never_given_twice(tmp_path: Path) -> None:
    journal = started(tmp_path)
    places: list[int] = []
    for seq in range(1, 61):
        row = report(seq)
        journal.commit(batch(seq, row))
        places += [found.n for found in journal.unacked(0, 0, 9)]
        journal.commit(batch(seq, acks=(ack(row),)))
    assert places == sorted(set(places))
