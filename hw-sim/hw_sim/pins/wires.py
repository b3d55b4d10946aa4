"""The wires of one simulated panel, on the world's clock: acts of the world in, edges to the panel out.

The world's half opens contacts (``drive``, ``join``, ``part``); the panel's half, reached only through
gpiozero's pins, configures lines and hears of edges, stamped with the world's time. Callbacks run in
the caller's thread, before the call returns, in the order in which the levels changed.
"""

import errno
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hw_sim.pins.netlist import LINES, Netlist, Setting


@dataclass(frozen=True, slots=True)
class Drive:
    """Something outside drives a line high or low, or lets go of it (None)."""

    line: int
    level: bool | None


@dataclass(frozen=True, slots=True)
class Join:
    """A contact between two lines closes."""

    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Part:
    """A contact between two lines opens."""

    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Fail:
    """The line's controller answers I/O errors, until ``Heal``."""

    line: int


@dataclass(frozen=True, slots=True)
class Heal:
    """The line answers again."""

    line: int


Act = Drive | Join | Part | Fail | Heal
EdgeHandler = Callable[[int, bool], None]  # (stamp in ns, level)
LevelHandler = Callable[[int, bool, int], None]  # (line, level, stamp in ns)
ActHandler = Callable[[Act, int, bool], None]  # (act, stamp in ns, quiet)


class Wires:
    """One header. ``now_ns`` is the world's monotonic clock."""

    def __init__(self, now_ns: Callable[[], int]) -> None:
        self.now_ns = now_ns
        self.netlist = Netlist()
        self.failing: set[int] = set()
        self._watchers: dict[int, EdgeHandler] = {}
        self._observers: list[LevelHandler] = []
        self._act_observers: list[ActHandler] = []
        self._pending: deque[tuple[int, bool, int, bool]] = deque()
        self._delivering = False

    # the world's half

    def drive(self, line: int, level: bool | None, at_ns: int | None = None, quiet: bool = False) -> None:
        """Drives a line, or lets go of it (None). Raises ShortCircuit.

        ``at_ns``: when it happened, now if not given. ``quiet``: the edge is lost, as a controller
        under a flood loses edges; the level is there all the same.
        """
        self.act(Drive(line, level), at_ns, quiet)

    def join(self, a: int, b: int, at_ns: int | None = None, quiet: bool = False) -> None:
        """Closes a contact between two lines. Raises ShortCircuit."""
        self.act(Join(a, b), at_ns, quiet)

    def part(self, a: int, b: int, at_ns: int | None = None, quiet: bool = False) -> None:
        """Opens a contact between two lines."""
        self.act(Part(a, b), at_ns, quiet)

    def fail(self, line: int) -> None:
        """From now on the panel gets an I/O error for every read and write of this line."""
        self.act(Fail(line))

    def heal(self, line: int) -> None:
        """The line answers again."""
        self.act(Heal(line))

    def act(self, act: Act, at_ns: int | None = None, quiet: bool = False) -> None:
        """Does one act of the world and tells whoever listens."""
        stamp_ns = self.now_ns() if at_ns is None else at_ns
        changed = self._apply(act)
        for observer in self._act_observers:
            observer(act, stamp_ns, quiet)
        self._deliver(changed, stamp_ns, quiet)

    def level(self, line: int) -> bool:
        """What a meter on the wire shows, whatever the panel believes."""
        return self.netlist.levels[line]

    def is_output(self, line: int) -> bool:
        """Whether the panel drives the line."""
        return self.netlist.settings[line].output

    def observe(self, handler: LevelHandler) -> None:
        """Calls ``handler(line, level, at_ns)`` on every change of a line's level, quiet ones too."""
        self._observers.append(handler)

    def observe_acts(self, handler: ActHandler) -> None:
        """Calls ``handler(act, at_ns, quiet)`` on every act of the world, before its edges."""
        self._act_observers.append(handler)

    # the panel's half

    def configure(self, line: int, setting: Setting, at_ns: int | None = None) -> None:
        """Makes the line what ``setting`` says, in one step. Raises OSError, ShortCircuit."""
        self._check(line)
        if setting == self.netlist.settings[line]:
            return
        changed = self.netlist.set_panel(line, setting)
        self._configured(line, setting)
        self._deliver(changed, self.now_ns() if at_ns is None else at_ns, quiet=False)

    def setting(self, line: int) -> Setting:
        """What the panel's side made of the line, now or before it died."""
        return self.netlist.settings[line]

    def read(self, line: int) -> bool:
        """The level as the panel's controller reads it. Raises OSError."""
        self._check(line)
        return self.netlist.levels[line]

    def watch(self, line: int, handler: EdgeHandler | None) -> None:
        """Edges of the line go to ``handler(at_ns, level)``; None stops that."""
        if handler is None:
            self._watchers.pop(line, None)
        else:
            self._watchers[line] = handler

    def _configured(self, line: int, setting: Setting) -> None:
        """For a copy of the wires: passes a setting on, before its edges have consequences of their own."""

    def _check(self, line: int) -> None:
        if not 0 <= line < LINES:
            raise ValueError(f"GPIO{line} is not on the header; it has GPIO0 to GPIO{LINES - 1}")
        if line in self.failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _apply(self, act: Act) -> list[int]:
        match act:
            case Drive(line, level):
                return self.netlist.set_world(line, level)
            case Join(a, b):
                return self.netlist.join(a, b)
            case Part(a, b):
                return self.netlist.part(a, b)
            case Fail(line):
                self.failing.add(line)
                return []
            case Heal(line):
                self.failing.discard(line)
                return []

    def _deliver(self, changed: list[int], at_ns: int, quiet: bool) -> None:
        # A queue, not a call per change: a handler that drives another line (a keypad's scan) must see
        # settled wires, and its own edges must come after those already on their way.
        self._pending.extend((line, self.netlist.levels[line], at_ns, quiet) for line in changed)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._pending:
                self._tell(*self._pending.popleft())
        finally:
            self._delivering = False

    def _tell(self, line: int, level: bool, at_ns: int, quiet: bool) -> None:
        for observer in self._observers:
            observer(line, level, at_ns)
        watcher = self._watchers.get(line)
        # A failing controller raises no interrupts either.
        if watcher is not None and not quiet and line not in self.failing:
            watcher(at_ns, level)
