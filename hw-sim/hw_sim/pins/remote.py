"""The panel's end of the pin socket: the wires of a world in another process.

The circuit is solved here too: a keypad's scan drives a row and reads a column in the next instruction,
and no socket answers in between. What the world does to the wires arrives as acts with its stamps; what
the panel does to its pins leaves at once.
"""

import asyncio
import errno
import os
import socket
import time
from pathlib import Path

from hw_sim.pins.factory import PI_4B, SimFactory
from hw_sim.pins.netlist import Setting
from hw_sim.pins.wire_format import (
    HELLO,
    READY,
    REFUSED,
    ProtocolError,
    act_from_text,
    panel_to_text,
    setting_from_text,
    setting_to_text,
)
from hw_sim.pins.wires import Wires

ALARMD, COMMSD = "alarmd", "commsd"  # who has pins
CONNECT_S = 5.0
CHUNK = 1 << 16


class RemoteWires(Wires):
    """The panel's copy of the wires in the world process. Raises OSError (ENODEV) once the world is gone."""

    def __init__(self, path: Path, name: str = ALARMD) -> None:
        """Connects as the process ``name`` and takes over the levels; blocks for ``CONNECT_S`` at most.

        Raises OSError, ProtocolError.
        """
        super().__init__(time.monotonic_ns)
        self._rest = b""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._socket: socket.socket | None = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(CONNECT_S)
        try:
            self._socket.connect(os.fspath(path))
            self._socket.sendall(f"{panel_to_text(name)}\n".encode("ascii"))
            self._take_over()
            self._socket.setblocking(False)
        except BaseException:
            self.close()
            raise

    @property
    def plugged_in(self) -> bool:
        """Whether the world is there."""
        return self._socket is not None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on the world's acts are read in this loop."""
        if self._socket is not None:
            self._loop = loop
            loop.add_reader(self._socket, self._readable)

    def read(self, line: int) -> bool:
        if self._socket is None:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return super().read(line)

    def close(self) -> None:
        """Unplugs the panel; the lines stay as they are."""
        if self._socket is None:
            return
        if self._loop is not None:
            self._loop.remove_reader(self._socket)
        self._socket.close()
        self._socket = None

    def _take_over(self) -> None:
        lines = self._lines_until_ready()
        if lines[0] != HELLO:
            raise ProtocolError(f"expected {HELLO!r} from the world, got {lines[0]!r}; both must be of one version")
        for text in lines[1:]:  # beyond "ready": acts that came while this was being read
            if text != READY:
                self._restore(text)

    def _lines_until_ready(self) -> list[str]:
        assert self._socket is not None
        lines: list[str] = []
        while READY not in lines:
            chunk = self._socket.recv(CHUNK)
            if not chunk:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "the world hung up before its pins were known")
            lines += self._split(chunk)
            if lines and lines[0].startswith(REFUSED):
                raise ConnectionRefusedError(errno.EBUSY, lines[0])
        return lines

    def _restore(self, text: str) -> None:
        match text.split(" "):
            case ["was", line, level]:
                self.netlist.levels[int(line)] = level == "1"
            case ["set", *_]:
                line_number, setting = setting_from_text(text)
                self.netlist.settings[line_number] = setting
            case _:
                self.act(*act_from_text(text))

    def _split(self, chunk: bytes) -> list[str]:
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        return [line.decode("ascii") for line in whole]

    def _readable(self) -> None:
        assert self._socket is not None
        try:
            chunk = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            self.close()
            return
        try:
            for text in self._split(chunk):
                self.act(*act_from_text(text))
        except ProtocolError:
            self.close()  # and up to the loop: the two halves are of different versions
            raise

    def _configured(self, line: int, setting: Setting) -> None:
        self._send(f"{setting_to_text(line, setting)}\n".encode("ascii"))

    def _send(self, data: bytes) -> None:
        if self._socket is None:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        try:
            sent = self._socket.send(data)
        except OSError:
            sent = 0
        if sent != len(data):
            # Full or gone: a world that does not read is as a controller that does not answer, and the
            # panel must not wait for it with the siren in its hand.
            self.close()
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))


class RemoteSimFactory(SimFactory):
    """Pins on a world in another process; ``attach`` it to the loop before edges are wanted."""

    def __init__(self, path: Path, name: str = ALARMD, revision: int = PI_4B) -> None:
        wires = RemoteWires(path, name)
        super().__init__(wires, revision)
        self._remote = wires

    @property
    def plugged_in(self) -> bool:
        """Whether the world is there."""
        return self._remote.plugged_in

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are read in this loop."""
        self._remote.attach(loop)

    def close(self) -> None:
        super().close()
        self._remote.close()
