"""The panel's end of the I2C socket: transfers on a bus in another process, waited for as the kernel's driver waits."""

import errno
import os
import socket
from pathlib import Path

from drivers.errands import ThreadedErrands
from drivers.i2c import ThreadedBus
from hw_sim.i2c.kernel_rtc import BUS, SimulatedRtc
from hw_sim.i2c.transfers import Transfers

LINE_MAX = 4_096


class RemoteWire(Transfers):
    """Connects at its first use and again after the world was gone. Raises OSError as a bus of the kernel's does."""

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self._number = number
        self._socket: socket.socket | None = None

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        """One transfer on the bus."""
        sign, said = self._ask(f"{self._number} {address:x} {out.hex() or '-'} {count}")
        if sign == "!":
            raise OSError(int(said), os.strerror(int(said)))
        return bytes.fromhex(said)

    def close(self) -> None:
        """Unplugs it until the next use."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, question: str) -> tuple[str, str]:
        try:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._socket.connect(os.fspath(self._path))
            self._socket.sendall(f"{question}\n".encode("ascii"))
            return _checked(_line(self._socket))
        except (OSError, ValueError) as error:
            self.close()
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV)) from error


def remote_bus(path: Path, number: int) -> ThreadedBus:
    """A bus of the simulated house."""
    wire = RemoteWire(path, number)
    return ThreadedBus(f"i2c-{number}", wire, wire.close)


def remote_rtc(path: Path) -> tuple[SimulatedRtc, ThreadedErrands]:
    """The kernel's clock, over the chip in the simulated house."""
    wire = RemoteWire(path, BUS)
    return SimulatedRtc(wire), ThreadedErrands("rtc0", wire.close)


def _checked(line: str) -> tuple[str, str]:
    """A sign and what belongs to it. Raises ValueError for anything else."""
    sign, said = line[:1], line[1:].strip()
    if sign == "=":
        bytes.fromhex(said)
    elif sign == "!":
        int(said)
    else:
        raise ValueError(line)
    return sign, said


def _line(connection: socket.socket) -> str:
    line = b""
    while not line.endswith(b"\n"):
        more = connection.recv(LINE_MAX)
        if not more:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        line += more
    return line.decode("ascii")
