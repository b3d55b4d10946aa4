"""Files that nobody but their owner may read."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Writes the file whole or not at all, and never readable by others, not even between two calls."""
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
