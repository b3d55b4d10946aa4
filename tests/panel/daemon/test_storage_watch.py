"""A store that fails is told of once, and once when it works again."""

import pytest

from panel.core.events import Event, TroubleCleared, TroubleRaised
from panel.core.names import Trouble
from panel.daemon.storage_watch import SECOND_COPY, StorageWatch
from panel.store.errors import StorageFailed, StorageFull

FAILED = TroubleRaised(Trouble.STORAGE, "")
WORKS = TroubleCleared(Trouble.STORAGE, "")


class House:
    """Writes down what it is told, and is its own ledger."""

    def __init__(self) -> None:
        self.failure: StorageFailed | None = None
        self.told: list[Event] = []
        self.lines: list[str] = []
        self.log = self.lines.append

    def tell_trouble(self, event: Event) -> None:
        self.told.append(event)


@pytest.fixture
def house() -> House:
    return House()


def test_a_failure_is_told_once_and_so_is_its_end(house: House) -> None:
    watch = StorageWatch(house, house)
    watch.look()
    house.failure = StorageFull("no room")
    watch.look()
    watch.look()
    assert (house.told, house.lines) == ([FAILED], ["storage failed: no room"])
    house.failure = None
    watch.look()
    watch.look()
    assert house.told == [FAILED, WORKS]


def test_a_store_that_failed_at_start_and_works_now_is_told_of_as_working(house: House) -> None:
    watch = StorageWatch(house, house)
    watch.failed_at_start()
    watch.look()
    assert house.told == [FAILED, WORKS]


def test_the_second_copy_is_a_trouble_of_its_own(house: House) -> None:
    watch = StorageWatch(house, house)
    watch.judge_copy(StorageFull("no room"))
    watch.judge_copy(None)
    assert house.told == [TroubleRaised(Trouble.STORAGE, SECOND_COPY), TroubleCleared(Trouble.STORAGE, SECOND_COPY)]
    assert house.lines == []
