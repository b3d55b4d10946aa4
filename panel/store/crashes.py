"""Marks of ends by a failed assertion or an uncaught exception, to notice a panel that dies of its own state.

Time is CLOCK_BOOTTIME with the boot's id, not wall time: a panel without a trusted clock may see
wall time jump by years at any start, which would hide three crashes or invent them. Marks of another
boot never count: what ended the last boot was power or the watchdog, and neither is a crash.
"""

import os
from pathlib import Path

CRASHES_MAX = 3
WINDOW_MS = 60_000
_FILE = "crashes"
_FILE_BYTES_MAX = 4_096


def note_crash(folder: Path, now_ms: int, boot_id: str = "") -> None:
    """Called by a dying process. Does what it can and raises nothing: the first error is the one to be seen."""
    path = folder / _FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(handle).st_size > _FILE_BYTES_MAX:
                os.ftruncate(handle, 0)
            os.write(handle, f"{now_ms} {boot_id or '-'}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        return


def recent_crashes(folder: Path, now_ms: int, boot_id: str = "") -> int:
    """How many ends were marked in this boot within the last 60 s. ``now_ms`` is CLOCK_BOOTTIME."""
    try:
        lines = (folder / _FILE).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return sum(_is_recent(line.split(" "), now_ms, boot_id or "-") for line in lines)


def must_distrust(folder: Path, now_ms: int, boot_id: str = "") -> bool:
    """Three within 60 s: start with ``Journal.open(folder, from_copy=True)`` and then ``forget_crashes``."""
    return recent_crashes(folder, now_ms, boot_id) >= CRASHES_MAX


def forget_crashes(folder: Path) -> None:
    """Begins to count anew, so that the next start from the copy needs three new ends."""
    try:
        (folder / _FILE).unlink(missing_ok=True)
    except OSError:
        return  # they grow old by themselves within the minute


def _is_recent(mark: list[str], now_ms: int, boot_id: str) -> bool:
    """A torn or strange line is no mark."""
    if len(mark) != 2 or not mark[0].isdigit() or mark[1] != boot_id:
        return False
    return 0 <= now_ms - int(mark[0]) <= WINDOW_MS
