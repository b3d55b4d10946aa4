"""A 4x4 key matrix on an expander: what is put on its pins and what its answers mean.

At rest the rows are sunk and the columns are inputs, so that any key pulls a column low. A scan lets go of all, then
sinks one row after the other. A row not sunk is held high by 100 uA only, which a pressed key overcomes: nothing is
joined to anything that fights it, and the row itself shows that it is joined.

Settling needs no pauses: the chip's source charges a cable of 500 pF by 3 V within 15 us, and the address byte that
goes before each reading takes 90 us at the chip's 100 kHz.

An answer of a bus that is disturbed, or of another chip, could look like a key. So every bit of a scan must agree with
every other: all that joined pins can do is to be low together.
"""

from collections.abc import Iterable, Sequence

import msgspec

from drivers.errors import ExpanderError
from drivers.keypads.matrix import Cell
from drivers.keypads.pcf8574 import Pcf8574

HIGH = 0xFF
_SUSPECTS = "Look for another chip at its address, and for a bus that is too long or has too weak pull-ups."


class Garbled(ExpanderError):
    """Answers that no keys can give. A finger that comes down in mid-scan may cause one, but not several."""


class Wiring(msgspec.Struct, frozen=True):
    """The expander's bits with the rows, top to bottom, and with the columns, left to right."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def row_mask(self) -> int:
        """All rows."""
        return _mask(self.rows)

    @property
    def column_mask(self) -> int:
        """All columns."""
        return _mask(self.columns)


class ExpanderMatrix:
    """One keypad's expander. ``name`` stands for it in errors. Every method is an errand: it may take 5 ms, or hang."""

    def __init__(self, chip: Pcf8574, wiring: Wiring, name: str) -> None:
        self._chip = chip
        self._wiring = wiring
        self._name = name
        self._resting = HIGH & ~wiring.row_mask

    def pressed(self, *, scan: bool) -> frozenset[Cell]:
        """The keys that are down. Unless told to ``scan`` it asks first whether any is, and mostly that is all.

        Raises OSError; ExpanderError for a short; Garbled.
        """
        if not scan and not self._wiring.column_mask & ~self._at_rest():
            return frozenset()
        try:
            cells = self._scan()
        finally:
            self._chip.write(self._resting)
        self._at_rest()  # this reading, the last, is what INT tells changes from
        return cells

    def _at_rest(self) -> int:
        """The port while all rows are sunk. An expander that lost its supply has let go of them, and is told again."""
        port = self._chip.read()
        if port & self._wiring.row_mask:
            self._chip.write(self._resting)
            port = self._chip.read()
        if port & self._wiring.row_mask:
            raise Garbled(
                f"{self._name}: the expander's port reads 0x{port:02X} with all rows at 0; they should read 0 as well. "
                f"{_SUSPECTS}"
            )
        return port

    def _scan(self) -> frozenset[Cell]:
        self._chip.write(HIGH)
        if (idle := self._chip.read()) != HIGH:
            self._refuse(idle)
        readings = []
        for row in self._wiring.rows:
            self._chip.write(HIGH & ~(1 << row))
            readings.append(self._chip.read())
        return cells_of(readings, self._wiring, self._name)

    def _refuse(self, port: int) -> None:
        # With nothing sunk nothing but a short holds a pin low; a column would look like four keys at once.
        low = ", ".join(f"P{bit}" for bit in range(8) if not port & 1 << bit)
        raise ExpanderError(
            f"{self._name}: {low} of the expander is low with no row driven; it should be high. Look for a short to "
            "ground or to a neighbour on that line."
        )


def cells_of(readings: Sequence[int], wiring: Wiring, name: str = "the keypad") -> frozenset[Cell]:
    """The keys that explain the port as it read with each row sunk in turn. Raises Garbled if none can.

    Pins that keys join, over however many corners, are low together. So each reading is a group of rows and columns;
    the readings of all rows in a group are the same, and two groups share nothing.
    """
    lows = [HIGH & ~port for port in readings]
    for row, low in zip(wiring.rows, lows, strict=True):
        group = [other for bit, other in zip(wiring.rows, lows, strict=True) if low & 1 << bit]
        apart = [other for bit, other in zip(wiring.rows, lows, strict=True) if not low & 1 << bit]
        alone = low & wiring.row_mask == 1 << row
        joined = alone or bool(low & wiring.column_mask)
        if not low & 1 << row or not joined or any(other != low for other in group) or any(low & o for o in apart):
            found = ", ".join(f"0x{port:02X}" for port in readings)
            raise Garbled(
                f"{name}: the expander's port reads {found} with one row after the other at 0, which no keys bring "
                f"about. {_SUSPECTS}"
            )
    return frozenset(
        (r, c) for r, low in enumerate(lows) for c, column in enumerate(wiring.columns) if low & 1 << column
    )


def _mask(bits: Iterable[int]) -> int:
    return sum(1 << bit for bit in bits)
