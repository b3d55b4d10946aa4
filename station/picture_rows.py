"""The station's table of pictures. Nothing here begins or ends a transaction."""

import sqlite3
from enum import StrEnum

import msgspec

# What brings a store of version 1 to 2. Never edited once released. Lines about pictures are neither reports, whose
# identities are unique, nor what an operator must act upon.
FORM = """
CREATE TABLE picture (panel TEXT NOT NULL, picture TEXT NOT NULL, sha256 TEXT NOT NULL, stands TEXT NOT NULL,
    jws TEXT NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY (panel, picture)) STRICT, WITHOUT ROWID;
CREATE INDEX picture_open ON picture (panel) WHERE stands = 'open';
DROP INDEX alarms;
CREATE INDEX alarms ON log (n) WHERE kind GLOB 'alarm.*' OR verdict NOT IN ('accepted', 'picture');
"""


class Stands(StrEnum):
    """How far a picture is."""

    OPEN = "open"  # told of, not whole yet
    WHOLE = "whole"
    GONE = "gone"  # the panel has it no more: it will not come


class PictureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One picture. ``jws``: the panel's signed word for it; ``received_ms``: when it was told of, or became whole."""

    panel: str
    picture: str
    sha256: str
    stands: Stands
    jws: str
    received_ms: int


_FIELDS = PictureRow.__struct_fields__
_COLUMNS = ", ".join(_FIELDS)


def find(db: sqlite3.Connection, panel: str, picture: str) -> PictureRow | None:
    """The picture of this name. Raises sqlite3.Error, as everything here."""
    query = f"SELECT {_COLUMNS} FROM picture WHERE (panel, picture) = (?, ?)"  # noqa: S608 (names of our own)
    row = db.execute(query, (panel, picture)).fetchone()
    return None if row is None else msgspec.convert(dict(zip(_FIELDS, row, strict=True)), PictureRow)


def count_open(db: sqlite3.Connection, panel: str) -> int:
    """How many pictures of a panel are not whole yet."""
    query = "SELECT count(*) FROM picture WHERE panel = ? AND stands = 'open'"
    (count,) = db.execute(query, (panel,)).fetchone()
    return int(count)


def open_ones(db: sqlite3.Connection, limit: int) -> tuple[PictureRow, ...]:
    """The pictures that are not whole yet."""
    query = f"SELECT {_COLUMNS} FROM picture WHERE stands = 'open' LIMIT ?"  # noqa: S608 (names of our own)
    rows = db.execute(query, (limit,)).fetchall()
    return tuple(msgspec.convert(dict(zip(_FIELDS, row, strict=True)), PictureRow) for row in rows)


def put(db: sqlite3.Connection, row: PictureRow) -> None:
    """Adds it, or replaces what was known of it."""
    marks = ", ".join("?" * len(_FIELDS))
    values = tuple(getattr(row, name) for name in _FIELDS)
    db.execute(f"INSERT OR REPLACE INTO picture ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 (names of our own)
