"""One demo and one browser for all tests of the pages."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hw_sim.launch.hurry import hurried
from panel.config.schema import example_text
from tests.browser.eyes import chromium
from tests.hw_sim.launch.running import RunningDemo


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ended with the module: while it is there a loop of Playwright's runs in this thread, and nobody else's can."""
    with chromium() as running:
        yield running


def house() -> str:
    """The example home in a hurry, but not so much that nobody can type a code in time."""
    return hurried(example_text(), leave_s=4, enter_s=10)


@pytest.fixture(scope="module")
def demo() -> Iterator[RunningDemo]:
    with tempfile.TemporaryDirectory(prefix="s-") as folder:
        running = RunningDemo(Path(folder), configuration=house())
        yield running
        if running.process.poll() is None:
            running.stop()
