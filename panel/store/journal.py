"""The journal: one SQLite database that holds what happened, what is to be told, and where we stand.

Synchronous and for one thread at a time: ``panel.store.writer`` gives it one of its own in alarmd;
replay and tests call it directly. What ``commit`` returned from survives power loss; what it raised
for is as if it never was. After a failure the next call tries again by itself, from a newly opened
(and, if need be, newly made) database; whoever calls decides how to live until then.
"""

import contextlib
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from panel.core.schedule import Calendar
from panel.store import picture_rows, schedule_rows, tables, text_rows
from panel.store.copy import CopyPair
from panel.store.errors import StorageFailed, StorageFull, StorageInUse, from_os, from_sqlite
from panel.store.people import NOBODY, People
from panel.store.recover import DATABASE, Found, Opened, Seed, erase_old, look, new_aside, open_or_replace
from panel.store.rows import (
    AckRow,
    Acks,
    Batch,
    Kept,
    OutRow,
    Recovered,
    ResultRow,
    StoredEvent,
    StoredRow,
)

__all__ = ["AckRow", "Acks", "Batch", "Journal", "OutRow", "Recovered", "ResultRow", "StoredEvent", "StoredRow"]

OTHERS_PRUNED_EVERY = 256  # transactions
FREE_PAGES_MAX = 256  # 1 MiB the database may hold on to; beyond it pages are given back, a few at a time
FREE_PAGES_STEP = 16
DOUBTFUL_MAX = 1024  # rows

_T = TypeVar("_T")


class PeopleCopy(msgspec.Struct, frozen=True):
    """What the second copy of the people holds: enough to disarm and to go on numbering."""

    people: People
    epoch: str


class Journal:
    """Use ``Journal.open``.

    ``copy_failure``: why the second copy is behind, or None. Its failing fails no commit: the database
    is durable without it; it is a trouble, and is tried again with every commit.
    ``set_asides``: ruined databases moved aside since the start, newest last.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copy_failure: StorageFailed | None = None
        self.set_asides: list[Path] = []
        self._path = folder / DATABASE
        self._db: sqlite3.Connection | None = None
        self._kept = Kept()
        self._people = NOBODY
        self._calendar = Calendar()
        self._state_copy = CopyPair(folder, "state")
        self._people_copy = CopyPair(folder, "people")
        self._calendar_copy = CopyPair(folder, "schedules")
        self._state_due = False
        self._people_due = False
        self._calendar_due = False
        self._transactions = 0
        self._settled = False
        self._doubtful: deque[OutRow] | None = None  # after a failure: rows that may be kept all the same

    @classmethod
    def open(cls, folder: Path, *, from_copy: bool = False) -> tuple[Self, Recovered]:
        """Opens what lies in ``folder``, made if missing, and always comes back with something to run on.

        ``from_copy``: distrust the database's snapshot (the process dies of it) and take the second
        copy's; the last event and that snapshot are written aside for study, and the event stays in
        the history. Without a second copy the database's snapshot is the best there is.
        Raises StorageInUse alone: a second panel on the same folder must not run.
        """
        journal = cls(folder)
        return journal, journal._start(from_copy)

    def commit(self, batch: Batch) -> Acks:
        """Keeps one batch, durable at return. Raises StorageFailed, and then none of it is kept."""
        return self.commit_all((batch,))[0]

    def commit_all(self, batches: Sequence[Batch]) -> tuple[Acks, ...]:
        """Keeps several batches in one transaction, one sync for all; then the copies that are due."""
        acks = self.transact(batches)
        self.write_copies()
        return acks

    def transact(self, batches: Sequence[Batch]) -> tuple[Acks, ...]:
        """The transaction of ``commit_all`` without the copies, for who wants to tell in between."""
        kept = self._kept
        for batch in batches:
            kept = _after(kept, batch)
        try:
            acks = self._try(lambda db: self._put(db, batches, kept))
        except StorageFull:
            raise  # rolled back for certain
        except StorageFailed:
            self._doubt(batches)
            raise
        self._doubtful = None
        self._remember(batches, kept)
        return acks

    def write_copies(self) -> None:
        """Brings the second copies up to date if they are due; failure shows in ``copy_failure``."""
        try:
            if self._people_due:
                self._people_copy.write(msgspec.msgpack.encode(PeopleCopy(self._people, self._kept.epoch)))
                self._people_due = False
            if self._calendar_due:
                self._calendar_copy.write(msgspec.msgpack.encode(self._calendar))
                self._calendar_due = False
            if self._state_due:
                self._state_copy.write(msgspec.msgpack.encode(self._kept))
                self._state_due = False
            self.copy_failure = None
        except StorageFailed as failure:
            self.copy_failure = failure

    def unacked(self, after_alarm: int, after_other: int, limit: int) -> list[StoredRow]:
        """Rows the station has not acknowledged, alarms first, each class in order, beyond the two cursors."""
        return self._try(lambda db: tables.unacked(db, after_alarm, after_other, limit))

    def count_unacked(self) -> int:
        """How many rows the station has not acknowledged."""
        return self._try(tables.count_unacked)

    def result(self, command: str) -> ResultRow | None:
        """The result kept for the command of this id."""
        return self._try(lambda db: tables.result(db, command))

    def events(self, limit: int) -> list[StoredEvent]:
        """The newest events, newest first."""
        return self._try(lambda db: tables.events(db, limit))

    def pictures(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Does ``work``, of panel.store.picture_rows, in a transaction of its own; durable at return. Raises
        StorageFailed."""
        return self._try(lambda db: picture_rows.at_once(db, work))

    def drop_outbox(self, wall_ms: int) -> None:
        """Nobody will fetch what waits for the station. Durable at return. Raises StorageFailed."""
        self._try(lambda db: tables.drop_outbox(db, wall_ms))

    def may_try_text(self, n: int, wall_ms: int, per_report: int, per_day: int) -> bool:
        """Writes down one more try to text a report, if there may be one. Durable at return. Raises StorageFailed."""
        return self._try(lambda db: text_rows.may_try(db, n, wall_ms, per_report, per_day))

    def take_text_back(self, n: int) -> None:
        """The newest try to text that report was none. Raises StorageFailed."""
        self._try(lambda db: text_rows.take_back(db, n))

    def put_texted(self, epoch: str, seq: int) -> None:
        """The station has acknowledged that report by text. Raises StorageFailed."""
        self._try(lambda db: text_rows.put_texted(db, epoch, seq))

    def texted(self) -> frozenset[tuple[str, int]]:
        """Which reports it has by text alone, as (epoch, seq). Raises StorageFailed."""
        return self._try(text_rows.texted)

    def erase_former(self) -> None:
        """Whoever was there before is in no copy any more, and in no database of before. Raises StorageFailed."""
        self._people_copy.write_over_both(msgspec.msgpack.encode(PeopleCopy(self._people, self._kept.epoch)))
        self._try(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        try:
            erase_old(self.folder)
        except OSError as error:
            raise from_os(error, self.folder) from error

    def people(self) -> People:
        """Everybody, as last kept. From memory: there is one writer, and this is it."""
        return self._people

    def close(self) -> None:
        """Lets go of the database. Everything committed is durable with or without this."""
        self.write_copies()
        self._drop()

    def _start(self, from_copy: bool) -> Recovered:
        copied, damaged = self._read_copies()
        found = self._find(copied)
        if from_copy and not found.from_copy and copied.kept.snapshot is not None:
            found = Found(
                seed=Seed(copied.kept, found.seed.people, found.seed.calendar),
                from_copy=True,
                set_aside=self._set_event_aside(found.seed) or found.set_aside,
                salvaged=found.salvaged,
                failure=found.failure,
            )
        self._kept, self._people, self._calendar = found.seed.kept, found.seed.people, found.seed.calendar
        self._state_due = copied.kept != self._kept and self._kept.snapshot is not None
        self._people_due = copied.people != self._people
        self._calendar_due = copied.calendar != self._calendar
        there = found.set_aside is not None or damaged or (found.failure is not None and os.path.lexists(self._path))
        return found.told(unknown=self._kept.snapshot is None and there)

    def _find(self, copied: Seed) -> Found:
        """What the database says, else what can be seen of it, else the second copies. Raises StorageInUse."""
        try:
            opened = self._open(copied)
        except StorageInUse:
            raise
        except StorageFailed as failure:
            seen = look(self.folder)
            return Found(seed=seen or copied, from_copy=seen is None and not copied.empty, failure=failure)
        return Found(
            seed=Seed(opened.kept, opened.people, opened.calendar),
            from_copy=opened.fresh and not copied.empty,
            set_aside=opened.set_aside,
            salvaged=opened.salvaged,
        )

    def _read_copies(self) -> tuple[Seed, bool]:
        """What the second copies hold, and whether one of them was there but is no good."""
        state = _decoded(self._state_copy.read(), Kept)
        people = _decoded(self._people_copy.read(), PeopleCopy)
        calendar = _decoded(self._calendar_copy.read(), Calendar)
        damaged = any(copy.damaged for copy in (self._state_copy, self._people_copy, self._calendar_copy))
        kept = state or Kept(epoch=people.epoch if people else "")
        return Seed(kept, people.people if people else NOBODY, calendar or Calendar()), damaged

    def _open(self, seed: Seed) -> Opened:
        if not self._settled:
            self._make_folder()
        opened = open_or_replace(self.folder, seed)
        self._db = opened.db
        self._settled = True
        if self._doubtful is not None:
            self._begin_log_anew(opened.db)
        if opened.set_aside is not None:
            self.set_asides.append(opened.set_aside)
        return opened

    def _begin_log_anew(self, db: sqlite3.Connection) -> None:
        """After a failed sync Linux takes the pages for written: frames before ours may never reach the medium,
        and without them all that follow are worth nothing. So the log is carried over and begun from its start.
        """
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            self._drop()
            raise from_sqlite(error, self._path) from error

    def _make_folder(self) -> None:
        """Only until it was there once: a folder that goes is a disk unmounted, and what lies beneath is not ours."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, self.folder) from error

    def _set_event_aside(self, found: Seed) -> Path | None:
        """Writes down what the process died of, three times over. Failing to must not stop the start."""
        try:
            last = self.events(1)
            target = new_aside(self.folder)
            (target / "event.json").write_bytes(last[0].event if last else b"null")
            (target / "snapshot").write_bytes(found.kept.snapshot or b"")
        except (OSError, StorageFailed):
            return None
        return target

    def _try(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Runs ``work`` on a database that works as far as can be known. Raises StorageFailed."""
        db = self._db or self._open(Seed(self._kept, self._people, self._calendar)).db
        try:
            return work(db)
        except sqlite3.Error as error:
            failure = from_sqlite(error, self._path)
            if not isinstance(failure, StorageFull):
                self._drop()  # a full disk leaves the connection sound; after anything else begin anew
            raise failure from error

    def _put(self, db: sqlite3.Connection, batches: Sequence[Batch], kept: Kept) -> tuple[Acks, ...]:
        db.execute("BEGIN IMMEDIATE")
        try:
            if self._doubtful is not None:
                self._settle(db, self._doubtful)
            acks = tuple(tables.apply(db, batch) for batch in batches)
            if kept != self._kept or self._doubtful is not None:
                tables.put_kept(db, kept)
            self._prune(db, batches)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # SQLite has rolled back already after the gravest errors
                db.execute("ROLLBACK")
            raise
        return acks

    def _doubt(self, batches: Sequence[Batch]) -> None:
        """A commit of which the sync failed may be on the medium all the same, and be found there at the next opening.

        The panel has told its reports under a new epoch by then, so they must not follow a second time.
        """
        self._doubtful = self._doubtful or deque(maxlen=DOUBTFUL_MAX)
        self._doubtful.extend(row for batch in batches for row in batch.rows)

    def _settle(self, db: sqlite3.Connection, doubtful: Iterable[OutRow]) -> None:
        """Makes a database that was written to in vain say what this journal has said since."""
        for row in doubtful:
            tables.take_back(db, row)
        tables.put_people(db, self._people)
        schedule_rows.put(db, self._calendar)

    def _prune(self, db: sqlite3.Connection, batches: Sequence[Batch]) -> None:
        tables.prune(db, batches[-1].wall_ms, len(batches))
        self._transactions += 1
        if self._transactions % OTHERS_PRUNED_EVERY == 0:
            tables.prune_others(db)
        if db.execute("PRAGMA freelist_count").fetchone()[0] > FREE_PAGES_MAX:
            for _ in range(FREE_PAGES_STEP):  # one at a time: of (16) Python's module would step to the first only
                db.execute("PRAGMA incremental_vacuum(1)")

    def _remember(self, batches: Sequence[Batch], kept: Kept) -> None:
        self._state_due |= any(batch.keep_copy for batch in batches) and kept.snapshot is not None
        self._kept = kept
        for batch in batches:
            if batch.people is not None:
                self._people = batch.people
                self._people_due = True
            if batch.calendar is not None:
                self._calendar = batch.calendar
                self._calendar_due = True

    def _drop(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            # The checkpoint of a close may fail where the commits before it did not; the WAL has them.
            with contextlib.suppress(sqlite3.Error):
                db.close()


def _after(kept: Kept, batch: Batch) -> Kept:
    """Where we stand once ``batch`` is kept."""
    if batch.rows:
        kept = msgspec.structs.replace(kept, epoch=batch.rows[-1].epoch, seq=batch.rows[-1].seq)
    if batch.snapshot is None:
        return kept
    return msgspec.structs.replace(
        kept,
        snapshot=batch.snapshot,
        mono_ms=batch.mono_ms,
        boottime_ms=batch.boottime_ms,
        boot_id=batch.boot_id,
        wall_ms=batch.wall_ms,
        module_ms=batch.module_ms,
    )


def _decoded(payload: bytes | None, form: type[_T]) -> _T | None:
    """A copy's content, or None when it is of another form: then it is worth as little as a torn one."""
    if payload is None:
        return None
    try:
        return msgspec.msgpack.decode(payload, type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
