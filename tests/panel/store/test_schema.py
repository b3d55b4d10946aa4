import base64
import sqlite3
from pathlib import Path

import msgspec
import pytest

from panel.store import schema
from panel.store.copy import CopyPair
from panel.store.errors import StorageRuined
from panel.store.journal import Journal
from panel.store.rows import Kept
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
        db.execute(
            "INSERT INTO user (id, name, role, arm, disarm, modes, place) "
            "VALUES ('eva', 'Eva', 'administrator', '', '', '', 9)"
        )
    with pytest.raises(sqlite3.IntegrityError, match=r"code\.verifier"):
        db.execute("INSERT INTO code SELECT verifier, 'rui', digits, 9, kind, 0, 0 FROM code")
    db.close()


def test_the_schema_too_lets_there_be_one_code_of_a_kind_but_for_one_time_codes(tmp_path: Path) -> None:
    filled(tmp_path).close()
    db = sqlite3.connect(tmp_path / "journal.db")
    for kind in ("one_time", "one_time", "duress"):
        db.execute("INSERT INTO code VALUES (randomblob(32), 'ana', 6, 9, ?, 0, 0)", (kind,))
    for kind in ("own", "duress"):
        with pytest.raises(sqlite3.IntegrityError, match=r"code\.user, code\.kind"):
            db.execute("INSERT INTO code VALUES (randomblob(32), 'ana', 6, 9, ?, 0, 0)", (kind,))
    db.close()


def written_by_the_first_form(folder: Path) -> None:
    """A journal as the release before this form wrote it, from its dump."""
    db = sqlite3.connect(folder / "journal.db")
    db.executescript((Path(__file__).parent / "form_1.sql").read_text(encoding="utf-8"))
    db.close()
    assert form_of(folder / "journal.db") == 1


def test_a_store_of_the_first_form_is_read_and_everybody_is_as_they_were(tmp_path: Path) -> None:
    written_by_the_first_form(tmp_path)
    journal, found = reopened(tmp_path)
    assert (found.people, found.snapshot, found.set_aside, found.from_copy) == (household(), b"armed", None, False)
    assert [row.seq for row in journal.unacked(0, 0, 9)] == [3, 1, 2]
    journal.close()
    assert form_of(tmp_path / "journal.db") == len(schema.MIGRATIONS)
    assert (tmp_path / "journal.form-1.db").is_file()


def test_a_second_copy_of_the_first_form_still_disarms(tmp_path: Path) -> None:
    copied = base64.b64decode((Path(__file__).parent / "form_1_people.b64").read_bytes())
    CopyPair(tmp_path, "people").write(copied)
    CopyPair(tmp_path, "state").write(msgspec.msgpack.encode(Kept(snapshot=b"armed")))
    (tmp_path / "journal.db").write_bytes(b"ruined" * 1000)
    _, found = reopened(tmp_path)
    assert (found.snapshot, found.from_copy, found.people) == (b"armed", True, household())


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
