"""A panel as a process of its own."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from panel.api import AddUser
from tests.support.alarmd import Alarmd


@pytest.fixture
def alarmd(tmp_path: Path) -> Iterator[Alarmd]:
    """A panel that was never started, with an administrator and nobody else."""
    with tempfile.TemporaryDirectory(prefix="sr-") as runtime:  # short: a socket's path ends at 108 bytes
        made = Alarmd(tmp_path, Path(runtime))
        made.start()
        assert made.ask(AddUser(name="Ana", role="administrator")).ok
        yield made
        if made.process is not None:
            made.end(signal.SIGKILL)
