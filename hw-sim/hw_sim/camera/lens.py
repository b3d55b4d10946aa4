"""What a simulated camera sees, from the world process to the process that holds the camera.

A Unix socket, one line of JSON each way: ``{"number": 0}`` is answered with the scene before that camera, ``{}`` with
how many cameras there are. One that hangs is not answered, one that is unplugged is answered with null.
"""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from hw_sim.camera.scene import Fault, Scene

LINE_MAX = 4096
SOCKET = "lens"


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question; without a number it asks how many there are."""

    number: int | None = None


class Answer(msgspec.Struct, frozen=True):
    """``scene`` None: that camera is not there."""

    cameras: int
    scene: Scene | None = None


class LensServer:
    """The world's end. ``see`` gives the answer of now; ``restored`` is awaited while a camera hangs."""

    def __init__(self, see: Callable[[Ask], Answer]) -> None:
        self._see = see
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """A fault came or went."""
        self._changed.set()

    async def run(self, path: Path) -> None:
        """Serves at ``path`` until cancelled."""
        server = await asyncio.start_unix_server(self._served, path)
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                answer = await self._answer(msgspec.json.decode(line, type=Ask))
                writer.write(msgspec.json.encode(answer) + b"\n")
                await writer.drain()
        except (OSError, msgspec.DecodeError, ValueError):
            pass  # whoever that was is gone, or was never a camera
        finally:
            writer.close()

    async def _answer(self, ask: Ask) -> Answer:
        while True:
            self._changed.clear()
            answer = self._see(ask)
            if answer.scene is None or answer.scene.fault is not Fault.HANG:
                return answer
            await self._changed.wait()


class Lens:
    """The camera's end; blocks. Raises OSError when the world is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask(self, number: int | None = None) -> Answer:
        """One question and its answer; for ever, where a camera hangs."""
        with socket.socket(socket.AF_UNIX) as way:
            way.connect(str(self._path))
            way.sendall(msgspec.json.encode(Ask(number)) + b"\n")
            line = b""
            with suppress(ConnectionResetError):
                while not line.endswith(b"\n") and (chunk := way.recv(LINE_MAX)):
                    line += chunk
        if not line:
            raise OSError("the simulated house hung up")
        return msgspec.json.decode(line, type=Answer)
