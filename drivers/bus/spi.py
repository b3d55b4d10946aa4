"""An SPI device that nobody waits for: the kernel's spidev, in a thread of its own, opened anew after it was gone.

Forty lines over the kernel's own call: the package spidev has no wheels, and the lock takes nothing else.
"""

import array
import fcntl
import os
import struct
import time
from collections.abc import Callable
from typing import Protocol

from drivers.bus.errands import Errands, ThreadedErrands

CLOCK_HZ = 1_000_000  # a tenth of what the MFRC522 bears, for wires instead of a board
# <linux/spi/spidev.h>: _IOW('k', 0, char[n * 32]), _IOW('k', 1, __u8) and struct spi_ioc_transfer: buffers to send and
# to receive, length, clock, delay, bits per word, cs_change, four bytes that are zero.
TRANSFER = struct.Struct("=QQIIHBBI")
_MESSAGE, _MODE = 0x4000_6B00, 0x4001_6B01
BITS, DESELECT = 8, 1
FRAMES_MAX = 32  # fcntl.ioctl takes 1024 bytes

Call = Callable[[int, int, bytes], object]  # into the kernel: file, number, argument


class SpiWire(Protocol):
    """A device as its driver sees it, within an errand. Raises OSError while it is not there."""

    def exchange(self, *frames: bytes) -> list[bytes]:
        """Sends each frame with the device selected for as long as that takes; what came back with each, as long."""
        ...

    def pause(self, us: int) -> None:
        """Lets that much time pass, in which the device does something. Blocks the errand and nobody else."""
        ...


class Spi(Errands, Protocol):
    """A device with somebody who runs its errands."""

    @property
    def wire(self) -> SpiWire: ...


class SpidevWire:
    """The device at ``path``, mode 0, opened at its first use and again after it failed. ``call``: into the kernel."""

    def __init__(self, path: str, call: Call = fcntl.ioctl) -> None:
        self._path = path
        self._call = call
        self._file: int | None = None

    def exchange(self, *frames: bytes) -> list[bytes]:
        """Raises OSError."""
        assert 0 < len(frames) <= FRAMES_MAX
        sent = [array.array("B", frame) for frame in frames]
        received = [array.array("B", bytes(len(frame))) for frame in frames]
        last = len(frames) - 1
        # The kernel deselects after the last by itself; cs_change there would leave it selected.
        asked = [
            transfer(out.buffer_info()[0], into.buffer_info()[0], len(out), number != last)
            for number, (out, into) in enumerate(zip(sent, received, strict=True))
        ]
        try:
            self._call(self._opened(), message(len(frames)), b"".join(asked))
        except OSError:
            self.close()
            raise
        return [into.tobytes() for into in received]

    def pause(self, us: int) -> None:
        """In the errand's thread."""
        time.sleep(us / 1_000_000)

    def close(self) -> None:
        """Lets go of it until the next use."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _opened(self) -> int:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            self._call(self._file, _MODE, b"\x00")
        return self._file


def message(count: int) -> int:
    """SPI_IOC_MESSAGE(count)."""
    return _MESSAGE | count * TRANSFER.size << 16


def transfer(out: int, into: int, length: int, deselect: bool) -> bytes:
    """A struct spi_ioc_transfer; the buffers by their addresses."""
    return TRANSFER.pack(out, into, length, CLOCK_HZ, 0, BITS, DESELECT if deselect else 0, 0)


class ThreadedSpi(ThreadedErrands):
    """A device with a thread of its own."""

    def __init__(self, name: str, wire: SpiWire, close: Callable[[], None] = lambda: None) -> None:
        super().__init__(name, close)
        self.wire = wire


def open_spi(path: str) -> ThreadedSpi:
    """The device at that path. Nothing is opened before the first errand."""
    wire = SpidevWire(path)
    return ThreadedSpi("spi", wire, wire.close)
