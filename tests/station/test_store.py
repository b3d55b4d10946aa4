"""The station's file: what a commit keeps, and what it never lets happen twice."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from station.errors import StorageError
from station.store import ACCEPTED, Entry, Store
from station.watch import Pending, Watch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "station.sqlite")
    yield opened
    opened.close()


def entry(seq: int, digest: str = "d", verdict: str = ACCEPTED, kind: str = "alarm.intrusion") -> Entry:
    return Entry(
        panel="casa",
        epoch="e",
        seq=seq,
        digest=digest,
        kind=kind,
        zone=3,
        area="house",
        at_ms=1,
        received_ms=2,
        path="mqtt",
        verdict=verdict,
    )


def keep(store: Store, *entries: Entry) -> None:
    with store.commit():
        for each in entries:
            store.add(each)


def test_what_is_committed_survives_and_keeps_its_place(store: Store, tmp_path: Path) -> None:
    with store.commit():
        kept = [store.add(entry(seq), "jws") for seq in (1, 2)]
    assert [each.n for each in kept] == [1, 2]
    again = Store.open(tmp_path / "station.sqlite")
    assert again.log(0, 10) == tuple(kept)
    assert again.log(1, 10) == (kept[1],)
    assert again.told(1, 10) == ((kept[1], "jws"),)
    assert again.find("casa", "e", 2) == (2, "d")
    assert again.find("casa", "e", 3) is None
    again.close()


def test_two_reports_under_one_identity_cannot_both_be_accepted(store: Store) -> None:
    with store.commit():
        store.add(entry(1))
    with pytest.raises(StorageError, match="UNIQUE"):
        keep(store, entry(2), entry(1, digest="other"))
    assert [each.seq for each in store.log(0, 10)] == [1]


def test_whatever_fails_inside_a_commit_leaves_nothing(store: Store) -> None:
    def break_off() -> None:
        with store.commit():
            store.add(entry(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert store.log(0, 10) == ()


def test_each_commit_is_synchronised_and_written_ahead(store: Store) -> None:
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_alarms_are_newest_first_and_leave_out_the_ordinary(store: Store) -> None:
    with store.commit():
        store.add(entry(1), "one")
        store.add(entry(2, kind="area.armed"), "two")
        store.add(entry(3, verdict="refused", kind=""), "")
        store.add(entry(4, kind="alarm.fire"), "four")
    assert [(found.seq, jws) for found, jws in store.alarms(10)] == [(4, "four"), (3, ""), (1, "one")]
    assert [found.seq for found, _ in store.alarms(1)] == [4]


def test_a_zones_entries_are_newest_first_and_found_by_an_index(store: Store) -> None:
    keep(
        store, entry(1), entry(2), msgspec.structs.replace(entry(3), zone=4), msgspec.structs.replace(entry(4), zone=0)
    )
    assert [found.seq for found, _ in store.of_zone("casa", 3, 9)] == [2, 1]
    assert [found.seq for found, _ in store.of_zone("casa", 3, 1)] == [2]
    seen: list[str] = []
    store._db.set_trace_callback(seen.append)
    store.of_zone("casa", 3, 9)
    (plan,) = store._db.execute(f"EXPLAIN QUERY PLAN {seen[0]}").fetchall()
    assert "USING INDEX zones (panel=? AND zone=?)" in plan[3], "no log is read through for a zone"


def test_the_newest_place_is_known(store: Store) -> None:
    assert store.newest() == 0
    keep(store, entry(1), entry(2))
    assert store.newest() == 2


def test_what_is_watched_is_remembered_with_its_panel(store: Store, tmp_path: Path) -> None:
    pending = Pending(area="house", zone=1, epoch="e", seq=7, at_ms=1, deadline_ms=50)
    with store.commit():
        store.keep_watch(Watch("casa", 5))
        store.keep_watch(Watch("casa", 9, pendings=(pending,)))
    again = Store.open(tmp_path / "station.sqlite")
    assert again.watches() == (Watch("casa", 9, pendings=(pending,)),)
    again.close()


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "station.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StorageError, match="version 99"):
        Store.open(tmp_path / "station.sqlite")


def test_a_file_that_is_no_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "station.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 20)
    with pytest.raises(StorageError, match="restore"):
        Store.open(tmp_path / "station.sqlite")
