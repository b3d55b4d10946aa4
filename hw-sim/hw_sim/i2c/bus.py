"""A bus of chips: who is there answers, who is not does not, and one that holds a line low stops them all."""

import errno
import os
from typing import Protocol

from hw_sim.i2c.transfers import Transfers


class Chip(Protocol):
    """What hangs on the two wires, at one address."""

    def transfer(self, out: bytes, count: int) -> bytes:
        """Takes ``out`` and, after a repeated start, gives ``count`` bytes; either may be none. Raises OSError
        (EREMOTEIO) for a byte that it does not take."""
        ...


class Bus(Transfers):
    """Chips by their addresses. ``missing``: addresses that do not answer now; ``hung``: some chip holds SDA low.

    ``waited_ns``: what errands that take no time in the house have waited here. A chip's clock is the world's and this;
    it measures spans, and tells nobody the time.
    """

    def __init__(self) -> None:
        self.waited_ns = 0
        self.chips: dict[int, Chip] = {}
        self.missing: set[int] = set()
        self.hung = False

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        """Raises OSError as the kernel's adapter on a Pi does."""
        if self.hung:
            raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        if address in self.missing or address not in self.chips:
            raise OSError(errno.EREMOTEIO, os.strerror(errno.EREMOTEIO))
        given = self.chips[address].transfer(out, count)
        # A master clocks in what it asked for, whatever the chip does: a line that nobody pulls reads as ones.
        return given[:count].ljust(count, b"\xff")


class Buses:
    """The buses of one house, by their numbers; each is there once something hangs on it."""

    def __init__(self) -> None:
        self._buses: dict[int, Bus] = {}

    def at(self, number: int) -> Bus:
        """The bus of that number, made now if it is new."""
        return self._buses.setdefault(number, Bus())

    def found(self, number: int) -> Bus:
        """Raises OSError where the house has no such bus."""
        if number not in self._buses:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return self._buses[number]
