"""Media that fail under a running panel, and what is true before, meanwhile and after."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from panel.store.errors import StorageBroken, StorageFailed, StorageFull, StorageReadOnly
from panel.store.people import NOBODY
from tests.panel.store.making import batch, filled, household, reopened, report
from tests.panel.store.on_a_mount import STORIES

ROOT = Path(__file__).resolve().parents[3]
DEADLINE_S = 60


@pytest.mark.lane("mounts")
@pytest.mark.parametrize("story", STORIES)
def test_a_full_or_read_only_file_system(story: str, tmp_path: Path) -> None:
    told_by = [sys.executable, "-m", "tests.panel.store.on_a_mount", story, str(tmp_path)]
    asked = ["unshare", "--map-root-user", "--mount", *told_by]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert told.returncode == 0, told.stderr


def test_a_commit_without_room_is_as_if_it_never_was_and_the_next_one_tries_again(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    assert journal._db is not None
    journal._db.execute("PRAGMA max_page_count=1")
    with pytest.raises(StorageFull, match="free some room"):
        journal.commit(batch(60, report(6), snapshot=b"x" * 100_000, people=household(), keep_copy=True))
    assert (journal.count_unacked(), len(journal.events(99))) == (5, 6)
    journal._db.execute("PRAGMA max_page_count=1000000")
    journal.commit(batch(61, report(6), snapshot=b"disarmed"))
    journal.close()
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.last_seq, found.was_ms) == (b"disarmed", 6, 61)


def test_a_database_that_refuses_writing_is_opened_anew(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    assert journal._db is not None
    journal._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StorageReadOnly):
        journal.commit(batch(60, report(6)))
    journal.commit(batch(61, report(6)))
    assert journal.count_unacked() == 6


def test_a_database_ruined_under_a_running_panel_is_replaced_by_what_memory_holds(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    highest = max(row.n for row in journal.unacked(0, 0, 99))
    journal._drop()
    (tmp_path / "journal.db").write_bytes(b"ruin" * 5_000)
    journal.commit(batch(60, report(6)))
    assert journal.set_asides == [tmp_path / "aside" / "1"]
    assert min(row.n for row in journal.unacked(0, 0, 99)) > highest
    journal.close()
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.people, found.last_seq, found.from_copy) == (b"armed", household(), 6, False)


def test_a_folder_taken_away_is_a_failure_and_a_folder_given_back_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "alarmd"
    journal = filled(folder, rows=5)
    folder.rename(tmp_path / "away")
    journal._drop()
    with pytest.raises(StorageFailed):
        journal.commit(batch(60, report(6)))
    with pytest.raises(StorageFailed):
        journal.count_unacked()
    (tmp_path / "away").rename(folder)
    journal.commit(batch(61, report(6)))
    assert journal.count_unacked() == 6


class LyingDisk:
    """A connection whose commits get through, though their sync is said to have failed."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self._real = real

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        done = self._real.execute(statement, *values)
        if statement == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def test_a_commit_that_failed_and_got_through_all_the_same_is_taken_back(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    assert journal._db is not None
    journal._db = cast(sqlite3.Connection, LyingDisk(journal._db))
    with pytest.raises(StorageBroken, match="SQLITE_IOERR_FSYNC"):
        journal.commit(batch(60, report(6), snapshot=b"disarmed", people=NOBODY))
    journal.commit(batch(61, report(1, epoch="e2")))  # the same event, told under a new epoch
    assert [(row.epoch, row.seq) for row in journal.unacked(0, 0, 99)][-1] == ("e2", 1)
    assert ("e1", 6) not in {(row.epoch, row.seq) for row in journal.unacked(0, 0, 99)}
    journal._drop()
    found = reopened(tmp_path)[1]
    assert (found.snapshot, found.people, found.epoch, found.last_seq) == (b"armed", household(), "e2", 1)


def test_the_very_batch_that_failed_may_be_handed_in_again(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    assert journal._db is not None
    journal._db = cast(sqlite3.Connection, LyingDisk(journal._db))
    again = batch(60, report(6), snapshot=b"disarmed")
    with pytest.raises(StorageBroken):
        journal.commit(again)
    journal.commit(again)
    assert journal.count_unacked() == 6


def test_after_a_failed_sync_the_log_is_begun_from_its_start(tmp_path: Path) -> None:
    journal = filled(tmp_path, rows=5)
    before = (tmp_path / "journal.db-wal").stat().st_size
    assert journal._db is not None
    journal._db = cast(sqlite3.Connection, LyingDisk(journal._db))
    with pytest.raises(StorageBroken):
        journal.commit(batch(60, report(6)))
    journal.commit(batch(61))
    assert (tmp_path / "journal.db-wal").stat().st_size < before


LIMITED = """
import resource, sys
from pathlib import Path
from panel.store.errors import StorageFailed
from tests.panel.store.making import batch, filled, report
journal = filled(Path(sys.argv[1]), rows=5)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
seq = 5
try:
    while True:
        journal.commit(batch(seq + 1, report(seq + 1, text="x" * 5_000), snapshot=b"state %d" % (seq + 1)))
        seq += 1
except StorageFailed as failure:
    print(type(failure).__name__, seq)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
journal.commit(batch(seq + 1, report(seq + 1), snapshot=b"state %d" % (seq + 1)))
"""


def test_a_write_the_kernel_refuses_in_the_middle_of_the_log_loses_that_commit_alone(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    kind, seq = child.stdout.split()
    assert kind in (StorageBroken.__name__, StorageFull.__name__)
    journal, found = reopened(tmp_path)
    assert (found.last_seq, found.snapshot) == (int(seq) + 1, b"state %d" % (int(seq) + 1))
    assert journal.count_unacked() == int(seq) + 1
