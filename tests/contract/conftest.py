"""Each contract is told once, and holds in every world that this machine has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.worlds import SocketWorld, WiresWorld, World, kinds, open_world


@pytest.fixture(params=kinds())
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Wires, whatever they are made of."""
    with open_world(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture(params=["wires", "socket"])
def simulated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WiresWorld | SocketWorld]:
    """Wires that can also be joined, lose an edge, or fail: none of which can be asked of a kernel."""
    with open_world(request.param, tmp_path) as opened:
        assert isinstance(opened, WiresWorld | SocketWorld)
        yield opened
