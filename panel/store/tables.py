"""Every statement on an open database. Nothing here begins or ends a transaction."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from panel.core.names import SECRET
from panel.store import schedule_rows
from panel.store.errors import StorageRuined
from panel.store.people import Code, Contract, Key, People, Tag, User
from panel.store.rows import AckRow, Acks, Batch, Kept, OutRow, ResultRow, StoredEvent, StoredRow

EVENTS_KEPT = 10_000
ACKED_KEPT = 10_000
OTHERS_UNACKED_MAX = 100_000  # some 90 MB: a station out of reach for years; beyond it alarms need the room more
RESULT_KEPT_MS = 24 * 3_600_000
RESULTS_KEPT_MIN = 64  # however old they seem: a clock just set from 1970 must not make a fresh command new again
RESULTS_KEPT_MAX = 10_000  # however new they seem: a clock set back must not keep them for years
STEP_ROWS = 8  # deleted at most per transaction and table: twice what comes in, never a long pause


# The columns of each table, under the names of the fields they hold, in the order of the schema.
_USER = (
    *("id", "name", "role", "arm", "disarm", "modes", "place", "granted", "notices", "language", "limits"),
    *("blocked", "codes_blocked", "tags_blocked"),
)
_CODE = ("verifier", "user", "digits", "place", "kind", "spent", "initial")
_TAG = ("number", "label", "user", "uid_only", "place", "standing")
_KEY = ("kid", "ed25519", "x25519", "actor", "kind", "place")
_IN_JSON = frozenset({"arm", "disarm", "modes", "granted", "notices", "limits"})

_T = TypeVar("_T", bound=msgspec.Struct)


def apply(db: sqlite3.Connection, batch: Batch) -> Acks:
    """Puts one batch in. Raises sqlite3.Error; an identity used twice is a broken invariant and asserts."""
    db.execute(
        "INSERT INTO event (event, mono_ms, wall_ms) VALUES (?, ?, ?)", (batch.event, batch.mono_ms, batch.wall_ms)
    )
    if batch.people is not None:
        put_people(db, batch.people)
    if batch.calendar is not None:
        schedule_rows.put(db, batch.calendar)
    for row in batch.carried:
        put_row(db, row, batch.wall_ms)
    placed = tuple(put_row(db, row, batch.wall_ms) for row in batch.rows)
    for result in batch.results:
        put_result(db, result)
    return msgspec.structs.replace(put_acks(db, batch.acks, batch.wall_ms), placed=placed)


def begin_places(db: sqlite3.Connection, after: int) -> None:
    """Makes the outbox of a new database number its rows from ``after`` on."""
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'report'")
    db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('report', ?)", (after,))


def put_row(db: sqlite3.Connection, row: OutRow, wall_ms: int) -> int:
    """Adds a report; its place in the outbox. The same one again is no news: a failed sync may have got through."""
    done = db.execute(
        "INSERT INTO report (epoch, seq, alarm, kind, jws, digest, wall_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (epoch, seq) DO NOTHING",
        (row.epoch, row.seq, row.alarm, row.kind, row.jws, row.digest, wall_ms),
    )
    if done.rowcount == 0:
        found = db.execute("SELECT n, digest FROM report WHERE (epoch, seq) = (?, ?)", (row.epoch, row.seq)).fetchone()
        n, digest = found
        assert digest == row.digest, f"two reports under one identity: epoch {row.epoch}, seq {row.seq}"
        return int(n)
    assert done.lastrowid is not None
    return done.lastrowid


def take_back(db: sqlite3.Connection, row: OutRow) -> None:
    """Removes a report that was said not to be kept; nothing when it is not there."""
    db.execute("DELETE FROM report WHERE (epoch, seq, digest) = (?, ?, ?)", (row.epoch, row.seq, row.digest))


def put_acks(db: sqlite3.Connection, acks: Iterable[AckRow], wall_ms: int) -> Acks:
    """Takes acknowledged rows out of the outbox, each only under the very digest that was sent."""
    ns: list[int] = []
    mismatched: list[AckRow] = []
    unknown: list[AckRow] = []
    for ack in acks:
        found = db.execute("SELECT n, digest FROM report WHERE (epoch, seq) = (?, ?)", (ack.epoch, ack.seq)).fetchone()
        if found is None:
            unknown.append(ack)
        elif found[1] != ack.digest:
            mismatched.append(ack)
        else:
            db.execute("UPDATE report SET acked_ms = ? WHERE n = ? AND acked_ms IS NULL", (wall_ms, found[0]))
            ns.append(found[0])
    return Acks(ns=tuple(ns), mismatched=tuple(mismatched), unknown=tuple(unknown))


def put_result(db: sqlite3.Connection, result: ResultRow) -> None:
    """Keeps a command's result. The first one stands: a command has one result."""
    db.execute(
        "INSERT INTO result (id, command_digest, jws, wall_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (result.id, result.command_digest, result.jws, result.wall_ms),
    )


def put_kept(db: sqlite3.Connection, kept: Kept) -> None:
    """Replaces the snapshot and the numbering. The columns are named, here and below, in the order of the struct."""
    db.execute(
        "UPDATE kept SET (snapshot, mono_ms, boottime_ms, boot_id, wall_ms, module_ms, epoch, seq)"
        " = (?, ?, ?, ?, ?, ?, ?, ?)",
        msgspec.structs.astuple(kept),
    )


def kept(db: sqlite3.Connection) -> Kept:
    """The newest snapshot and numbering. Raises StorageRuined when the row is not there."""
    row = db.execute(
        "SELECT snapshot, mono_ms, boottime_ms, boot_id, wall_ms, module_ms, epoch, seq FROM kept"
    ).fetchone()
    if row is None:
        raise StorageRuined("the journal has lost its snapshot; it will be moved aside and kept")
    return Kept(**dict(zip(Kept.__struct_fields__, row, strict=True)))


def put_people(db: sqlite3.Connection, people: People) -> None:
    """Replaces everybody. The schema guards what matters most a second time: one administrator, no shared code."""
    for table in ("key", "tag", "code", "user"):  # users last: codes and tags point at them
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own, here and below
    _put(db, "user", _USER, people.users)
    _put(db, "code", _CODE, people.codes)
    _put(db, "tag", _TAG, people.tags)
    _put(db, "key", _KEY, people.keys)
    db.execute("UPDATE contract SET stands = ?", (people.contract,))


def people(db: sqlite3.Connection) -> People:
    """Everybody, in the order they were put. Raises StorageRuined when what is there are no people."""
    try:
        return People(
            users=_all(db, "user", _USER, User),
            codes=_all(db, "code", _CODE, Code),
            tags=_all(db, "tag", _TAG, Tag),
            keys=_all(db, "key", _KEY, Key),
            contract=Contract(db.execute("SELECT stands FROM contract").fetchone()[0]),
        )
    except ValueError as error:  # msgspec's and the enums' errors are ValueErrors too
        raise StorageRuined(f"the people in the journal make no sense ({error}); it will be moved aside") from error


def unacked(db: sqlite3.Connection, after_alarm: int, after_other: int, limit: int) -> list[StoredRow]:
    """At most ``limit`` rows still to be acknowledged: alarms first, each class in order."""
    rows = _rows_after(db, True, after_alarm, limit)
    return rows + _rows_after(db, False, after_other, limit - len(rows))


def drop_outbox(db: sqlite3.Connection, wall_ms: int) -> None:
    """Whatever waits for the station waits no longer; it stays in the history."""
    db.execute("UPDATE report SET acked_ms = ? WHERE acked_ms IS NULL", (wall_ms,))


def count_unacked(db: sqlite3.Connection) -> int:
    """How many rows that may be spoken of wait for the station."""
    counts = db.execute("SELECT kind, count(*) FROM report WHERE acked_ms IS NULL GROUP BY kind")
    return sum(count for kind, count in counts if kind not in SECRET)


def result(db: sqlite3.Connection, command: str) -> ResultRow | None:
    """The stored result of the command of that id."""
    row = db.execute("SELECT id, command_digest, jws, wall_ms FROM result WHERE id = ?", (command,)).fetchone()
    return row and ResultRow(id=row[0], command_digest=row[1], jws=row[2], wall_ms=row[3])


def events(db: sqlite3.Connection, limit: int) -> list[StoredEvent]:
    """The newest events, newest first."""
    rows = db.execute("SELECT n, event, mono_ms, wall_ms FROM event ORDER BY n DESC LIMIT ?", (limit,))
    return [StoredEvent(n=n, event=event, mono_ms=mono, wall_ms=wall) for n, event, mono, wall in rows]


def prune(db: sqlite3.Connection, wall_ms: int, batches: int) -> None:
    """Forgets a little of what is old enough, so that the database stops growing without ever pausing for it."""
    step = STEP_ROWS * batches
    db.execute(
        "DELETE FROM event WHERE n IN (SELECT n FROM event"
        " WHERE n <= (SELECT max(n) FROM event) - ? ORDER BY n LIMIT ?)",
        (EVENTS_KEPT, step),
    )
    db.execute(
        "DELETE FROM report WHERE n IN (SELECT n FROM report WHERE acked_ms IS NOT NULL"
        " AND n <= (SELECT max(n) FROM report) - ? ORDER BY n LIMIT ?)",
        (ACKED_KEPT, step),
    )
    db.execute(
        "DELETE FROM result WHERE n IN (SELECT n FROM result ORDER BY n LIMIT ?)"
        " AND n <= (SELECT max(n) FROM result) - ?"
        " AND (wall_ms < ? OR n <= (SELECT max(n) FROM result) - ?)",
        (step, RESULTS_KEPT_MIN, wall_ms - RESULT_KEPT_MS, RESULTS_KEPT_MAX),
    )


def prune_others(db: sqlite3.Connection) -> None:
    """Lets go of the oldest unacknowledged rows that are no alarms, beyond OTHERS_UNACKED_MAX; alarms never go.

    Apart from ``prune`` because counting that far takes milliseconds: once in a while is enough.
    """
    edge = db.execute(
        "SELECT n FROM report WHERE acked_ms IS NULL AND alarm = 0 ORDER BY n DESC LIMIT 1 OFFSET ?",
        (OTHERS_UNACKED_MAX,),
    ).fetchone()
    if edge is not None:
        db.execute("DELETE FROM report WHERE acked_ms IS NULL AND alarm = 0 AND n <= ?", edge)


def _rows_after(db: sqlite3.Connection, alarm: bool, after: int, limit: int) -> list[StoredRow]:
    rows = db.execute(
        "SELECT n, alarm, jws, epoch, seq, digest FROM report"
        " WHERE acked_ms IS NULL AND alarm = ? AND n > ? ORDER BY n LIMIT ?",
        (alarm, after, max(limit, 0)),
    )
    return [
        StoredRow(n=n, alarm=bool(is_alarm), jws=jws, epoch=epoch, seq=seq, digest=digest)
        for n, is_alarm, jws, epoch, seq, digest in rows
    ]


def _put(db: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Sequence[msgspec.Struct]) -> None:
    places = ", ".join("?" * len(columns))
    values = [[place if name == "place" else _stored(row, name) for name in columns] for place, row in enumerate(rows)]
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", values)  # noqa: S608 (names of our own)


def _stored(row: msgspec.Struct, name: str) -> object:
    value: object = getattr(row, name)
    return msgspec.json.encode(value).decode() if name in _IN_JSON else value


def _all(db: sqlite3.Connection, table: str, columns: tuple[str, ...], form: type[_T]) -> tuple[_T, ...]:
    rows = db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY place")  # noqa: S608 (names of our own)
    return tuple(msgspec.convert(_fields(columns, row), form, strict=False) for row in rows)


def _fields(columns: tuple[str, ...], row: tuple[object, ...]) -> dict[str, object]:
    named = {name: value for name, value in zip(columns, row, strict=True) if name != "place"}
    return {name: msgspec.json.decode(str(value)) if name in _IN_JSON else value for name, value in named.items()}
