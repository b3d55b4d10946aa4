"""The journal without its thread, for where time is virtual; alarmd uses panel.store.writer.Writer."""

from collections.abc import Callable
from typing import TypeVar

from panel.store.errors import StorageFailed
from panel.store.journal import Journal
from panel.store.rows import Acks, Batch

_T = TypeVar("_T")


class DirectKeeper:
    """In the caller's own thread: every answer is there before the call returns."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def submit(self, batch: Batch, on_done: Callable[[Acks | StorageFailed], None]) -> None:
        """Keeps a batch."""
        try:
            outcome: Acks | StorageFailed = self._journal.commit(batch)
        except StorageFailed as error:
            outcome = error
        on_done(outcome)

    def query(self, ask: Callable[[Journal], _T], on_done: Callable[[_T | StorageFailed], None]) -> None:
        """Asks the journal."""
        try:
            found: _T | StorageFailed = ask(self._journal)
        except StorageFailed as error:
            found = error
        on_done(found)
