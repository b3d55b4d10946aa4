"""Who saw which picture when: one line for each viewing, on the disk before the picture leaves the station.

A file beside the store and not a table in it: a page full of pictures must not make the reports' commits wait.
Nothing is ever taken out of it here.
"""

import os
from pathlib import Path

import msgspec

FILE = "viewings.jsonl"


class Viewing(msgspec.Struct, frozen=True):
    """One. ``who``: by what it was shown."""

    at_ms: int
    who: str
    panel: str
    picture: str


class Viewings:
    """Over the station's folder. Called from any thread: a line is one write at the file's end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def note(self, viewing: Viewing) -> None:
        """Durable at return. Raises OSError: what cannot be logged is not to be shown."""
        line = msgspec.json.encode(viewing) + b"\n"
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.write(file, line) != len(line):
                raise OSError(f"{self._path}: the disk took half a line")
            os.fsync(file)
        finally:
            os.close(file)
