"""An I2C bus by its number, which nobody waits for: see ``errands``."""

import errno
import time
from collections.abc import Callable
from typing import Protocol

from smbus2 import SMBus, i2c_msg

from drivers.bus.errands import ERRANDS_MAX as ERRANDS_MAX
from drivers.bus.errands import Answer as Answer
from drivers.bus.errands import EachOnce, Errands, ThreadedErrands
from drivers.bus.errands import Errand as Errand
from drivers.bus.wire import Wire


class Bus(Errands, Protocol):
    """A bus with somebody who runs its errands."""

    @property
    def wire(self) -> Wire:
        """For drivers to read and write, within an errand only."""
        ...

    def pause(self, seconds: float) -> None:
        """Lets time pass for a chip that needs it, within an errand only."""
        ...


class SmbusWire:
    """The kernel's bus by smbus2, opened at its first use and again after it failed: an adapter may be plugged in late.

    Words and blocks go as SMBus transfers, which every adapter can do; bytes without a register as plain I2C. The chips
    send the high byte of a word first and SMBus takes it for the low one, so each word is turned round.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._bus: SMBus | None = None

    def read_word(self, address: int, register: int) -> int:
        """Raises OSError."""
        with _reopened(self) as bus:
            return _turned(bus.read_word_data(address, register))

    def write_word(self, address: int, register: int, word: int) -> None:
        """Raises OSError."""
        with _reopened(self) as bus:
            bus.write_word_data(address, register, _turned(word))

    def read_block(self, address: int, register: int, count: int) -> bytes:
        """Raises OSError."""
        with _reopened(self) as bus:
            return bytes(bus.read_i2c_block_data(address, register, count))

    def write_block(self, address: int, register: int, data: bytes) -> None:
        """Raises OSError."""
        with _reopened(self) as bus:
            bus.write_i2c_block_data(address, register, list(data))

    def read(self, address: int, count: int) -> bytes:
        """Raises OSError."""
        with _reopened(self) as bus:
            asked = i2c_msg.read(address, count)
            bus.i2c_rdwr(asked)
            return bytes(asked)

    def write(self, address: int, data: bytes) -> None:
        """Raises OSError."""
        with _reopened(self) as bus:
            bus.i2c_rdwr(i2c_msg.write(address, data))

    def probe(self, address: int) -> None:
        """Addresses a chip and says nothing. Raises OSError."""
        with _reopened(self) as bus:
            bus.write_quick(address)

    def peek(self, address: int) -> None:
        """Reads a byte that nobody wants, as an SMBus transfer: every adapter can do that. Raises OSError."""
        with _reopened(self) as bus:
            bus.read_byte(address)

    def opened(self) -> SMBus:
        """The bus's file, opened now if it is not. Raises OSError."""
        if self._bus is None:
            self._bus = SMBus(self._number)
        return self._bus

    def close(self) -> None:
        """Lets go of it until the next use."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None


class _reopened:  # noqa: N801 - used like contextlib's functions
    """The opened bus; closed when its adapter is gone: the file stays dead when that is plugged in again."""

    def __init__(self, wire: SmbusWire) -> None:
        self._wire = wire

    def __enter__(self) -> SMBus:
        return self._wire.opened()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and error.errno in (errno.ENODEV, errno.ENXIO, errno.EBADF):
            self._wire.close()


def _turned(word: int) -> int:
    return (word & 0xFF) << 8 | word >> 8


class ThreadedBus(ThreadedErrands):
    """A bus with a thread of its own."""

    def __init__(self, name: str, wire: Wire, close: Callable[[], None] = lambda: None) -> None:
        super().__init__(name, close)
        self.wire = wire

    def pause(self, seconds: float) -> None:
        """Lets time pass in the bus's own thread."""
        time.sleep(seconds)


class Buses(EachOnce[int, Bus]):
    """The I2C buses of one board."""


def open_bus(number: int) -> ThreadedBus:
    """The bus ``/dev/i2c-number``. Nothing is opened before the first errand: a missing bus is a trouble of what hangs
    on it and no reason not to protect."""
    wire = SmbusWire(number)
    return ThreadedBus(f"i2c-{number}", wire, wire.close)
