"""Whether the clock on the wall can be believed. Delays never ask: they run on the monotonic clock.

A Raspberry Pi has no clock of its own: after a power cut it shows about the time at which it was last switched off,
until a time server has answered. Programmes that fire by such a clock disarm houses at noon. So the clock is believed
when a time server or a clock module vouches for it, and from then on as long as it runs as the boot clock does.
"""

from collections.abc import Callable

from panel.daemon.clocks import SetBy
from panel.daemon.parts import Clocks
from panel.store.rows import Recovered

STEP_MS = 60_000  # a clock moved by less has been corrected, by more it has been set
ASK_MS = 5_000  # how often somebody to vouch for it is looked for
EARLIEST_MS = 1_735_689_600_000  # 1 January 2025: this program is younger than any clock that says less


class Trust:
    """One for each engine; ``begin`` once, then ``look`` at least once a second. ``holds``: what the last one found.

    ``module``: whether a clock module that the configuration names runs and agrees with the clock; without one the
    machine's own answers. ``floor_ms``: it was later than this already.
    """

    def __init__(self, clocks: Clocks, found: Recovered, module: Callable[[], bool] | None = None) -> None:
        self.holds = False
        self.floor_ms = EARLIEST_MS
        self._module = module
        self._clocks = clocks
        self._found = found
        self._good_ms: int | None = None  # wall less boot clock, when it was last believed
        self._apart_ms = 0
        self._ask_ms: int | None = None

    def begin(self, *, doubted: bool) -> None:
        """Starts from what was kept. ``doubted``: the clock was not believed when that was written.

        Within one boot a clock that has only run on is as good as it was. At the very first start somebody is
        commissioning the panel, and reads its clock.
        """
        found = self._found
        self._apart_ms = self._now_apart_ms()
        if not doubted:
            self.floor_ms = max(EARLIEST_MS, found.was_wall_ms - STEP_MS)
        if found.snapshot is None and not found.unknown:
            self.holds = self._clocks.wall_ms() >= EARLIEST_MS
        elif found.boot_id == self._clocks.boot_id:
            ran_on = abs(self._apart_ms - (found.was_wall_ms - found.was_boottime_ms)) < STEP_MS
            self.holds = ran_on and not doubted
        self._good_ms = self._apart_ms if self.holds else None
        self.look()

    def look(self) -> bool:
        """Looks at the clocks; whether the one on the wall is believed now."""
        apart_ms = self._now_apart_ms()
        stepped = abs(apart_ms - self._apart_ms) >= STEP_MS
        self._apart_ms = apart_ms
        if self.holds and not stepped:
            self._good_ms = apart_ms
        elif stepped or self._may_ask():
            self.holds = self._is_vouched_for() or self._is_back(apart_ms)
            self._good_ms = apart_ms if self.holds else self._good_ms
        return self.holds

    def _now_apart_ms(self) -> int:
        return self._clocks.wall_ms() - self._clocks.boottime_ms()

    def _may_ask(self) -> bool:
        now_ms = self._clocks.mono_ms()
        if self._ask_ms is not None and now_ms < self._ask_ms:
            return False
        self._ask_ms = now_ms + ASK_MS
        return True

    def _is_vouched_for(self) -> bool:
        """A module whose battery is flat begins anew in 2000 or goes back to some day: it must not undo what was."""
        by = self._clocks.set_by()
        agrees = by is SetBy.MODULE if self._module is None else self._module()
        return by is SetBy.SERVER or (agrees and self._clocks.wall_ms() >= self.floor_ms)

    def _is_back(self, apart_ms: int) -> bool:
        """Somebody has set it wrong, and has set it right again."""
        return self._good_ms is not None and abs(apart_ms - self._good_ms) < STEP_MS
