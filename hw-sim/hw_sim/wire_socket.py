"""A device's wires over a socket: a question and its answer are lines. ``= HEX...`` or, as the kernel, ``! ERRNO``.

The asking end blocks, as the kernel's driver does: it belongs into an errand's thread.
"""

import asyncio
import errno
import os
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from pathlib import Path

LINE_MAX = 4_096


class Questions:
    """Connects at the first one, and again after the world was gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None

    def ask(self, question: str) -> list[bytes]:
        """What is answered, word by word. Raises the OSError that is answered, and ENODEV where there is no world."""
        sign, said = self._said(question)
        if sign == "!":
            raise OSError(int(said), os.strerror(int(said)))
        return [bytes.fromhex(word) for word in said.split()]

    def close(self) -> None:
        """Unplugs it until the next question."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _said(self, question: str) -> tuple[str, str]:
        try:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._socket.connect(os.fspath(self._path))
            self._socket.sendall(f"{question}\n".encode("ascii"))
            return _checked(_line(self._socket))
        except (OSError, ValueError) as error:
            self.close()
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV)) from error


async def serve(path: Path, answer: Callable[[str], Awaitable[list[bytes]]]) -> None:
    """Answers at ``path`` until cancelled. What ``answer`` raises is told: OSError as it is, ValueError as EINVAL."""

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while line := await reader.readline():
                said = await answered(line.decode("ascii", "replace"), answer)
                writer.write(f"{said}\n".encode("ascii"))
                await writer.drain()
        except ConnectionError:
            return  # the panel was killed; its successor connects anew
        finally:
            writer.close()

    server = await asyncio.start_unix_server(connected, path)
    try:
        await asyncio.Event().wait()
    finally:
        server.close()


async def answered(line: str, answer: Callable[[str], Awaitable[list[bytes]]]) -> str:
    """The line to a line."""
    try:
        words = await answer(line)
    except OSError as error:
        return f"! {error.errno}"
    except ValueError:
        return f"! {errno.EINVAL}"
    return f"= {' '.join(word.hex() for word in words)}"


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
