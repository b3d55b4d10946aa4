"""Every clock that the panel has, and what each is good for: the machine's, a time server's word, and a clock module.

The module vouches for the wall clock until a server has answered, tells how long the panel was without power, and is
set by the wall clock in turn, once a day, when a server vouches for that. Nobody here sets the computer's clock: alarmd
must not have the right to. The kernel does, at its start, from a module that its own driver has.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from panel.core.events import Event, TroubleCleared, TroubleRaised
from panel.core.names import Trouble
from panel.core.state import State
from panel.daemon.clocks import SetBy
from panel.daemon.ledger import Stamp
from panel.daemon.module_clock import ModuleClock
from panel.daemon.parts import Clocks
from panel.daemon.trust import EARLIEST_MS, STEP_MS, Trust
from panel.ports import ClockPort
from panel.store.rows import Recovered

MODULE = (Trouble.CLOCK, "module")
DAY_MS = 86_400_000
ASK_MS = 60_000  # how often it is asked whether the module is to be set
OFF_MS_MAX = 2_000  # a module that a server's time contradicts by more is set before its day is over
# How far a module may run back while the panel is off, and still be only inexact: it shows whole seconds.
BACK_MS_MAX = 2_000


class House(Protocol):
    """What is needed of the engine."""

    log: Callable[[str], None]

    @property
    def live(self) -> State: ...

    def tell_trouble(self, event: Event) -> None: ...


class Timekeeper:
    """One for each engine. ``module``: as the configuration names it; None: there is none."""

    def __init__(self, house: House, clocks: Clocks, found: Recovered, module: ClockPort | None) -> None:
        self.trust = Trust(clocks, found, None if module is None else self._module_agrees)
        self._house = house
        self._clocks = clocks
        self._found = found
        self._port = module
        self._module = ModuleClock()
        self._ask_ms = 0
        self._set_ms: int | None = None
        self._apart_told = False

    def begin(self, *, doubted: bool) -> None:
        """Starts from what was kept."""
        self._hear()
        self.trust.begin(doubted=doubted)

    @property
    def awaits_module(self) -> bool:
        """Whether the panel was without power, and the module, which knows for how long, has not said anything yet."""
        found, port = self._found, self._port
        was_on = found.snapshot is not None and found.boot_id != self._clocks.boot_id
        return was_on and found.was_module_ms is not None and port is not None and port.said is None

    def gap_ms(self) -> int | None:
        """How long nobody was there; None when nobody can know. Within one boot of the board its boot clock tells,
        after a power cut the module, if it was there before and has kept its time."""
        found = self._found
        if found.boot_id == self._clocks.boot_id:
            return max(0, self._clocks.boottime_ms() - found.was_boottime_ms)
        self._hear()
        now_ms = self._module.utc_ms(self._clocks.mono_ms())
        if now_ms is None or found.was_module_ms is None or now_ms < found.was_module_ms - BACK_MS_MAX:
            return None
        return max(0, now_ms - found.was_module_ms)

    def stamp(self) -> Stamp:
        """This moment on every clock."""
        mono_ms = self._clocks.mono_ms()
        return Stamp(
            mono_ms=mono_ms,
            wall_ms=self._clocks.wall_ms(),
            boottime_ms=self._clocks.boottime_ms(),
            boot_id=self._clocks.boot_id,
            module_ms=self._module.utc_ms(mono_ms),
            trusted=self.trust.holds,
        )

    def look(self, now_ms: int) -> None:
        """Hears the module, tells of what is wrong with it, and sets it when it is time to."""
        if self._port is None:
            return
        self._hear()
        for event in self._troubles():
            self._house.tell_trouble(event)
        if now_ms >= self._ask_ms:
            self._ask_ms = now_ms + ASK_MS
            self._tell_apart()
            if self._port.settable and not self._module.is_silent and self._is_due(now_ms):
                self._set(self._port, now_ms)

    def _hear(self) -> None:
        if self._port is not None and self._port.said is not None:
            self._module.hear(self._port.said, self.trust.floor_ms)

    def _troubles(self) -> Iterator[Event]:
        wrong = self._module.is_silent or self._module.is_lost
        if wrong != (MODULE in self._house.live.troubles):
            if wrong:
                self._house.log(self._words())
            yield (TroubleRaised if wrong else TroubleCleared)(*MODULE)

    def _words(self) -> str:
        said = None if self._port is None else self._port.said
        if said is not None and said.utc_ms is None:
            return f"clock module: {said.detail}"
        return "clock module: it has lost its time; its cell is empty, or it was never set"

    def _module_agrees(self) -> bool:
        self._hear()
        off_ms = self._off_ms()
        return off_ms is not None and abs(off_ms) < STEP_MS

    def _off_ms(self) -> int | None:
        """The module's time less the wall's."""
        module_ms = self._module.utc_ms(self._clocks.mono_ms())
        return None if module_ms is None else module_ms - self._clocks.wall_ms()

    def _tell_apart(self) -> None:
        """A wall clock that nobody believes and a module that runs: somebody has forgotten to let the one be set by the
        other."""
        off_ms = self._off_ms()
        apart = off_ms is not None and abs(off_ms) >= STEP_MS and not self.trust.holds
        if apart and not self._apart_told:
            self._house.log(
                f"the computer's clock is {abs(off_ms or 0) / 1_000:.0f} s off its clock module, and not believed until"
                " a time server answers; let the kernel have the module (docs/hardware.md)"
            )
        self._apart_told = apart

    def _is_due(self, now_ms: int) -> bool:
        """One that has lost its time takes any that is believed; one that runs is set by a server's alone."""
        if self._clocks.wall_ms() < EARLIEST_MS or not self.trust.holds:
            return False
        if self._module.is_lost:
            return True
        off_ms = self._off_ms()
        daily = self._set_ms is None or now_ms - self._set_ms >= DAY_MS
        wrong = off_ms is not None and abs(off_ms) > OFF_MS_MAX
        return off_ms is not None and (daily or wrong) and self._clocks.set_by() is SetBy.SERVER

    def _set(self, port: ClockPort, now_ms: int) -> None:
        self._log_drift(now_ms)
        self._set_ms = now_ms
        port.set(self._clocks.wall_ms(), self._clocks.mono_ms())

    def _log_drift(self, now_ms: int) -> None:
        off_ms = None if self._module.is_lost else self._off_ms()
        if off_ms is None:
            self._house.log("the clock module is set")
        elif self._set_ms is None:
            self._house.log(f"the clock module was {_words(off_ms)}; it is set")
        else:
            ppm = off_ms * 1_000_000 / (now_ms - self._set_ms)
            hours = (now_ms - self._set_ms) / 3_600_000
            self._house.log(f"the clock module was {_words(off_ms)} after {hours:.0f} h ({ppm:+.1f} ppm); it is set")


def _words(off_ms: int) -> str:
    return f"{abs(off_ms) / 1_000:.1f} s {'fast' if off_ms > 0 else 'slow'}"
