"""docs/states.md says what the table says."""

from pathlib import Path

import pytest

from hw_sim.model.diagram import DOCUMENT, document, drift, write
from panel.core.names import Phase
from panel.core.table import TABLE, Do, Trigger
from tests.hw_sim.model.planting import cell

ROOT = Path(__file__).resolve().parents[3]


def test_the_document_in_the_repository_is_the_tables() -> None:
    assert drift(ROOT / DOCUMENT) == []


def test_a_changed_cell_is_a_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(Phase.ENTRY, Trigger.INSTANT, Do.IGNORE, Phase.ENTRY)(monkeypatch)
    lines = drift(ROOT / DOCUMENT)
    assert "+- **entry**: ignore. Planted." in lines
    assert any(line.startswith("-    entry --> alarm: instant") for line in lines)


def test_what_is_written_does_not_differ(tmp_path: Path) -> None:
    assert drift(tmp_path / "states.md") != []
    write(tmp_path / "states.md")
    assert drift(tmp_path / "states.md") == []


def test_every_reason_of_the_table_can_be_read() -> None:
    text = document().lower()
    assert [key for key, found in TABLE.items() if found.why.lower() not in text] == []


def test_every_change_of_phase_is_an_arrow() -> None:
    text = document()
    changes = {(before, after) for (before, _), found in TABLE.items() for after in found.to if before is not after}
    assert [(before, after) for before, after in changes if f"    {before} --> {after}: " not in text] == []
