"""Stories that need a file system of their own, told in a mount namespace of their own.

Run as ``unshare --map-root-user --mount python -m tests.panel.store.on_a_mount STORY FOLDER``; ends with 0 when
all went as told.
"""

import subprocess
import sys
from pathlib import Path

from panel.store.actors import by_code
from panel.store.errors import StorageFull, StorageReadOnly
from panel.store.journal import Journal
from panel.store.pins import verifier
from tests.panel.store.making import DEVICE_KEY, HERE, NOW, PIN, batch, filled, household, report


def mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leaves not a byte on the file system."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as out:
        for size in (65_536, 4_096, 1):
            try:
                while out.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return ballast


def refused(journal: Journal, kind: type[Exception], seq: int) -> None:
    try:
        journal.commit(batch(seq, report(seq), snapshot=b"x" * 50_000, keep_copy=True))
    except kind:
        return
    raise AssertionError(f"a commit was let through, not refused by {kind.__name__}")


def full_while_running(folder: Path) -> None:
    mount(folder, "size=2m")
    journal = filled(folder, rows=5)
    ballast = fill(folder)
    refused(journal, StorageFull, 6)
    refused(journal, StorageFull, 6)
    assert journal.count_unacked() == 5  # what is there can be read all the while
    ballast.unlink()
    journal.commit(batch(70, report(6), snapshot=b"disarmed"))  # and it goes on by itself
    journal.close()
    found = Journal.open(folder)[1]
    assert (found.snapshot, found.last_seq, found.set_aside) == (b"disarmed", 6, None)


def full_at_start(folder: Path) -> None:
    mount(folder, "size=2m")
    filled(folder, rows=5)._drop()
    fill(folder)
    journal, found = Journal.open(folder)
    assert (found.snapshot, found.people, found.last_seq) == (b"armed", household(), 5)
    assert (found.from_copy, found.set_aside) == (False, None)
    refused(journal, StorageFull, 6)


def full_and_the_copy_still_written(folder: Path) -> None:
    mount(folder, "size=2m")
    journal = filled(folder, rows=5)
    journal.commit(batch(80, snapshot=b"armed", keep_copy=True))  # both slots are laid out from here on
    journal._people_due = True
    journal.write_copies()
    fill(folder)
    journal._state_due = journal._people_due = True
    journal.write_copies()
    assert journal.copy_failure is None


def read_only_at_start(folder: Path) -> None:
    mount(folder, "size=2m")
    filled(folder, rows=5)._drop()  # with commits that stand in the WAL alone
    mount(folder, "remount,ro")
    journal, found = Journal.open(folder)
    assert (found.snapshot, found.last_seq, found.from_copy, found.unknown) == (b"armed", 5, False, False)
    assert isinstance(found.failure, StorageReadOnly), found.failure
    assert by_code(found.people, verifier(DEVICE_KEY, PIN), HERE, NOW) is not None
    refused(journal, StorageReadOnly, 6)
    mount(folder, "remount,rw")
    journal.commit(batch(70, report(6), snapshot=b"disarmed"))
    assert journal.count_unacked() == 6


def read_only_and_ruined_at_start(folder: Path) -> None:
    mount(folder, "size=2m")
    filled(folder, rows=5).close()
    (folder / "journal.db").write_bytes(b"ruin" * 5_000)
    mount(folder, "remount,ro")
    journal, found = Journal.open(folder)
    assert (found.snapshot, found.people, found.from_copy) == (b"armed", household(), True)
    assert isinstance(found.failure, StorageReadOnly), found.failure
    refused(journal, StorageReadOnly, 6)
    mount(folder, "remount,rw")
    journal.commit(batch(70, report(1, epoch="e2"), snapshot=b"disarmed"))
    assert [path.name for path in journal.set_asides] == ["1"]


def read_only_before_the_first_start(folder: Path) -> None:
    mount(folder, "size=2m,ro")
    journal, found = Journal.open(folder / "alarmd")
    assert (found.snapshot, found.unknown) == (None, False)
    assert isinstance(found.failure, StorageReadOnly), found.failure
    refused(journal, StorageReadOnly, 1)


STORIES = {
    story.__name__: story
    for story in (
        full_while_running,
        full_at_start,
        full_and_the_copy_still_written,
        read_only_at_start,
        read_only_and_ruined_at_start,
        read_only_before_the_first_start,
    )
}

if __name__ == "__main__":
    STORIES[sys.argv[1]](Path(sys.argv[2]))
