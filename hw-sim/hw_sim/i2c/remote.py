"""The panel's end of the I2C socket: words of a bus in another process, waited for as the kernel's driver waits."""

import errno
import os
import socket
from pathlib import Path

from drivers.i2c import ThreadedBus


class RemoteWords:
    """Connects at its first use and again after the world was gone. Raises OSError as a bus of the kernel's does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None

    def read_word(self, address: int, register: int) -> int:
        """The word of a register."""
        return self._ask(f"r {address:x} {register:x}")

    def write_word(self, address: int, register: int, word: int) -> None:
        """Puts a word into a register."""
        self._ask(f"w {address:x} {register:x} {word:x}")

    def close(self) -> None:
        """Unplugs it until the next use."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, question: str) -> int:
        try:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._socket.connect(os.fspath(self._path))
            self._socket.sendall(f"{question}\n".encode("ascii"))
            sign, number = _line(self._socket).split()
            value = int(number, 16 if sign == "=" else 10)
        except (OSError, ValueError) as error:
            self.close()
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV)) from error
        if sign == "!":
            raise OSError(value, os.strerror(value))
        return value


def remote_bus(path: Path) -> ThreadedBus:
    """A bus of the simulated house."""
    words = RemoteWords(path)
    return ThreadedBus("i2c", words, words.close)


def _line(connection: socket.socket) -> str:
    line = b""
    while not line.endswith(b"\n"):
        more = connection.recv(64)
        if not more:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        line += more
    return line.decode("ascii")
