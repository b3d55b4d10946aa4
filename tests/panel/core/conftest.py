"""A story that ends when its test does, and fails if the panel said more than the test expects."""

from collections.abc import Iterator

import pytest

from tests.support.script import Story


@pytest.fixture
def story() -> Iterator[Story]:
    """The usual home, just started, everything shut and disarmed."""
    told = Story()
    yield told
    told.ends()
