"""What a chip's driver needs of an I2C bus: transfers, each of which may fail; nothing about threads and waiting.

Every transfer raises OSError as the kernel's adapter does: EREMOTEIO where nobody answers, ETIMEDOUT where a line is
held, ENODEV where the adapter is gone.
"""

from typing import Protocol


class WordBus(Protocol):
    """A bus as a chip with registers of words sees it, the high byte first."""

    def read_word(self, address: int, register: int) -> int:
        """The word of a register, 0 to 0xFFFF."""
        ...

    def write_word(self, address: int, register: int, word: int) -> None:
        """Puts a word into a register."""
        ...


class BlockBus(Protocol):
    """A bus as a chip with registers of bytes sees it, which counts on by itself from the register named."""

    def read_block(self, address: int, register: int, count: int) -> bytes:
        """``count`` bytes, 1 to 32, from a register on."""
        ...

    def write_block(self, address: int, register: int, data: bytes) -> None:
        """Puts at most 32 bytes into the registers from one on."""
        ...


class ByteBus(Protocol):
    """A bus as a chip without registers sees it: bytes out, bytes in, a stop between the two."""

    def read(self, address: int, count: int) -> bytes:
        """``count`` bytes."""
        ...

    def write(self, address: int, data: bytes) -> None:
        """At least one byte; a chip that does not take one of them is an error."""
        ...


class Addresses(Protocol):
    """A bus as somebody sees it who wants to know who is there, and tells nobody anything."""

    def probe(self, address: int) -> None:
        """Addresses a chip and says nothing (SMBus quick, for writing)."""
        ...

    def peek(self, address: int) -> None:
        """Reads a byte that nobody wants (SMBus receive byte)."""
        ...


class Wire(WordBus, BlockBus, ByteBus, Addresses, Protocol):
    """A whole bus."""
