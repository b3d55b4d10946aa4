import errno
import sqlite3
from pathlib import Path

import pytest

from panel.store import errors
from panel.store.errors import from_os, from_sqlite

PATH = Path("/nowhere/journal.db")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.StorageFull),
        (errno.EDQUOT, errors.StorageFull),
        (errno.EROFS, errors.StorageReadOnly),
        (errno.EACCES, errors.StorageReadOnly),
        (errno.EISDIR, errors.StorageRuined),
        (errno.EIO, errors.StorageBroken),
        (errno.ENODEV, errors.StorageBroken),
    ],
)
def test_each_word_of_the_kernel_is_one_kind_of_failure(number: int, kind: type[errors.StorageFailed]) -> None:
    failure = from_os(OSError(number, "as said"), PATH)
    assert type(failure) is kind
    assert str(PATH) in str(failure)
    assert ";" in str(failure)  # and what to do about it


def said_by_sqlite(code: int, name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("as said")
    error.sqlite_errorcode = code
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, errors.StorageFull),
        (sqlite3.SQLITE_READONLY_DBMOVED, errors.StorageReadOnly),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.StorageInUse),
        (sqlite3.SQLITE_CORRUPT_INDEX, errors.StorageRuined),
        (sqlite3.SQLITE_NOTADB, errors.StorageRuined),
        (sqlite3.SQLITE_IOERR_READ, errors.StorageRuined),
        (sqlite3.SQLITE_IOERR_WRITE, errors.StorageBroken),
        (sqlite3.SQLITE_IOERR_FSYNC, errors.StorageBroken),
        (sqlite3.SQLITE_CANTOPEN, errors.StorageBroken),
    ],
)
def test_each_word_of_sqlite_is_one_kind_of_failure(code: int, kind: type[errors.StorageFailed]) -> None:
    assert type(from_sqlite(said_by_sqlite(code, "SQLITE_X"), PATH)) is kind


def test_a_mistake_of_ours_is_not_the_disks_fault() -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        from_sqlite(sqlite3.ProgrammingError("wrong number of bindings"), PATH)
    with pytest.raises(sqlite3.OperationalError):
        from_sqlite(said_by_sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE, "SQLITE_CONSTRAINT_UNIQUE"), PATH)
