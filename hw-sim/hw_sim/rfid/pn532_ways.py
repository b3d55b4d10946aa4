"""The two ways into a PN532 that a panel uses, to the byte: I2C at address 0x24, and its serial port (HSU)."""

import errno
import os
from collections.abc import Callable

from hw_sim.rfid.pn532 import Pn532
from hw_sim.rfid.trouble import Trouble

ADDRESS = 0x24


class Pn532OnI2c:
    """As a chip on a bus. A read begins with the status; alone it tells whether a frame waits, and takes none."""

    def __init__(self, chip: Pn532, trouble: Trouble, now_ms: Callable[[], int]) -> None:
        self._chip = chip
        self._trouble = trouble
        self._now_ms = now_ms

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer. Raises OSError where it does not acknowledge: dead, or only now woken by its address."""
        self._chip.advance(self._now_ms())
        if self._trouble.is_silent or not self._chip.awake:
            self._chip.awake = not self._trouble.is_silent
            raise OSError(errno.EREMOTEIO, os.strerror(errno.EREMOTEIO))
        if out:
            self._chip.hears(out)
        return self._read(count) if count else b""

    def _read(self, count: int) -> bytes:
        frame = self._chip.frame()
        if frame is None:
            return bytes(count)
        if count == 1:
            return b"\x01"
        self._chip.taken()
        return (b"\x01" + self._trouble.garbled(frame)).ljust(count, b"\x00")[:count]


class Pn532OnSerial:
    """As the far end of a serial line. Low-battery mode ends with a byte 0x55."""

    def __init__(self, chip: Pn532, trouble: Trouble, now_ms: Callable[[], int]) -> None:
        self.chip = chip
        self._trouble = trouble
        self._now_ms = now_ms

    def take(self, data: bytes) -> None:
        """Bytes from the host."""
        self.chip.advance(self._now_ms())
        if self._trouble.is_silent:
            return
        if not self.chip.awake:
            self.chip.awake = 0x55 in data
            data = data[data.find(0x55) + 1 :] if self.chip.awake else b""
        self.chip.hears(data)

    def give(self) -> bytes:
        """What it has said by now."""
        self.chip.advance(self._now_ms())
        said = b""
        while not self._trouble.is_silent and (frame := self.chip.frame()) is not None:
            self.chip.taken()
            said += self._trouble.garbled(frame)
        return said
