import sqlite3
from pathlib import Path

import pytest

from panel.store import schema
from panel.store.errors import StorageRuined
from panel.store.journal import Journal
from tests.panel.store.making import batch, filled, household, reopened, report

LATER = (
    "ALTER TABLE report ADD COLUMN path TEXT NOT NULL DEFAULT 'mqtt'",
    "CREATE TABLE later (n INTEGER PRIMARY KEY) STRICT",
)


def form_of(path: Path) -> int:
    db = sqlite3.connect(path)
    stands = schema.version(db)
    db.close()
    return stands


def test_an_older_form_is_migrated_at_start_and_everything_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, rows=4).close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.people, found.last_seq, found.set_aside) == (b"armed", household(), 4, None)
    assert [row.seq for row in journal.unacked(0, 0, 9)] == [3, 1, 2, 4]
    journal.commit(batch(99, report(5)))
    journal.close()
    assert form_of(tmp_path / "journal.db") == len(schema.MIGRATIONS)


def test_the_database_of_before_is_kept_to_go_back_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, rows=4).close()
    old = len(schema.MIGRATIONS)
    (tmp_path / f"journal.form-{old}.db").write_bytes(b"left by a start that died half-way")
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
        reopened(tmp_path)[0].close()
    before = tmp_path / f"journal.form-{old}.db"
    assert before.stat().st_mode & 0o777 == 0o600
    before.rename(tmp_path / "journal.db")
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy, journal.count_unacked()) == (b"armed", False, 4)


def test_a_migration_that_fails_half_way_changes_nothing_and_the_panel_starts_from_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, rows=4).close()
    old = len(schema.MIGRATIONS)
    broken = (LATER[1], "INSERT INTO no_such_table VALUES (1)")
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], *schema.MIGRATIONS[-1:], broken))
        # The new form itself cannot be made either, so nothing can be kept; but the state is known.
        journal, found = reopened(tmp_path)
        assert (found.snapshot, found.people, found.from_copy) == (b"armed", household(), True)
        assert found.failure is not None
        journal.close()
    aside = tmp_path / "aside" / "1" / "journal.db"
    assert form_of(aside) == old


def test_a_form_of_a_later_release_is_left_alone_and_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
        filled(tmp_path, rows=4).close()
    journal, found = reopened(tmp_path)
    assert (found.snapshot, found.people, found.from_copy, found.salvaged) == (b"armed", household(), True, 4)
    assert found.set_aside is not None
    assert form_of(found.set_aside / "journal.db") == len(schema.MIGRATIONS) + 1
    assert journal.count_unacked() == 4


def test_a_strangers_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "journal.db")
    stranger.execute("CREATE TABLE song (title TEXT)")
    stranger.execute("PRAGMA user_version=1")
    stranger.commit()
    stranger.close()
    _, found = Journal.open(tmp_path)
    assert found.set_aside is not None
    assert (found.snapshot, found.unknown) == (None, True)
    kept = sqlite3.connect(found.set_aside / "journal.db")
    assert kept.execute("SELECT count(*) FROM song").fetchone() == (0,)
    kept.close()


def test_the_schema_itself_lets_there_be_one_administrator(tmp_path: Path) -> None:
    filled(tmp_path).close()
    db = sqlite3.connect(tmp_path / "journal.db")
    with pytest.raises(sqlite3.IntegrityError, match=r"user\.role"):
        db.execute("INSERT INTO user VALUES ('eva', 'Eva', 'administrator', '[]', '[]', '[]', 9)")
    with pytest.raises(sqlite3.IntegrityError, match=r"code\.verifier"):
        db.execute("INSERT INTO code SELECT verifier, 'rui', digits, 9 FROM code")
    db.close()


def test_a_check_names_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    db = schema.connect(path)
    schema.check(db, path, newest=1)
    db.execute("PRAGMA user_version=7")
    with pytest.raises(StorageRuined, match=r"journal\.db: form 7 is of a later release than this one \(form 1\)"):
        schema.check(db, path, newest=1)
    db.execute("PRAGMA user_version=1")
    with pytest.raises(StorageRuined, match="application id 0x0 is not ours"):
        schema.check(db, path, newest=1)
    db.close()
