"""Follows a growing log file."""

from collections import deque
from pathlib import Path


class Tail:
    """The whole lines of a file, as they come. A file that is not there yet is an empty one."""

    def __init__(self, path: Path, keep: int) -> None:
        self.last: deque[str] = deque(maxlen=keep)
        self._path = path
        self._read_bytes = 0

    def more(self) -> list[str]:
        """The lines written since the last call; half a line waits for its other half."""
        if not self._path.is_file():
            return []
        with self._path.open("rb") as file:
            file.seek(self._read_bytes)
            new, newline, _ = file.read().rpartition(b"\n")
        self._read_bytes += len(new) + len(newline)
        lines = new.decode("utf-8", errors="replace").splitlines()
        self.last.extend(lines)
        return lines
