"""What must be gone for good: the keys of a contract that has ended, and what old copies say of who has left.

A contract ends when the station has the last report. From then on nothing is sent and nothing is kept to be sent; the
panel's own key, by which the station knew it, is replaced by a new one, and the house is guarded as before.
"""

from collections.abc import Callable
from typing import Protocol

from comms.keys import Identity
from panel.daemon.ledger import Keeper, Ledger, Stamp
from panel.store.errors import StorageFailed
from panel.store.household import without_station
from panel.store.people import Contract, People
from panel.store.rows import StoredRow


class House(Protocol):
    """What is needed of the engine."""

    people: People
    ledger: Ledger
    log: Callable[[str], None]

    def stamp(self) -> Stamp: ...

    def change_people(self, people: People, then: Callable[[], None]) -> None: ...

    def take_identity(self, identity: Identity) -> None: ...


class Eraser:
    """``renewed`` makes and keeps a new identity of the panel in place of the old one."""

    def __init__(self, house: House, keeper: Keeper, renewed: Callable[[], Identity]) -> None:
        self._house = house
        self._keeper = keeper
        self._renewed = renewed

    def look(self) -> None:
        """Ends a contract that has been given notice of, once the station has everything."""
        if self._house.people.contract is Contract.ENDING:
            self._keeper.query(lambda journal: tuple(journal.unacked(0, 0, 1)), self._judge)

    def _judge(self, waiting: tuple[StoredRow, ...] | StorageFailed) -> None:
        ending = self._house.people.contract is Contract.ENDING
        if ending and waiting == () and not self._house.ledger.holds_loose:
            self._end()

    def end_now(self) -> None:
        """Ends it although the station has not everything; what it lacks is dropped."""
        self._house.ledger.drop_outbox(self._house.stamp().wall_ms, self._end)

    def _end(self) -> None:
        self._house.take_identity(self._renewed())
        self._house.change_people(without_station(self._house.people), lambda: None)
        self._house.log("the contract with the station has ended: its keys and ours are erased, nothing is sent")

    def former(self, then: Callable[[], None]) -> None:
        """Old copies of the database and both second copies forget who was there before; ``then`` in any case."""

        def done(failure: StorageFailed | None) -> None:
            if failure is not None:
                self._house.log(f"old copies still name who has left: {failure}")
            then()

        self._keeper.query(lambda journal: journal.erase_former(), done)
