"""One demo and one browser for all tests of the pages."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import chromium
from tests.hw_sim.launch.running import RunningDemo


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def demo() -> Iterator[RunningDemo]:
    with tempfile.TemporaryDirectory(prefix="s-") as folder:
        running = RunningDemo(Path(folder), configuration=None)
        yield running
        if running.process.poll() is None:
            running.stop()
