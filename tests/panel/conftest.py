"""A panel as a process of its own."""

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from panel.api import AddUser
from tests.support.alarmd import Alarmd


@pytest.fixture
def alarmd(tmp_path: Path) -> Iterator[Alarmd]:
    """A panel that was never started, with an administrator and nobody else."""
    with _running(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alarmd]:
    """Such a panel for all of a module's tests that nothing they do may change: what one did, the next would see."""
    with _running(tmp_path_factory.mktemp("besieged")) as made:
        yield made


@contextmanager
def _running(data: Path) -> Iterator[Alarmd]:
    with tempfile.TemporaryDirectory(prefix="sr-") as runtime:  # short: a socket's path ends at 108 bytes
        made = Alarmd(data, Path(runtime))
        made.start()
        assert made.ask(AddUser(name="Ana", role="administrator")).ok
        yield made
        if made.process is not None:
            made.end(signal.SIGKILL)
