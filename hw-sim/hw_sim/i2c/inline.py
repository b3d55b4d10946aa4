"""A bus whose errands are run at once, for one process on a virtual clock: no thread, no waiting, no chance."""

from collections.abc import Callable
from typing import TypeVar

from drivers.i2c import Errand
from drivers.ina219 import WordBus

_T = TypeVar("_T")


class InlineBus:
    """``before``: brings what hangs on the bus up to the present moment. ``stuck``: errands are taken and never end."""

    def __init__(self, words: WordBus, before: Callable[[], None]) -> None:
        self.words = words
        self.stuck = False
        self._before = before

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        """Has that done now."""
        errand = Errand(work)
        if not self.stuck:
            self._before()
            errand.run()
        return errand

    def close(self) -> None:
        """Nothing is open."""
