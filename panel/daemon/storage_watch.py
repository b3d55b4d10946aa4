"""Says when the store fails, when it works again, and when its second copy cannot be written."""

from collections.abc import Callable
from typing import Protocol

from panel.core.events import Event, TroubleCleared, TroubleRaised
from panel.core.names import Trouble
from panel.store.errors import StorageFailed

SECOND_COPY = "second copy"


class Keeping(Protocol):
    """What is asked of the ledger."""

    @property
    def failure(self) -> StorageFailed | None: ...


class House(Protocol):
    """What is needed of the engine. ``tell_trouble`` steps the core with a trouble that came or went."""

    log: Callable[[str], None]

    def tell_trouble(self, event: Event) -> None: ...


class StorageWatch:
    """Tells each failure once, and its end once."""

    def __init__(self, house: House, ledger: Keeping) -> None:
        self._house = house
        self._ledger = ledger
        self._told = False

    def failed_at_start(self) -> None:
        """The journal could not be opened."""
        self._house.tell_trouble(TroubleRaised(Trouble.STORAGE, ""))
        self._told = True

    def look(self) -> None:
        """Compares what the ledger says now with what was told."""
        failing = self._ledger.failure is not None
        if failing and not self._told:
            self._told = True
            self._house.log(f"storage failed: {self._ledger.failure}")
            self._house.tell_trouble(TroubleRaised(Trouble.STORAGE, ""))
        elif self._told and not failing:
            self._told = False
            self._house.tell_trouble(TroubleCleared(Trouble.STORAGE, ""))

    def judge_copy(self, failure: StorageFailed | None) -> None:
        """The second copy is of no use on the day it is needed if nobody noticed that it cannot be written."""
        self._house.tell_trouble((TroubleRaised if failure else TroubleCleared)(Trouble.STORAGE, SECOND_COPY))
