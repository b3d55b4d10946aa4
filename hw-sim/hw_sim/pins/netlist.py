"""What every line of the header is at, from who drives it, what pulls it and what it is joined to.

Lines joined by a closed key or a jumper are one *net*; a net is at the level of whoever drives it,
else of its pull resistors, else it floats. A floating net here reads what the wire last had: real
ones pick up mains hum, but a simulation must give the same answer twice. Both halves of the socket
use this same solver, so a row that the panel drives low shows on the joined column at once, on
whichever side of the socket the question is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

LINES = 28  # GPIO 0..27 on the 40-pin header


class Bias(StrEnum):
    """A pull resistor, in gpiozero's words."""

    UP = "up"
    DOWN = "down"
    FLOATING = "floating"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the panel's side made of a line. ``level`` counts only while it is an output."""

    output: bool = False
    pull: Bias = Bias.FLOATING
    level: bool = False


class ShortCircuit(Exception):
    """Two strong drivers of one net disagree: on a real board, heat. Nothing was changed."""


def reset_pull(line: int) -> Bias:
    """The pull a line has from power-on until somebody claims it: 0..8 up, 9..27 down.

    BCM2835 ARM Peripherals, table 6-31; the later chips of the Pi kept it.
    """
    return Bias.UP if line <= 8 else Bias.DOWN


def board_pull(line: int) -> Bias:
    """The resistor soldered on the Pi itself: 1.8 kOhm to 3.3 V on GPIO2 and GPIO3, the I2C lines."""
    return Bias.UP if line in (2, 3) else Bias.FLOATING


def _at_power_on() -> list[Setting]:
    return [Setting(pull=reset_pull(line)) for line in range(LINES)]


@dataclass
class Netlist:
    """The circuit. Every change gives the lines whose level it changed, lowest first."""

    settings: list[Setting] = field(default_factory=_at_power_on)
    drives: list[bool | None] = field(default_factory=lambda: [None] * LINES)
    joints: set[tuple[int, int]] = field(default_factory=set)
    levels: list[bool] = field(default_factory=lambda: [reset_pull(line) is Bias.UP for line in range(LINES)])

    def set_panel(self, line: int, setting: Setting) -> list[int]:
        """The panel claims, drives or lets go of a line. Raises ShortCircuit."""
        before, self.settings[line] = self.settings[line], setting
        try:
            return self._settle(self.net(line))
        except ShortCircuit:
            self.settings[line] = before
            raise

    def set_world(self, line: int, level: bool | None) -> list[int]:
        """Something outside drives a line, or lets go of it (None). Raises ShortCircuit."""
        before, self.drives[line] = self.drives[line], level
        try:
            return self._settle(self.net(line))
        except ShortCircuit:
            self.drives[line] = before
            raise

    def join(self, a: int, b: int) -> list[int]:
        """A contact between two lines closes. Raises ShortCircuit."""
        joint = (min(a, b), max(a, b))
        if joint in self.joints:
            return []
        self.joints.add(joint)
        try:
            return self._settle(self.net(a))
        except ShortCircuit:
            self.joints.discard(joint)
            raise

    def part(self, a: int, b: int) -> list[int]:
        """A contact between two lines opens."""
        self.joints.discard((min(a, b), max(a, b)))
        return self._settle(self.net(a) | self.net(b))

    def net(self, line: int) -> set[int]:
        """The lines electrically one with this one, itself included."""
        seen, todo = {line}, [line]
        while todo:
            here = todo.pop()
            for a, b in self.joints:
                other = b if a == here else a if b == here else here
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    def _settle(self, lines: set[int]) -> list[int]:
        settled = {line: self._solve(self.net(line), line) for line in sorted(lines)}
        changed = [line for line, level in settled.items() if self.levels[line] != level]
        for line in changed:
            self.levels[line] = settled[line]
        return changed

    def _solve(self, net: set[int], line: int) -> bool:
        driven = set(self._drivers(net))
        if len(driven) > 1:
            raise ShortCircuit(_conflict(net, self))
        if driven:
            return driven.pop()
        pulls = {pull for n in net for pull in (self._pull(n), board_pull(n)) if pull is not Bias.FLOATING}
        if len(pulls) == 1:
            return pulls.pop() is Bias.UP
        return self.levels[line]  # floating, or two pulls against each other: nobody can say, so it stays

    def _drivers(self, net: Iterable[int]) -> Iterator[bool]:
        for line in net:
            if self.settings[line].output:
                yield self.settings[line].level
            drive = self.drives[line]
            if drive is not None:
                yield drive

    def _pull(self, line: int) -> Bias:
        setting = self.settings[line]
        return Bias.FLOATING if setting.output else setting.pull


def _conflict(net: set[int], netlist: Netlist) -> str:
    who = []
    for line in sorted(net):
        setting, drive = netlist.settings[line], netlist.drives[line]
        if setting.output:
            who.append(f"the panel drives GPIO{line} {'high' if setting.level else 'low'}")
        if drive is not None:
            who.append(f"the world drives GPIO{line} {'high' if drive else 'low'}")
    return "short circuit: " + ", ".join(who) + "; only one may drive a net"
