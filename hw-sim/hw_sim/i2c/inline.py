"""A bus whose errands are run at once, for one process on a virtual clock: no thread, no waiting, no chance."""

from collections.abc import Callable
from typing import TypeVar

from drivers.bus.errands import Errand
from hw_sim.i2c.bus import Bus

NS_PER_S = 1_000_000_000

_T = TypeVar("_T")


class InlineErrands:
    """``before``: brings what hangs on the bus up to the present moment. ``stuck``: errands are taken and do not end,
    until ``come_loose``."""

    def __init__(self, before: Callable[[], None]) -> None:
        self.stuck = False
        self._before = before
        self._held: list[Callable[[], None]] = []

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        """Has that done now."""
        errand = Errand(work)
        if self.stuck:
            self._held.append(errand.run)
        else:
            self._before()
            errand.run()
        return errand

    def come_loose(self) -> None:
        """Whoever held the clock lets go: what was asked meanwhile is done."""
        self.stuck = False
        self._before()
        held, self._held = self._held, []
        for run in held:
            run()

    def close(self) -> None:
        """Nothing is open."""


class InlineBus(InlineErrands):
    """An I2C bus of that kind."""

    def __init__(self, wire: Bus, before: Callable[[], None]) -> None:
        super().__init__(before)
        self.wire = wire

    def pause(self, seconds: float) -> None:
        """Time passes for the chips on it, while in the house it stands still."""
        self.wire.waited_ns += round(seconds * NS_PER_S)
