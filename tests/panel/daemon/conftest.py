"""A panel on wires, configured as the shipped example."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from panel.config import load
from tests.support.panel_on_wires import PanelOnWires

EXAMPLE = Path(__file__).parents[3] / "panel" / "config" / "home.toml"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example home, commissioned, at peace; switched off afterwards, since an open journal is a warning on 3.13."""
    panel = PanelOnWires(load(EXAMPLE), tmp_path / "alarmd")
    yield panel
    panel.kill()
