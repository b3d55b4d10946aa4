"""A serial port that nobody waits for: pyserial's, in a thread of its own, opened anew after it was gone.

Not commsd's way (``comms.gsm``), which has the port in its loop: to open or close a USB adapter that hangs may take
seconds, and alarmd's loop has none to spare.
"""

from collections.abc import Callable
from typing import Protocol

import serial

from drivers.bus.errands import Errands, ThreadedErrands

BAUD = 115_200
READ_MAX = 4_096


class SerialWire(Protocol):
    """A port as a device's driver sees it, within an errand. Every call raises OSError while the port is gone."""

    def write(self, data: bytes) -> None:
        """Sends bytes."""
        ...

    def read(self) -> bytes:
        """What has come by now; waits for nothing."""
        ...


class Port(Errands, Protocol):
    """A port with somebody who runs its errands."""

    @property
    def wire(self) -> SerialWire: ...


class PyserialWire:
    """The port at ``path``, opened at its first use and again after it failed: an adapter may be plugged in late."""

    def __init__(self, path: str, baud: int = BAUD) -> None:
        self._path = path
        self._baud = baud
        self._port: serial.Serial | None = None

    def write(self, data: bytes) -> None:
        """Raises OSError; a port that takes nothing is as good as gone."""
        with _closed_on_error(self) as port:
            port.write(data)

    def read(self) -> bytes:
        """Raises OSError."""
        with _closed_on_error(self) as port:
            return port.read(READ_MAX)

    def opened(self) -> serial.Serial:
        """The open port. Raises OSError, which pyserial's own error is too."""
        if self._port is None:
            self._port = serial.Serial(self._path, self._baud, timeout=0, write_timeout=0, exclusive=True)
        return self._port

    def close(self) -> None:
        """Lets go of it until the next use."""
        port, self._port = self._port, None
        if port is not None:
            port.close()


class _closed_on_error:  # noqa: N801 - used like contextlib's functions
    def __init__(self, wire: PyserialWire) -> None:
        self._wire = wire

    def __enter__(self) -> serial.Serial:
        return self._wire.opened()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            self._wire.close()


class ThreadedPort(ThreadedErrands):
    """A port with a thread of its own."""

    def __init__(self, name: str, wire: SerialWire, close: Callable[[], None] = lambda: None) -> None:
        super().__init__(name, close)
        self.wire = wire


def open_port(path: str) -> ThreadedPort:
    """The port at that path. Nothing is opened before the first errand: a missing port is a trouble of what hangs on it
    and no reason not to protect."""
    wire = PyserialWire(path)
    return ThreadedPort("serial", wire, wire.close)
