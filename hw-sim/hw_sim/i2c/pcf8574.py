"""A PCF8574 as its data sheet has it (NXP PCF8574; PCF8574A, Rev. 5, 27 May 2013): eight pins that either sink or are
held high by a weak source, whatever hangs on them, and a line that says that one of them has changed.
"""

from collections.abc import Callable
from typing import Protocol

HIGH = 0xFF


class Hung(Protocol):
    """What hangs on the eight pins."""

    def levels(self, sunk: int) -> int:
        """The level of each pin, a bit each, while the chip sinks those in ``sunk`` and weakly holds the others."""
        ...


class Nothing:
    """Open pins."""

    def levels(self, sunk: int) -> int:
        """What the chip itself makes of them."""
        return ~sunk & HIGH


class Pcf8574Chip:
    """One expander. ``on_port`` hears of every byte that is put out, in its order; ``on_int`` of INT, True when it is
    pulled low.

    ``slow``: the pins move so slowly (a weak source, a long cable) that a byte's own consequences come after the chip
    has taken note of its inputs, and INT tells of them (8.5: "any change in I/Os will be detected").
    """

    def __init__(self, hung: Hung | None = None, *, slow: bool = False) -> None:
        self.on_port: Callable[[int], None] = lambda latch: None
        self.on_int: Callable[[bool], None] = lambda low: None
        self._hung: Hung = Nothing() if hung is None else hung
        self._slow = slow
        self._latch, self._seen, self._int = HIGH, HIGH, False

    @property
    def latch(self) -> int:
        """What was put out last."""
        return self._latch

    @property
    def interrupts(self) -> bool:
        """Whether INT is low."""
        return self._int

    def loses_its_supply(self) -> None:
        """And gets it back: all pins are inputs, and INT tells of those that something holds low (8.5, power-on)."""
        self._latch = self._seen = HIGH
        self.settle()

    def transfer(self, out: bytes, count: int) -> bytes:
        """Each byte written goes to the pins at once (8.2, however many); each byte read is the pins (8.3)."""
        for byte in out:
            before = self._levels()
            self._latch = byte
            self._seen = before if self._slow else self._levels()
            self.on_port(byte)
            self.settle()
        given = bytearray()
        for _ in range(count):
            self._seen = self._levels()
            given.append(self._seen)
            self.settle()
        return bytes(given)

    def settle(self) -> None:
        """Whatever hangs on the pins may have changed: INT is low while they differ from when they were last read or
        written, and high again if they return to that by themselves (8.5)."""
        low = self._levels() != self._seen
        if low is not self._int:
            self._int = low
            self.on_int(low)

    def _levels(self) -> int:
        return self._hung.levels(~self._latch & HIGH)
