"""What the console's clients need."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A short folder for sockets, whose paths end at 108 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)
