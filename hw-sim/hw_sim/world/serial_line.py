"""A device's end of a serial line: a pseudo-terminal that drivers open as they would a UART."""

import asyncio
import os
import pty
import tty
from typing import Protocol

CHUNK = 4_096


class Far(Protocol):
    """What is at the other end."""

    def take(self, data: bytes) -> None:
        """Bytes that were written to it."""
        ...

    def give(self) -> bytes:
        """Bytes that it has to say."""
        ...


class SerialLine:
    """A line with something at its far end. ``path`` is what a driver opens; it stays while nobody has it open."""

    def __init__(self, far: Far) -> None:
        self.far = far
        # Our own copy of the near end keeps the line up between two openings; without it every read ends in EIO.
        self._master, self._kept = pty.openpty()
        tty.setraw(self._kept)
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._kept)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._master, self._readable)

    def _readable(self) -> None:
        self.far.take(os.read(self._master, CHUNK))
        self.carry()

    def carry(self) -> None:
        """Brings over what the far end has to say. Whoever makes it speak unasked calls this."""
        said = self.far.give()
        if said:
            os.write(self._master, said)

    def close(self) -> None:
        """Pulled out: whoever has it open gets an error."""
        self._loop.remove_reader(self._master)
        os.close(self._master)
        os.close(self._kept)
