"""Getting a working database at start, whatever lies there, and losing as little as can be.

A ruined database is moved aside, whole, and never deleted: it is evidence, and somebody may yet read
more out of it than we do here.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import msgspec

from comms.envelope import digest
from comms.errors import MalformedError
from panel.core.schedule import Calendar
from panel.store import schedule_rows, schema, tables
from panel.store.copy import sync_folder
from panel.store.errors import StorageFailed, StorageRuined, from_os, from_sqlite
from panel.store.people import NOBODY, People
from panel.store.rows import Kept, OutRow, Recovered

DATABASE = "journal.db"
ASIDE = "aside"
PLACES_BITS = 30  # a billion reports per database
_FORWARDS = (  # along the table itself: an index may be ruined where the rows are not
    "SELECT n, epoch, seq, alarm, kind, jws, digest FROM report NOT INDEXED WHERE acked_ms IS NULL ORDER BY n"
)
_BACKWARDS = _FORWARDS + " DESC"
_COMPANIONS = ("-wal", "-shm", "-journal")


class Seed(msgspec.Struct, frozen=True):
    """What a new database begins with."""

    kept: Kept = Kept()
    people: People = NOBODY
    calendar: Calendar = Calendar()

    @property
    def empty(self) -> bool:
        return self == Seed()


class Opened(msgspec.Struct, frozen=True):
    """A working database. ``fresh``: it was made now and holds nothing but the seed and ``salvaged`` rows."""

    db: sqlite3.Connection
    kept: Kept
    people: People
    calendar: Calendar
    fresh: bool
    set_aside: Path | None = None
    salvaged: int = 0


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Where a start's state comes from."""

    seed: Seed
    from_copy: bool
    set_aside: Path | None = None
    salvaged: int = 0
    failure: StorageFailed | None = None

    def told(self, *, unknown: bool) -> Recovered:
        """The same for whoever starts."""
        kept = self.seed.kept
        return Recovered(
            snapshot=kept.snapshot,
            from_copy=self.from_copy,
            set_aside=self.set_aside,
            last_seq=kept.seq,
            epoch=kept.epoch,
            was_ms=kept.mono_ms,
            was_boottime_ms=kept.boottime_ms,
            boot_id=kept.boot_id,
            was_wall_ms=kept.wall_ms,
            was_module_ms=kept.module_ms,
            people=self.seed.people,
            calendar=self.seed.calendar,
            unknown=unknown,
            salvaged=self.salvaged,
            failure=self.failure,
        )


def open_or_replace(folder: Path, seed: Seed) -> Opened:
    """The database in ``folder``; a ruined one goes aside and a new one begins with ``seed``. Raises StorageFailed."""
    path = folder / DATABASE
    try:
        if not seed.empty and path.is_file() and path.stat().st_size == 0:
            raise StorageRuined(f"{path}: empty, though the second copy is not; it will be moved aside and kept")
        return _open(path, seed)
    except OSError as error:
        raise from_os(error, path) from error
    except StorageRuined:
        aside = set_aside(folder)
    rows = salvage(aside / DATABASE)
    opened = _open(path, seed, rows)
    return msgspec.structs.replace(opened, set_aside=aside, salvaged=len(rows))


def look(folder: Path) -> Seed | None:
    """What a database says that cannot be opened where it lies (a read-only disk), or None.

    Read from a copy elsewhere, because even reading a WAL database wants to write beside it.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="sereno-") as elsewhere:
            opened = _open(_copied(folder / DATABASE, Path(elsewhere)), Seed())
            opened.db.close()
    except (OSError, StorageFailed):
        return None
    return None if opened.fresh else Seed(opened.kept, opened.people, opened.calendar)


def salvage(path: Path) -> tuple[OutRow, ...]:
    """The unacknowledged reports that can still be read from a ruined database at ``path``, in order.

    Each is believed only if its digest fits its text, once for each identity; that it is signed is judged
    by its reader anyway. Worked on a copy: opening the original would replay and truncate its WAL.
    """
    found: dict[int, OutRow] = {}
    try:
        with tempfile.TemporaryDirectory(prefix="sereno-") as elsewhere:
            _read_from_both_ends(_copied(path, Path(elsewhere)), found)
    except (OSError, sqlite3.Error):
        pass  # not a row of it can be read, or there is no room to look
    by_identity = {(row.epoch, row.seq): row for _, row in sorted(found.items(), reverse=True)}
    return tuple(reversed(by_identity.values()))


def set_aside(folder: Path) -> Path:
    """Moves the database and what belongs to it into a new folder under ``aside/``. Raises StorageFailed.

    The database first: a power cut in between leaves a WAL without database, which SQLite discards.
    """
    try:
        target = new_aside(folder)
        for name in (DATABASE, *(DATABASE + end for end in _COMPANIONS)):
            if os.path.lexists(folder / name):  # a link to nowhere is in the way too
                (folder / name).rename(target / name)
        sync_folder(target)
        sync_folder(folder)
    except OSError as error:
        raise from_os(error, folder / ASIDE) from error
    return target


def erase_old(folder: Path) -> None:
    """Deletes what databases of before still lie there: those set aside and those kept before a migration.

    The numbered folders stay: the places of the next outbox begin beyond them. Raises OSError.
    """
    old = [*(folder / ASIDE).glob(f"*/{DATABASE}*"), *folder.glob(f"{Path(DATABASE).stem}.form-*")]
    for path in old:
        path.unlink()
    for parent in {path.parent for path in old}:
        sync_folder(parent)


def new_aside(folder: Path) -> Path:
    """A new, numbered folder for something to be studied. Raises OSError."""
    shelf = folder / ASIDE
    shelf.mkdir(mode=0o700, exist_ok=True)
    target = shelf / str(1 + _highest(shelf))
    target.mkdir(mode=0o700)
    return target


def _highest(shelf: Path) -> int:
    """The number of the newest folder under ``aside/``; 0 when there is none. Raises OSError."""
    if not shelf.is_dir():
        return 0
    return max((int(one.name) for one in shelf.iterdir() if one.name.isdigit()), default=0)


def _open(path: Path, seed: Seed, rows: tuple[OutRow, ...] = ()) -> Opened:
    try:
        db = schema.connect(path)
        try:
            return _bring_up(db, path, seed, rows)
        except BaseException:
            db.close()
            raise
    except OSError as error:
        raise from_os(error, path) from error
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error


def _bring_up(db: sqlite3.Connection, path: Path, seed: Seed, rows: tuple[OutRow, ...]) -> Opened:
    """Checks, migrates and, when there was nothing, seeds, in one transaction: half a start is no start."""
    schema.check(db, path, len(schema.MIGRATIONS))
    stands = schema.version(db)
    if 0 < stands < len(schema.MIGRATIONS):
        schema.keep_before(db, path)
    if stands < len(schema.MIGRATIONS):
        db.execute("BEGIN IMMEDIATE")
        schema.migrate(db, schema.MIGRATIONS)
        if stands == 0:
            _plant(db, path, seed, rows)
        db.execute("COMMIT")
        sync_folder(path.parent)
    return Opened(db, tables.kept(db), tables.people(db), schedule_rows.read(db), stands == 0)


def _plant(db: sqlite3.Connection, path: Path, seed: Seed, rows: tuple[OutRow, ...]) -> None:
    """Fills a new database. Its places in the outbox begin beyond those of every database set aside before it.

    Whoever reads the outbox by a cursor would else never see the rows of the new one.
    """
    tables.begin_places(db, _highest(path.parent / ASIDE) << PLACES_BITS)
    tables.put_kept(db, seed.kept)
    tables.put_people(db, seed.people)
    schedule_rows.put(db, seed.calendar)
    for row in rows:
        tables.put_row(db, row, seed.kept.wall_ms)


def _copied(path: Path, elsewhere: Path) -> Path:
    """A copy of the database and its WAL in another folder. Raises OSError."""
    for name in (path.name, path.name + "-wal"):
        if name == path.name or path.with_name(name).exists():
            shutil.copyfile(path.with_name(name), elsewhere / name)
    return elsewhere / path.name


def _read_from_both_ends(path: Path, found: dict[int, OutRow]) -> None:
    """Reads up to the ruined page from either side of it. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema=ON")  # else a file shorter than it says is refused as a whole
        for question in (_FORWARDS, _BACKWARDS):
            _read_rows(db, question, found)


def _read_rows(db: sqlite3.Connection, question: str, found: dict[int, OutRow]) -> None:
    try:
        for n, *fields in db.execute(question):
            row = _whole_row(fields)
            if row is not None:
                found[n] = row
    except sqlite3.Error:
        return  # here the ruin begins; what was read before it stands


def _whole_row(fields: list[object]) -> OutRow | None:
    """The report in a row of a ruined database, or None when it is not one any more."""
    try:
        row = msgspec.convert(dict(zip(OutRow.__struct_fields__, fields, strict=True)), OutRow, strict=False)
        return row if digest(row.jws) == row.digest else None
    except (msgspec.ValidationError, MalformedError):
        return None
