"""The kernel's side of /dev/spidevB.C by <linux/spi/spidev.h>: reads what a call points at, and writes there."""

import ctypes
import errno
import os
import struct

from hw_sim.spi.slave import Slave

WR_MODE, MAGIC = 0x40016B01, 0x6B
ARGUMENT_MAX = 1_024  # of bytes that Python passes to a call


class Kernel:
    """With a chip behind it. ``modes``: that were set; ``clocks``: that were asked for."""

    def __init__(self, chip: Slave) -> None:
        self.chip = chip
        self.modes: list[int] = []
        self.clocks: set[int] = set()

    def call(self, file: int, request: int, argument: bytes) -> bytes:
        """ioctl. Raises OSError as the kernel's driver does."""
        os.fstat(file)  # EBADF where nobody opened it
        direction, size, magic, number = request >> 30, request >> 16 & 0x3FFF, request >> 8 & 0xFF, request & 0xFF
        assert (direction, magic, size) == (1, MAGIC, len(argument)) and size <= ARGUMENT_MAX
        if request == WR_MODE:
            self.modes.append(argument[0])
            return argument
        if number or size % 32:
            raise OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))
        self._messages([struct.unpack_from("=QQIIHBBBBBB", argument, at) for at in range(0, size, 32)])
        return argument

    def _messages(self, transfers: list[tuple[int, ...]]) -> None:
        """Selected from one cs_change to the next; at the last transfer of a message it means the opposite."""
        held = b""
        targets: list[tuple[int, int]] = []
        for number, (out, into, length, clock, _, bits, change, *rest) in enumerate(transfers):
            assert bits in (0, 8) and not any(rest)
            self.clocks.add(clock)
            held += ctypes.string_at(out, length)
            targets.append((into, length))
            last = number == len(transfers) - 1
            assert not (last and change), "the chip would stay selected"
            if change or last:
                self._deliver(self.chip.transfer(held), targets)
                held, targets = b"", []

    def _deliver(self, answer: bytes, targets: list[tuple[int, int]]) -> None:
        for into, length in targets:
            ctypes.memmove(into, answer[:length], length)
            answer = answer[length:]
