"""A bus of chips: who is there answers, who is not does not, and one that holds a line low stops them all."""

import errno
import os
from typing import Protocol


class Chip(Protocol):
    """A chip with registers of words."""

    def read(self, register: int) -> int:
        """What stands in a register."""
        ...

    def write(self, register: int, word: int) -> None:
        """Puts a word into it."""
        ...


class Bus:
    """Chips by their addresses. ``missing``: addresses that do not answer now; ``hung``: some chip holds SDA low."""

    def __init__(self) -> None:
        self.chips: dict[int, Chip] = {}
        self.missing: set[int] = set()
        self.hung = False

    def read_word(self, address: int, register: int) -> int:
        """Raises OSError as the kernel's adapter on a Pi does."""
        return self._chip(address).read(register)

    def write_word(self, address: int, register: int, word: int) -> None:
        """Raises OSError as the kernel's adapter on a Pi does."""
        if not 0 <= word <= 0xFFFF:
            raise ValueError(f"no word: {word}")
        self._chip(address).write(register, word)

    def _chip(self, address: int) -> Chip:
        if self.hung:
            raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        if address in self.missing or address not in self.chips:
            raise OSError(errno.EREMOTEIO, os.strerror(errno.EREMOTEIO))
        return self.chips[address]
