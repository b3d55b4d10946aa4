"""The panel's table of pictures on their way, for ``Journal.pictures``: one transaction of their own."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

# The form in which they are made, as an entry of panel.store.schema.MIGRATIONS: never edited once released.
FORM = (
    """CREATE TABLE picture (n INTEGER PRIMARY KEY AUTOINCREMENT, picture TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
       size INTEGER NOT NULL, file TEXT NOT NULL, rank INTEGER NOT NULL, job_ms INTEGER NOT NULL,
       off INTEGER NOT NULL, jws TEXT NOT NULL, done_ms INTEGER) STRICT""",
    "CREATE INDEX picture_open ON picture (n) WHERE done_ms IS NULL",
    # One row, always: whether camerad must still be told to erase everything, for another owner.
    "CREATE TABLE picture_duty (id INTEGER PRIMARY KEY CHECK (id = 1), erase INTEGER NOT NULL) STRICT",
    "INSERT INTO picture_duty VALUES (1, 0)",
)

OPEN_MAX = 1_000  # on their way: 1 GiB of pictures, what camerad keeps at most, is not many more
DONE_KEPT = 1_000


class PictureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that the station is to have.

    ``rank``: what is sent first (small ones of alarms, and what was asked for, before whole ones); ``job_ms``: when
    what it was taken for began; ``off``: how far from that moment. ``file``: empty when its file is gone.
    """

    picture: str
    sha256: str
    size: int
    file: str
    rank: int
    job_ms: int
    off: int
    jws: str


_T = TypeVar("_T")

_FIELDS = PictureRow.__struct_fields__
_COLUMNS = ", ".join(_FIELDS)


def at_once(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], _T]) -> _T:
    """One transaction, one sync. Raises sqlite3.Error, as everything here."""
    db.execute("BEGIN IMMEDIATE")
    try:
        found = work(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return found


def put(db: sqlite3.Connection, rows: Iterable[PictureRow]) -> None:
    """Adds them, or replaces what was to be told of them."""
    marks = ", ".join("?" * len(_FIELDS))
    renewed = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS if name != "picture")
    db.executemany(
        f"INSERT INTO picture ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (picture) DO UPDATE SET {renewed}",  # noqa: S608 (names of our own)
        [tuple(getattr(row, name) for name in _FIELDS) for row in rows],
    )


def waiting(db: sqlite3.Connection) -> tuple[PictureRow, ...]:
    """Every picture that the station does not have, the newest of them if there are too many."""
    query = f"SELECT {_COLUMNS} FROM picture WHERE done_ms IS NULL ORDER BY n DESC LIMIT ?"  # noqa: S608 (names of our own)
    rows = db.execute(query, (OPEN_MAX,)).fetchall()
    return tuple(msgspec.convert(dict(zip(_FIELDS, row, strict=True)), PictureRow) for row in reversed(rows))


def settle(db: sqlite3.Connection, pictures: Iterable[str], wall_ms: int) -> None:
    """The station has these, or will never have them. What has long been settled is forgotten."""
    db.executemany("UPDATE picture SET done_ms = ? WHERE picture = ?", [(wall_ms, picture) for picture in pictures])
    db.execute("DELETE FROM picture WHERE done_ms IS NOT NULL AND n <= (SELECT max(n) FROM picture) - ?", (DONE_KEPT,))


def erase(db: sqlite3.Connection) -> None:
    """None is on its way any more, and camerad owes the erasing of every file."""
    db.execute("DELETE FROM picture")
    db.execute("UPDATE picture_duty SET erase = 1")


def owes_erasing(db: sqlite3.Connection) -> bool:
    """Whether camerad has not been told yet."""
    return bool(db.execute("SELECT erase FROM picture_duty").fetchone()[0])


def erased(db: sqlite3.Connection) -> None:
    """It has been."""
    db.execute("UPDATE picture_duty SET erase = 0")
