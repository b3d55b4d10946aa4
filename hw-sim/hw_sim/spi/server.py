"""The world's end of the SPI socket: ``DEVICE FRAME...``, the kernel's name for a device and bytes in hexadecimal.

Each frame is answered by as many bytes: see ``wire_socket``.
"""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from hw_sim.spi.slave import Slave
from hw_sim.wire_socket import serve


class SpiServer:
    """Serves the chips of a house."""

    def __init__(self, slaves: Mapping[str, Slave]) -> None:
        self._slaves = slaves

    async def run(self, path: Path) -> None:
        """Serves at ``path`` until cancelled."""
        await serve(path, self.answer)

    async def answer(self, line: str) -> list[bytes]:
        """To one question. Raises OSError for a device that the house does not have, ValueError where it is none."""
        name, *words = line.split() or [""]
        frames = [bytes.fromhex(word) for word in words]
        if not frames or not all(frames):
            raise ValueError(line)
        slave = self._slaves.get(name)
        if slave is None:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        return [slave.transfer(frame) for frame in frames]
