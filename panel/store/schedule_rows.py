"""The calendar's own tables. Nothing here begins or ends a transaction."""

import sqlite3
from datetime import date

import msgspec

from panel.core.names import Mode
from panel.core.schedule import Calendar, Dated, Day, Holiday, Programme
from panel.store.errors import StorageRuined

# The form in which they are made, as an entry of panel.store.schema.MIGRATIONS: never edited once released.
FORM = (
    """CREATE TABLE calendar (id INTEGER PRIMARY KEY CHECK (id = 1), auto_disarm INTEGER NOT NULL,
       since_utc_ms INTEGER NOT NULL) STRICT""",
    "INSERT INTO calendar VALUES (1, 0, 0)",
    """CREATE TABLE programme (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, areas TEXT NOT NULL, mode TEXT NOT NULL,
       days TEXT NOT NULL, at_min INTEGER NOT NULL CHECK (at_min BETWEEN 0 AND 1439), remind INTEGER NOT NULL,
       enabled INTEGER NOT NULL, place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE programme_on (programme TEXT NOT NULL REFERENCES programme (id), day TEXT NOT NULL,
       at_min INTEGER CHECK (at_min BETWEEN 0 AND 1439), place INTEGER NOT NULL,
       PRIMARY KEY (programme, day)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE holiday (name TEXT PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, yearly INTEGER NOT NULL,
       place INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
)

_PROGRAMMES = "SELECT id, name, areas, mode, days, at_min, remind, enabled FROM programme ORDER BY place"
_DATED = "SELECT programme, day, at_min FROM programme_on ORDER BY place"
_HOLIDAYS = "SELECT name, first, last, yearly FROM holiday ORDER BY place"


def put(db: sqlite3.Connection, calendar: Calendar) -> None:
    """Replaces the whole calendar."""
    db.execute(
        "UPDATE calendar SET (auto_disarm, since_utc_ms) = (?, ?)", (calendar.auto_disarm, calendar.since_utc_ms)
    )
    db.execute("DELETE FROM holiday")
    db.execute("DELETE FROM programme_on")
    db.execute("DELETE FROM programme")  # last: exceptions point at programmes
    programmes = [
        (p.id, p.name, _json(p.areas), p.mode.value, _json(p.days), p.at_min, p.remind, p.enabled, at)
        for at, p in enumerate(calendar.programmes)
    ]
    db.executemany("INSERT INTO programme VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", programmes)
    dated = [(d.programme, d.on.isoformat(), d.at_min, at) for at, d in enumerate(calendar.dated)]
    db.executemany("INSERT INTO programme_on VALUES (?, ?, ?, ?)", dated)
    holidays = [
        (h.name, h.first.isoformat(), h.last.isoformat(), h.yearly, at) for at, h in enumerate(calendar.holidays)
    ]
    db.executemany("INSERT INTO holiday VALUES (?, ?, ?, ?, ?)", holidays)


def read(db: sqlite3.Connection) -> Calendar:
    """The calendar, in the order it was put. Raises StorageRuined when what is there is none."""
    try:
        auto_disarm, since_utc_ms = db.execute("SELECT auto_disarm, since_utc_ms FROM calendar").fetchone()
        return Calendar(
            programmes=tuple(_programme(row) for row in db.execute(_PROGRAMMES)),
            dated=tuple(Dated(programme=p, on=date.fromisoformat(on), at_min=at) for p, on, at in db.execute(_DATED)),
            holidays=tuple(
                Holiday(name=name, first=date.fromisoformat(first), last=date.fromisoformat(last), yearly=bool(yearly))
                for name, first, last, yearly in db.execute(_HOLIDAYS)
            ),
            auto_disarm=bool(auto_disarm),
            since_utc_ms=since_utc_ms,
        )
    except (ValueError, TypeError) as error:  # msgspec's and the enums' are ValueErrors; no row at all is a TypeError
        raise StorageRuined(f"the programmes in the journal make no sense ({error}); it will be moved aside") from error


def _programme(row: tuple[str, str, str, str, str, int, int, int]) -> Programme:
    ident, name, areas, mode, days, at_min, remind, enabled = row
    return Programme(
        id=ident,
        name=name,
        areas=msgspec.json.decode(areas, type=tuple[str, ...]),
        mode=Mode(mode),
        days=msgspec.json.decode(days, type=tuple[Day, ...]),
        at_min=at_min,
        remind=bool(remind),
        enabled=bool(enabled),
    )


def _json(value: tuple[str, ...]) -> str:
    return msgspec.json.encode(value).decode()
