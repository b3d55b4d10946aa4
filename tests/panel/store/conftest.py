from collections.abc import Iterator
from pathlib import Path

import pytest

from panel.store.journal import Journal


@pytest.fixture(autouse=True)
def every_journal_is_let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes what a story leaves open, as the end of a process does."""
    opened: list[Journal] = []
    make = Journal.__init__

    def make_and_note(self: Journal, folder: Path) -> None:
        make(self, folder)
        opened.append(self)

    monkeypatch.setattr(Journal, "__init__", make_and_note)
    yield
    for journal in opened:
        journal._drop()
