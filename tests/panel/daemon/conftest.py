"""A panel on wires, configured as the shipped example."""

from pathlib import Path

import pytest

from panel.config import load
from tests.support.panel_on_wires import PanelOnWires

EXAMPLE = Path(__file__).parents[3] / "panel" / "config" / "home.toml"


@pytest.fixture
def house(tmp_path: Path) -> PanelOnWires:
    """The example home, commissioned, at peace."""
    return PanelOnWires(load(EXAMPLE), tmp_path / "alarmd")
