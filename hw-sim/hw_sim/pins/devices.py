"""What hangs on the wires of a simulated house: contacts, a keypad, a tag reader."""

from collections.abc import Sequence

from drivers.keypads.matrix import KEYS
from drivers.tags.wiegand import WiegandFrame, encode
from hw_sim.pins.wires import Wires
from panel.config.model import Config, Pull
from zones.wiring import Wiring

PULSE_NS = 50_000
SPACING_NS = 2_000_000


class Contact:
    """A detector's relay or reed between its line and ground, or 3.3 V where the panel pulls down.

    ``secure()`` is a shut door, ``trip()`` an open one; ``cut()`` is wire cutters.
    """

    def __init__(self, wires: Wires, line: int, wiring: Wiring = Wiring.NC, pull: Pull = Pull.UP) -> None:
        self._wires = wires
        self.line = line
        self._wiring = wiring
        self._far_end = pull is Pull.DOWN  # the level behind the contact
        self.tripped = False
        self.secure()

    def secure(self, at_ns: int | None = None, quiet: bool = False) -> None:
        """All is well: the circuit conducts with NC, not with NO."""
        self._set(closed=self._wiring is Wiring.NC, at_ns=at_ns, quiet=quiet)
        self.tripped = False

    def trip(self, at_ns: int | None = None, quiet: bool = False) -> None:
        """The detector trips."""
        self._set(closed=self._wiring is Wiring.NO, at_ns=at_ns, quiet=quiet)
        self.tripped = True

    def cut(self, at_ns: int | None = None) -> None:
        """The cable is cut: no current whatever the wiring."""
        self._set(closed=False, at_ns=at_ns, quiet=False)

    def _set(self, closed: bool, at_ns: int | None, quiet: bool) -> None:
        self._wires.drive(self.line, self._far_end if closed else None, at_ns, quiet)


def contacts_of(config: Config, wires: Wires) -> dict[str, Contact]:
    """The contact of every zone that has one, by its input's name."""
    lines = {line.name: line for line in config.input}
    wired = [(zone, lines[zone.input]) for zone in config.zone]
    return {line.name: Contact(wires, line.pin, zone.wiring, line.pull) for zone, line in wired if line.pin is not None}


class MatrixWires:
    """A 4x4 keypad: a pressed key joins its row with its column, nothing more."""

    def __init__(self, wires: Wires, rows: Sequence[int], columns: Sequence[int]) -> None:
        self._wires = wires
        self._rows = tuple(rows)
        self._columns = tuple(columns)

    def press(self, key: str, at_ns: int | None = None) -> None:
        """Puts a finger on a key. Raises ValueError for one the keypad does not have."""
        self._wires.join(*self._lines(key), at_ns=at_ns)

    def release(self, key: str, at_ns: int | None = None) -> None:
        """Takes it off."""
        self._wires.part(*self._lines(key), at_ns=at_ns)

    def _lines(self, key: str) -> tuple[int, int]:
        for row, keys in enumerate(KEYS):
            if len(key) == 1 and key in keys:
                return self._rows[row], self._columns[keys.index(key)]
        raise ValueError(f"no key {key!r} on the keypad; it has {' '.join(''.join(KEYS))}")


class WiegandSender:
    """A tag reader's two open-collector outputs, at rest high."""

    def __init__(self, wires: Wires, d0: int, d1: int) -> None:
        self._wires = wires
        self._lines = (d0, d1)
        for line in self._lines:
            wires.drive(line, True)

    def present(self, frame: WiegandFrame) -> None:
        """Holds a tag to the reader."""
        self.send(encode(frame))

    def send(self, bits: Sequence[int]) -> None:
        """Sends bits, right or wrong, so stamped that the last pulse ends now.

        The frame lies in the past, not in the future, because edges are delivered at once and a
        stamp ahead of the clock is one that the drivers do not believe.
        """
        start_ns = self._wires.now_ns() - (len(bits) - 1) * SPACING_NS - PULSE_NS
        for index, bit in enumerate(bits):
            at_ns = start_ns + index * SPACING_NS
            self._wires.drive(self._lines[bit], False, at_ns)
            self._wires.drive(self._lines[bit], True, at_ns + PULSE_NS)
