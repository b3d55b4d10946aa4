"""All that an engine has to do with its supply: readings, what was learnt of the battery, and the orderly stop."""

from typing import Protocol

from panel.config.model import Config
from panel.daemon import stopping, supply
from panel.daemon.ledger import Keeper
from panel.daemon.stopping import Stopping
from panel.daemon.supply import Supplied, forgotten, watch_of
from panel.ports import SupplyRead
from panel.store.learnt import save_learnt


class House(supply.House, stopping.House, Protocol):
    """What is needed of the engine."""


class Powered:
    """The supply of one panel, watched if the configuration names one. ``must_switch_off``: all is said, it may end."""

    def __init__(self, house: House, config: Config, keeper: Keeper, learnt_mah: float | None) -> None:
        self._house = house
        self._keeper = keeper
        self._watch = watch_of(house, config, learnt_mah)
        self._stopping = Stopping(house)
        self.must_switch_off = False

    def begin(self, now_ms: int) -> None:
        """Goes on from what was wrong before the start."""
        if self._watch is not None:
            self._watch.begin(now_ms)
            return
        for event in forgotten(self._house.live):
            self._house.tell_trouble(event)

    def judge(self, said: SupplyRead) -> None:
        """What one more reading means."""
        if self._watch is not None:
            self._watch.judge(said)

    def look(self, now_ms: int) -> None:
        """Whether it is time to end."""
        empty = self._watch is not None and self._watch.must_stop
        self.must_switch_off = self._stopping.look(empty, now_ms)

    def keep_learnt(self) -> None:
        """Writes down what the battery has shown to give, when that is news."""
        learnt = None if self._watch is None else self._watch.news_learnt()
        if learnt is not None:
            self._keeper.query(lambda journal: save_learnt(journal.folder, learnt), lambda nothing: None)

    @property
    def testing(self) -> bool:
        """Whether the battery is given its load now."""
        return self._watch is not None and self._watch.testing

    @property
    def shed(self) -> bool:
        """Whether cameras and page are to be left off while nothing happens."""
        return self._watch is not None and self._watch.shed

    def seen(self) -> Supplied | None:
        """The supply for people to see; None where nobody watches it, or it has not been read yet."""
        return None if self._watch is None else self._watch.seen()
