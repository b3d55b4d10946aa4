"""The two ways to a PN532: I2C and a serial port. Numbers in brackets are sections of its user manual (UM0701-02)."""

import errno
from typing import Protocol

from drivers.bus.serial_port import SerialWire
from drivers.bus.wire import ByteBus
from drivers.tags.pn532 import ACK, LISTING_MAX

ADDRESS = 0x24  # fixed, 6.2.4
READY = 0x01  # bit 0 of the status byte that stands before everything that is read, 6.2.4
# It acknowledges a command within a millisecond as a rule, and a look takes a quarter of one at 100 kbit/s.
LOOKS = 8
# What the kernel says when nobody acknowledges the address: which of them is each adapter's own (Linux,
# Documentation/i2c/fault-codes.rst). The chip does not while it is busy or has only been woken.
NOT_NOW = (errno.EREMOTEIO, errno.ENXIO, errno.EIO)
# Rouses it from power-down (6.2.3), and zeroes for the 2 ms that its oscillator may take, at 87 us a byte.
WAKE = b"\x55\x55" + bytes(30)


class Link(Protocol):
    """Used within errands only. Every call raises OSError, as its bus does."""

    def wake(self) -> None:
        """Rouses it, and ends whatever it was doing."""
        ...

    def send(self, frame: bytes) -> None:
        """Sends a frame."""
        ...

    def receive(self, taken: bool) -> bytes:
        """What it has to say by now; ``taken``: the first frame after the command was fetched already."""
        ...


class I2cLink:
    """Over I2C: a status byte before each frame, read alone until it says that there is one."""

    def __init__(self, bus: ByteBus) -> None:
        self._bus = bus

    def wake(self) -> None:
        """Its address alone wakes it, by which it may miss the first frame."""
        try:
            self._bus.write(ADDRESS, ACK)
        except OSError as error:
            if error.errno not in NOT_NOW:
                raise

    def send(self, frame: bytes) -> None:
        """Raises OSError."""
        self._bus.write(ADDRESS, frame)

    def receive(self, taken: bool) -> bytes:
        """Raises OSError. Looks several times for an acknowledgement, which comes at once, and once for an answer."""
        if taken:
            return self._frame(LISTING_MAX) if self._ready() else b""
        for _ in range(LOOKS):
            if self._ready():
                return self._frame(len(ACK))
        return b""

    def _ready(self) -> bool:
        return bool(self._bus.read(ADDRESS, 1)[0] & READY)

    def _frame(self, size: int) -> bytes:
        return self._bus.read(ADDRESS, 1 + size)[1:]


class SerialLink:
    """Over a serial port (HSU): frames as they come."""

    def __init__(self, port: SerialWire) -> None:
        self._port = port

    def wake(self) -> None:
        """Raises OSError. What it said before is of no use any more."""
        self._port.write(WAKE + ACK)
        self._port.read()

    def send(self, frame: bytes) -> None:
        """Raises OSError."""
        self._port.write(frame)

    def receive(self, taken: bool) -> bytes:
        """Raises OSError."""
        del taken
        return self._port.read()
