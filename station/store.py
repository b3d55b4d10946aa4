"""What the station has committed: one SQLite file, one connection, one process.

Write-ahead log with full synchronisation: what ``commit`` returned from survives a power cut, and
only that is acknowledged. Other programs ask the running station; a second connection is where
SQLite before 3.51.3 could corrupt a log that is reset, and is never opened.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import msgspec

from station import picture_rows
from station.errors import StorageError
from station.picture_rows import PictureRow
from station.watch import Watch

ACCEPTED = "accepted"
CONFLICT = "conflict"
REFUSED = "refused"
RAISED = "raised"
PICTURE = "picture"  # no report: a picture that came

REFUSED_MAX = 1_000  # kept; a stranger who floods the station pushes out only his own traces
REFUSED_SLACK = 100  # let in beyond that before the oldest go, so that not each one costs a deletion
VERSION = 3

_SCHEMA = f"""
CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, panel TEXT NOT NULL, epoch TEXT NOT NULL,
    seq INTEGER NOT NULL, digest TEXT NOT NULL, kind TEXT NOT NULL, zone INTEGER NOT NULL, area TEXT NOT NULL,
    at_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, path TEXT NOT NULL, verdict TEXT NOT NULL,
    why TEXT NOT NULL, redelivered INTEGER NOT NULL DEFAULT 0, jws TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX identity ON log (panel, epoch, seq) WHERE verdict = '{ACCEPTED}';
CREATE UNIQUE INDEX clash ON log (panel, epoch, seq, digest) WHERE verdict = '{CONFLICT}';
CREATE INDEX refusal ON log (n) WHERE verdict = '{REFUSED}';
CREATE INDEX alarms ON log (n) WHERE kind GLOB 'alarm.*' OR verdict <> '{ACCEPTED}';
CREATE TABLE watch (panel TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT;
"""

# What a zone did is asked for by people, of a log of any size.
_ZONES = "CREATE INDEX zones ON log (panel, zone);"

# From version 1 on, one entry for each; a new store goes the same way.
_MIGRATIONS = (_SCHEMA, picture_rows.FORM, _ZONES)

# page_size before anything is written; the rest as measured for SD cards: few checkpoints, a small log.
_PRAGMAS = (
    "page_size = 4096",
    "auto_vacuum = INCREMENTAL",
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 200",
    "journal_size_limit = 1048576",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "busy_timeout = 2000",
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the station's log. ``n`` is its place; ``why`` says more about a verdict but accepted."""

    n: int = 0
    panel: str
    epoch: str = ""
    seq: int = 0
    digest: str = ""
    kind: str = ""
    zone: int = 0
    area: str = ""
    at_ms: int = 0
    received_ms: int
    path: str
    verdict: str
    why: str = ""
    redelivered: int = 0


_FIELDS = ", ".join(Entry.__struct_fields__)
_NEW = tuple(name for name in Entry.__struct_fields__ if name not in ("n", "redelivered"))


class Store:
    """One open file. Every method raises StorageError when the disk fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._refused = self._count_refused()

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in ``path``, made on first use. Raises StorageError."""
        with _failures(path), ExitStack() as on_failure:
            db = sqlite3.connect(path, isolation_level=None)
            on_failure.callback(db.close)
            for pragma in _PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise StorageError(f"{path} has version {version}; this program reads {VERSION}: use the newer program")
            if version < VERSION:
                forms = "".join(_MIGRATIONS[version:])
                db.executescript(f"BEGIN; {forms} PRAGMA user_version = {VERSION}; COMMIT;")
            store = cls(db)
            on_failure.pop_all()
            return store

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    @contextmanager
    def commit(self) -> Iterator[None]:
        """Everything inside is kept together, durably on leaving, or not at all."""
        with _failures("the station's store"):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def find(self, panel: str, epoch: str, seq: int) -> tuple[int, str] | None:
        """Place and digest of the report accepted under this identity."""
        query = "SELECT n, digest FROM log WHERE (panel, epoch, seq) = (?, ?, ?) AND verdict = 'accepted'"
        found: tuple[int, str] | None = self._db.execute(query, (panel, epoch, seq)).fetchone()
        return found

    def kind_at(self, n: int) -> str:
        """The kind of the report at a place."""
        (kind,) = self._db.execute("SELECT kind FROM log WHERE n = ?", (n,)).fetchone()
        return str(kind)

    def complete(self, n: int, entry: Entry, jws: str) -> None:
        """What was known of a report by a short text becomes the whole of it; when and how it came first stays."""
        self._db.execute(
            "UPDATE log SET digest = ?, zone = ?, area = ?, at_ms = ?, jws = ? WHERE n = ?",
            (entry.digest, entry.zone, entry.area, entry.at_ms, jws, n),
        )

    def clash(self, entry: Entry) -> int | None:
        """The place of a conflict that is already logged with these very bytes."""
        query = "SELECT n FROM log WHERE (panel, epoch, seq, digest) = (?, ?, ?, ?) AND verdict = 'conflict'"
        found = self._db.execute(query, (entry.panel, entry.epoch, entry.seq, entry.digest)).fetchone()
        return found[0] if found else None

    def add(self, entry: Entry, jws: str = "") -> Entry:
        """Appends; returns the entry with its place."""
        marks = ", ".join("?" * (len(_NEW) + 1))
        values = tuple(getattr(entry, name) for name in _NEW)
        cursor = self._db.execute(f"INSERT INTO log ({', '.join(_NEW)}, jws) VALUES ({marks})", (*values, jws))  # noqa: S608 (names of our own)
        if entry.verdict == REFUSED:
            self._bound_refused()
        return msgspec.structs.replace(entry, n=cursor.lastrowid or 0)

    def count_again(self, n: int) -> None:
        """It came once more."""
        self._db.execute("UPDATE log SET redelivered = redelivered + 1 WHERE n = ?", (n,))

    def log(self, after: int, limit: int) -> tuple[Entry, ...]:
        """The entries that follow place ``after``, oldest first."""
        return tuple(entry for entry, _ in self.told(after, limit))

    def told(self, after: int, limit: int) -> tuple[tuple[Entry, str], ...]:
        """As ``log``, each entry with its JWS; empty where none came or none was believed."""
        query = f"SELECT {_FIELDS}, jws FROM log WHERE n > ? ORDER BY n LIMIT ?"  # noqa: S608 (names of our own)
        with _failures("the station's store"):
            return tuple((_entry(row[:-1]), row[-1]) for row in self._db.execute(query, (after, limit)))

    def newest(self) -> int:
        """The place of the newest entry; 0 when there is none."""
        with _failures("the station's store"):
            (n,) = self._db.execute("SELECT coalesce(max(n), 0) FROM log").fetchone()
        return int(n)

    def of_zone(self, panel: str, zone: int, limit: int) -> tuple[tuple[Entry, str], ...]:
        """The newest entries about a zone, newest first, each with its JWS."""
        query = f"SELECT {_FIELDS}, jws FROM log WHERE panel = ? AND zone = ? ORDER BY n DESC LIMIT ?"  # noqa: S608 (names of our own)
        with _failures("the station's store"):
            return tuple((_entry(row[:-1]), row[-1]) for row in self._db.execute(query, (panel, zone, limit)))

    def alarms(self, limit: int) -> tuple[tuple[Entry, str], ...]:
        """The newest alarms, conflicts, refusals and alarms of the station's own, newest first, each with its JWS."""
        where = "kind GLOB 'alarm.*' OR verdict NOT IN ('accepted', 'picture')"
        query = f"SELECT {_FIELDS}, jws FROM log WHERE {where} ORDER BY n DESC LIMIT ?"  # noqa: S608 (names of our own)
        with _failures("the station's store"):
            return tuple((_entry(row[:-1]), row[-1]) for row in self._db.execute(query, (limit,)))

    def picture(self, panel: str, picture: str) -> PictureRow | None:
        """What is known of a picture."""
        with _failures("the station's store"):
            return picture_rows.find(self._db, panel, picture)

    def count_open_pictures(self, panel: str) -> int:
        """How many pictures of a panel are not whole yet."""
        with _failures("the station's store"):
            return picture_rows.count_open(self._db, panel)

    def open_pictures(self, limit: int) -> tuple[PictureRow, ...]:
        """Pictures that are not whole yet, of whichever panel."""
        with _failures("the station's store"):
            return picture_rows.open_ones(self._db, limit)

    def put_picture(self, row: PictureRow) -> None:
        """Remembers how far a picture is; part of the running transaction."""
        picture_rows.put(self._db, row)

    def watches(self) -> tuple[Watch, ...]:
        """What is remembered about every panel."""
        with _failures("the station's store"):
            rows = self._db.execute("SELECT content FROM watch ORDER BY panel").fetchall()
        return tuple(msgspec.json.decode(content, type=Watch) for (content,) in rows)

    def keep_watch(self, watch: Watch) -> None:
        """Remembers; part of the running transaction."""
        content = msgspec.json.encode(watch).decode("utf-8")
        self._db.execute("INSERT OR REPLACE INTO watch (panel, content) VALUES (?, ?)", (watch.panel, content))

    def _count_refused(self) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM log WHERE verdict = 'refused'").fetchone()
        return int(count)

    def _bound_refused(self) -> None:
        self._refused += 1
        if self._refused > REFUSED_MAX + REFUSED_SLACK:
            newest = "SELECT n FROM log WHERE verdict = 'refused' ORDER BY n DESC LIMIT 1 OFFSET ?"
            self._db.execute(f"DELETE FROM log WHERE verdict = 'refused' AND n <= ({newest})", (REFUSED_MAX,))  # noqa: S608 (names of our own)
            self._refused = REFUSED_MAX


def _entry(row: tuple[object, ...]) -> Entry:
    return msgspec.convert(dict(zip(Entry.__struct_fields__, row, strict=True)), Entry)


@contextmanager
def _failures(what: Path | str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"{what} failed: {error}; free its disk, or restore the file from a copy") from error
