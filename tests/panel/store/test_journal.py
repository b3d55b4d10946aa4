"""The journal on a sound medium; what it does on others is in test_recover.py and test_failing.py."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from panel.store import journal as subject
from panel.store.errors import StorageInUse
from panel.store.journal import AckRow, Acks, Journal, ResultRow
from panel.store.people import NOBODY
from tests.panel.store.making import ack, batch, filled, household, reopened, report, started


def test_the_very_first_start_finds_nothing_and_says_so(tmp_path: Path) -> None:
    journal, found = Journal.open(tmp_path / "new" / "alarmd")
    assert (found.snapshot, found.people, found.epoch, found.last_seq) == (None, NOBODY, "", 0)
    assert (found.from_copy, found.unknown, found.set_aside, found.failure) == (False, False, None, None)
    assert (journal.events(10), journal.unacked(0, 0, 10), journal.count_unacked()) == ([], [], 0)
    journal.close()


def test_what_was_committed_is_there_at_the_next_start(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, report(1), report(2, alarm=True), snapshot=b"armed", people=household()))
    journal.close()
    again, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy, found.unknown) == (b"armed", False, False)
    assert (found.epoch, found.last_seq, found.people) == ("e1", 2, household())
    assert (found.was_ms, found.was_boottime_ms, found.boot_id, found.was_wall_ms) == (
        5,
        1_005,
        "boot-1",
        1_700_000_000_005,
    )
    assert again.people() == household()
    assert [row.seq for row in again.unacked(0, 0, 10)] == [2, 1]
    assert [event.event for event in again.events(10)] == [b'{"type":"zone_changed"}']


def test_it_is_there_without_a_close_too(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, report(1), snapshot=b"armed"))
    journal._drop()  # as a kill would: nothing is tidied up first
    assert reopened(tmp_path)[1].snapshot == b"armed"


def test_the_clocks_are_those_of_the_snapshot(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, snapshot=b"armed", module_ms=1_795_867_200_000))
    journal.commit(batch(90, report(1), module_ms=1_795_867_200_085))
    journal.close()
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.was_ms, found.last_seq) == (b"armed", 5, 1)
    assert found.was_module_ms == 1_795_867_200_000


def test_without_a_clock_module_nothing_is_said_of_one_and_the_copy_knows_it_too(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(5, snapshot=b"armed"))
    assert journal._kept.module_ms is None
    journal.commit(batch(6, snapshot=b"armed", module_ms=1_795_867_200_000, keep_copy=True))
    journal.close()
    (tmp_path / "journal.db").write_bytes(b"ruined" * 1_000)
    found = reopened(tmp_path)[1]
    assert (found.from_copy, found.was_module_ms) == (True, 1_795_867_200_000)


def test_alarms_come_first_and_each_class_in_order(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=9)  # 3, 6 and 9 are alarms
    rows = journal.unacked(0, 0, 5)
    assert [(row.seq, row.alarm) for row in rows] == [(3, True), (6, True), (9, True), (1, False), (2, False)]
    assert rows[0].digest == report(3, alarm=True).digest
    after = journal.unacked(rows[1].n, rows[4].n, 10)
    assert [row.seq for row in after] == [9, 4, 5, 7, 8]
    assert journal.unacked(0, 0, 2) == rows[:2]
    assert journal.unacked(0, 0, 0) == []


def test_an_acknowledged_row_leaves_the_outbox_and_stays_gone(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=3)
    n = next(row.n for row in journal.unacked(0, 0, 9) if row.seq == 2)
    assert journal.commit(batch(50, acks=(ack(report(2)),))) == Acks(ns=(n,))
    assert journal.commit(batch(51, acks=(ack(report(2)),))) == Acks(ns=(n,))  # the station says it again
    assert [row.seq for row in journal.unacked(0, 0, 9)] == [3, 1]
    assert journal.count_unacked() == 2
    journal.close()
    assert reopened(tmp_path)[0].count_unacked() == 2


def test_an_acknowledgement_of_another_text_changes_nothing_and_is_told(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=1)
    forged = AckRow("e1", 1, report(1, text="something else").digest)
    stranger = AckRow("e9", 1, report(1).digest)
    assert journal.commit(batch(50, acks=(forged, stranger))) == Acks(mismatched=(forged,), unknown=(stranger,))
    assert journal.count_unacked() == 1


def test_a_row_may_be_acknowledged_in_the_transaction_that_keeps_it(tmp_path: Path) -> None:
    journal = started(tmp_path)
    row = report(1)
    told = journal.commit_all((batch(1, row), batch(2, acks=(ack(row),))))
    assert told == (Acks(placed=(1,)), Acks(ns=(1,)))


def test_several_batches_are_one_transaction(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit_all([batch(at, report(at), snapshot=b"state %d" % at) for at in range(1, 9)])
    assert [event.mono_ms for event in journal.events(3)] == [8, 7, 6]
    journal.close()
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.last_seq, found.was_ms) == (b"state 8", 8, 8)


def test_one_bad_batch_and_none_of_the_group_is_kept(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=1)
    twice = report(1, text="another report under the same identity")
    with pytest.raises(AssertionError, match="two reports under one identity: epoch e1, seq 1"):
        journal.commit_all((batch(20, report(2), snapshot=b"new"), batch(21, twice)))
    assert (journal.count_unacked(), len(journal.events(9))) == (1, 2)
    journal.commit(batch(22, report(2)))
    journal.close()
    assert reopened(tmp_path)[1].snapshot == b"armed"


def test_the_same_report_again_is_kept_once(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=2)
    journal.commit(batch(30, report(2)))  # its first commit said "failed" and got through after all
    assert journal.count_unacked() == 2


def test_a_commands_first_result_stands(tmp_path: Path) -> None:
    journal = started(tmp_path)
    first = ResultRow(id="c1", command_digest="d1", jws="ok", wall_ms=1_700_000_000_000)
    other = ResultRow(id="c1", command_digest="d2", jws="invalid", wall_ms=1_700_000_000_001)
    journal.commit(batch(1, results=(first,)))
    journal.commit(batch(2, results=(other,)))
    journal.close()
    again = reopened(tmp_path)[0]
    assert (again.result("c1"), again.result("c2")) == (first, None)


def test_people_are_replaced_whole_and_in_order(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.commit(batch(1, people=household()))
    assert journal.people() == household()
    journal.commit(batch(2, people=NOBODY))
    journal.commit(batch(3, people=household()))
    journal.close()
    assert reopened(tmp_path)[1].people == household()


def test_a_second_panel_on_the_same_folder_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panel.store.schema.BUSY_S", 0.01)
    first = filled(tmp_path)
    with pytest.raises(StorageInUse, match="another process has it open"):
        Journal.open(tmp_path)
    first.commit(batch(99, report(4)))  # and the first one does not notice
    assert not (tmp_path / "aside").exists()


def test_a_transaction_is_synced_before_it_returns(tmp_path: Path) -> None:
    journal = started(tmp_path)
    assert journal._db is not None
    asked = {
        name: journal._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys", "auto_vacuum", "trusted_schema")
    }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "auto_vacuum": 2,
        "trusted_schema": 0,
    }


def test_nobody_else_can_read_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "alarmd"
    filled(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    kept = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert kept == dict.fromkeys(("journal.db", "journal.db-wal", "state.a", "people.a"), 0o600)


def test_a_copy_that_cannot_be_written_fails_no_commit_and_is_made_up_for(tmp_path: Path) -> None:
    journal = started(tmp_path)
    for name in ("people.a", "people.b"):
        (tmp_path / name).mkdir()
    journal.commit(batch(1, report(1), snapshot=b"armed", people=household(), keep_copy=True))
    assert "people." in str(journal.copy_failure)
    assert journal.count_unacked() == 1
    for name in ("people.a", "people.b"):
        (tmp_path / name).rmdir()
    journal.commit(batch(2))
    assert journal.copy_failure is None
    journal.close()
    (tmp_path / "journal.db").write_bytes(b"ruin")
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.people, found.from_copy) == (b"armed", household(), True)


def test_a_copy_left_behind_by_a_power_cut_is_brought_up_to_date(tmp_path: Path) -> None:
    journal = started(tmp_path)
    journal.transact((batch(1, snapshot=b"armed", people=household(), keep_copy=True),))  # and here the power goes
    journal._drop()
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy) == (b"armed", False)
    journal.commit(batch(2))
    journal._drop()
    (tmp_path / "journal.db").write_bytes(b"ruin")
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.people) == (b"armed", household())


def test_space_given_back_by_old_rows_is_returned_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "FREE_PAGES_MAX", 4)
    journal = started(tmp_path)
    assert journal._db is not None
    journal._db.execute("CREATE TABLE big (x BLOB)")
    journal._db.execute("INSERT INTO big VALUES (zeroblob(400000))")
    journal._db.execute("DROP TABLE big")
    for at in range(20):
        journal.commit(batch(at))
    assert journal._db.execute("PRAGMA freelist_count").fetchone()[0] <= 4


def test_the_file_is_one_that_file_and_sqlite_know(tmp_path: Path) -> None:
    filled(tmp_path).close()
    plain = sqlite3.connect(tmp_path / "journal.db")
    assert plain.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"SRNO", "big")
    assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    plain.close()


def test_an_outbox_that_nobody_will_fetch_is_dropped_and_the_rows_stay_history(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=4)
    journal.drop_outbox(5)
    assert (journal.unacked(0, 0, 10), journal.count_unacked()) == ([], 0)
    journal.commit(batch(50, report(5)))
    assert journal.count_unacked() == 1
    journal.close()
    with sqlite3.connect(tmp_path / "journal.db") as db:
        assert db.execute("SELECT count(*) FROM report").fetchone() == (5,)
    db.close()


def test_former_people_are_erased_from_every_file_and_those_of_now_stay(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    aside, before = tmp_path / "aside" / "3", tmp_path / "journal.form-1.db"
    aside.mkdir(parents=True)
    for path in (aside / "journal.db", aside / "journal.db-wal", before):
        path.write_bytes(b"Rui")
    (aside / "event.json").write_bytes(b"{}")
    journal.commit(batch(60, people=msgspec.structs.replace(household(), users=household().users[:1])))
    journal.erase_former()
    assert sorted(path.name for path in aside.iterdir()) == ["event.json"]
    assert not before.exists()
    assert not any(b"Rui" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    journal.close()
    assert [user.id for user in reopened(tmp_path)[1].people.users] == ["ana"]
