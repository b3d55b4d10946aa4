"""Everything that can go wrong with what is kept, under one root.

Branches, because different people act on them: ``StorageFailed`` is the disk's doing and becomes a
trouble; ``PeopleRefused`` and ``ScheduleRefused`` are answers to somebody who asked for something.
"""

import errno
import os
import sqlite3
from pathlib import Path


class StoreError(Exception):
    """Root of this folder's errors."""


class StorageFailed(StoreError):
    """Nothing of the transaction counts as kept. The panel goes on in memory under a new epoch."""


class StorageFull(StorageFailed):
    """No room left on the medium (ENOSPC, EDQUOT, or the database's own page limit)."""


class StorageReadOnly(StorageFailed):
    """The medium or the folder does not let itself be written."""


class StorageInUse(StorageFailed):
    """Another process holds the database; two panels on one folder would undo each other."""


class StorageBroken(StorageFailed):
    """The medium failed (EIO and its kin), for a reason that is neither room nor rights."""


class StorageRuined(StorageBroken):
    """The database can be read, but what it says is no journal of ours: garbage, torn, or of the future."""


class WriterOverloaded(StorageFailed):
    """The writer's queue is full: the medium is slower than what happens."""


class WriterClosed(StorageFailed):
    """Something was handed to the writer after it was closed."""


class PeopleRefused(StoreError):
    """A change of people, codes, tags or keys that is not allowed; the people stay as they were."""


class AdministratorRefused(PeopleRefused):
    """There must be exactly one administrator: the first is made once, and before it nobody else."""


class UnknownUser(PeopleRefused):
    """Nobody of that name or id."""


class NameRefused(PeopleRefused):
    """Somebody has that name or id already, or it is too long to be shown."""


class CodeRefused(PeopleRefused):
    """This code cannot be had. Never says why a well-formed one cannot: that would tell of another's."""


class BadPin(PeopleRefused):
    """The digits themselves are not allowed: wrong length, not digits, or guessed first by everybody."""


class TagTaken(PeopleRefused):
    """The tag belongs to somebody already."""


class UnknownTagRefused(PeopleRefused):
    """No tag of that number or label."""


class RightsRefused(PeopleRefused):
    """A right, an hour or a date that cannot be given to this person, or not so."""


class KeyTaken(PeopleRefused):
    """A key of that id is enrolled already."""


class ScheduleRefused(StoreError):
    """A change of programmes, exceptions or holidays that is not allowed; the calendar stays as it was."""


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# A page that cannot be read stays so; waiting for it would leave the panel without memory for ever.
_UNREADABLE = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})
_NO_FILE = frozenset({errno.EISDIR, errno.ENOTDIR, errno.ELOOP, errno.ENXIO})
_NO_RIGHT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def from_os(error: OSError, path: Path) -> StorageFailed:
    """The typed failure for what the kernel said about ``path``."""
    said = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in _NO_ROOM:
        return StorageFull(f"{path}: {said}; free some room on its file system")
    if error.errno in _NO_RIGHT:
        return StorageReadOnly(f"{path}: {said}; it must be writable by the panel: look at the mount and its owner")
    if error.errno in _NO_FILE:
        return StorageRuined(f"{path}: {said}; an ordinary file belongs there; it will be moved aside and kept")
    return StorageBroken(f"{path}: {said}; check the medium and its cable, then its file system")


def from_sqlite(error: sqlite3.Error, path: Path) -> StorageFailed:
    """The typed failure for what SQLite said about the database at ``path``.

    Raises the error itself when it is a mistake of ours: misuse of the module (which has no code of SQLite's),
    or a constraint of the schema, which stands for an invariant.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF == sqlite3.SQLITE_CONSTRAINT:
        raise error
    said = f"{path}: {error} ({error.sqlite_errorname})"
    if code in _UNREADABLE:
        return StorageRuined(f"{said}; a part of it cannot be read; it will be moved aside and kept")
    match code & 0xFF:  # the low byte is the primary code; the rest is detail, kept in the name
        case sqlite3.SQLITE_FULL:
            return StorageFull(f"{said}; free some room on its file system")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StorageInUse(f"{said}; another process has it open: stop that one, only alarmd may open it")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return StorageReadOnly(f"{said}; it must be writable by the panel: look at the mount and its owner")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR | sqlite3.SQLITE_MISMATCH:
            return StorageRuined(f"{said}; it is no journal; it will be moved aside and kept")
        case _:
            if _is_read_only(path.parent):
                return StorageReadOnly(f"{said}; its folder must be writable by the panel: look at the mount")
            return StorageBroken(f"{said}; check the medium and its cable, then its file system")


def _is_read_only(folder: Path) -> bool:
    """SQLite says "cannot open" where the kernel said "read-only" about a file beside the database."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY) or not os.access(folder, os.W_OK)
    except OSError:
        return False
