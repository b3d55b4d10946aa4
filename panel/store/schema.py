"""The database itself: how it is opened, and its form, version by version.

Each entry of MIGRATIONS brings a database from version ``i`` to ``i + 1``; ``PRAGMA user_version``
says where it stands. Entries are never edited once released: a panel in a house may stand at any.
"""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from panel.store.copy import sync_folder
from panel.store.errors import StorageRuined
from panel.store.picture_rows import FORM as PICTURES
from panel.store.schedule_rows import FORM as SCHEDULES
from panel.store.text_rows import TEXTS

APPLICATION_ID = 0x53524E4F  # "SRNO": so that `file` knows it, and we know a stranger's database

BUSY_S = 2.0  # a panel being restarted waits this long for the one before to be gone

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # One row, always: the newest snapshot with its clocks, and where the numbering stands.
        """CREATE TABLE kept (id INTEGER PRIMARY KEY CHECK (id = 1), snapshot BLOB, mono_ms INTEGER NOT NULL,
           boottime_ms INTEGER NOT NULL, boot_id TEXT NOT NULL, wall_ms INTEGER NOT NULL,
           epoch TEXT NOT NULL, seq INTEGER NOT NULL) STRICT""",
        "INSERT INTO kept VALUES (1, NULL, 0, 0, '', 0, '', 0)",
        """CREATE TABLE event (n INTEGER PRIMARY KEY AUTOINCREMENT, event BLOB NOT NULL,
           mono_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL) STRICT""",
        # Outbox and its history in one: moving rows to another table would write twice the pages.
        """CREATE TABLE report (n INTEGER PRIMARY KEY AUTOINCREMENT, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
           alarm INTEGER NOT NULL CHECK (alarm IN (0, 1)), kind TEXT NOT NULL, jws TEXT NOT NULL,
           digest TEXT NOT NULL, wall_ms INTEGER NOT NULL, acked_ms INTEGER, UNIQUE (epoch, seq)) STRICT""",
        "CREATE INDEX report_unacked ON report (alarm, n) WHERE acked_ms IS NULL",
        "CREATE INDEX report_acked ON report (n) WHERE acked_ms IS NOT NULL",
        """CREATE TABLE result (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, command_digest TEXT NOT NULL,
           jws TEXT NOT NULL, wall_ms INTEGER NOT NULL) STRICT""",
        """CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, arm TEXT NOT NULL,
           disarm TEXT NOT NULL, modes TEXT NOT NULL, place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        "CREATE UNIQUE INDEX one_administrator ON user (role) WHERE role = 'administrator'",
        """CREATE TABLE code (verifier BLOB PRIMARY KEY, user TEXT NOT NULL UNIQUE REFERENCES user (id),
           digits INTEGER NOT NULL, place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        """CREATE TABLE tag (number TEXT PRIMARY KEY, label TEXT NOT NULL, user TEXT NOT NULL REFERENCES user (id),
           uid_only INTEGER NOT NULL, place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        """CREATE TABLE key (kid TEXT PRIMARY KEY, ed25519 TEXT NOT NULL, x25519 TEXT NOT NULL, actor TEXT NOT NULL,
           kind TEXT NOT NULL, place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    ),
    (
        # Rights beyond the role, hours, blocking; codes under threat and for one time.
        "ALTER TABLE user ADD COLUMN granted TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE user ADD COLUMN notices TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE user ADD COLUMN language TEXT",
        "ALTER TABLE user ADD COLUMN limits TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE user ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE user ADD COLUMN codes_blocked INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE user ADD COLUMN tags_blocked INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE tag ADD COLUMN standing TEXT NOT NULL DEFAULT 'good'",
        # One code for each user was a constraint of the column: only a new table is rid of it.
        """CREATE TABLE code_2 (verifier BLOB PRIMARY KEY, user TEXT NOT NULL REFERENCES user (id),
           digits INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, spent INTEGER NOT NULL,
           initial INTEGER NOT NULL)
           STRICT, WITHOUT ROWID""",
        "INSERT INTO code_2 SELECT verifier, user, digits, place, 'own', 0, 0 FROM code",
        "DROP TABLE code",
        "ALTER TABLE code_2 RENAME TO code",
        "CREATE UNIQUE INDEX one_code_of_a_kind ON code (user, kind) WHERE kind != 'one_time'",
        "CREATE TABLE contract (id INTEGER PRIMARY KEY CHECK (id = 1), stands TEXT NOT NULL) STRICT",
        "INSERT INTO contract VALUES (1, 'open')",
    ),
    SCHEDULES,
    TEXTS,
    PICTURES,
    # How long the panel was without power: by a clock that went on meanwhile. Null: there is none, or it said nothing.
    ("ALTER TABLE kept ADD COLUMN module_ms INTEGER",),
)

_PRAGMAS = (
    # Before anything looks at the file: then SQLite keeps the WAL's index in memory and makes no -shm
    # file, which a full disk refuses (SQLITE_IOERR_SHMSIZE), and a second process is refused the
    # database instead of racing a checkpoint (the WAL-reset bug needs two connections; Debian 12 ships it).
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA page_size=4096",  # these two shape a new file and change nothing in one that is there
    "PRAGMA auto_vacuum=INCREMENTAL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # who has moved out, and their verifiers, do not stay in free pages
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # every commit is on the medium at return; EXTRA adds nothing in WAL
    "PRAGMA wal_autocheckpoint=200",
    "PRAGMA journal_size_limit=1048576",
    "PRAGMA cache_size=-2048",
)


def connect(path: Path) -> sqlite3.Connection:
    """The one connection, in autocommit: transactions are begun and ended in words.

    May be handed to another thread, which SQLite allows as long as one uses it at a time.
    Raises sqlite3.Error, OSError.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))  # SQLite would leave it readable to all
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def version(connection: sqlite3.Connection) -> int:
    """The version of the form; 0 for a database nobody has put anything into."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """Raises StorageRuined unless the database is whole, ours, and of a form we know; sqlite3.Error."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StorageRuined(f"{path}: quick_check says {str(found)[:200]!r}; it will be moved aside and kept")
    stands = version(connection)
    if stands > newest:
        raise StorageRuined(f"{path}: form {stands} is of a later release than this one (form {newest})")
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner not in (APPLICATION_ID, 0) or (stands > 0 and owner == 0):
        raise StorageRuined(f"{path}: application id {owner:#x} is not ours ({APPLICATION_ID:#x})")


def migrate(connection: sqlite3.Connection, migrations: Sequence[tuple[str, ...]]) -> None:
    """Brings the database to the newest form in the transaction already open. Raises sqlite3.Error.

    The caller rolls back (closing does), and the database is as it was.
    """
    for statements in migrations[version(connection) :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={len(migrations)}")


def before(path: Path, stands: int) -> Path:
    """Where the copy of a database of form ``stands`` is kept when it is migrated."""
    return path.with_name(f"{path.stem}.form-{stands}{path.suffix}")


def keep_before(connection: sqlite3.Connection, path: Path) -> None:
    """Writes a whole copy of the database as it stands, to go back to. Outside of any transaction."""
    copy = before(path, version(connection))
    copy.unlink(missing_ok=True)  # left by a start that died half-way: it has nothing that the original lacks
    connection.execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)
    sync_folder(path.parent)
