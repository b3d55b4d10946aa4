"""Gathers what the screen shows, from the outside: the house over HTTP, the panel over its console
socket, the station by what it printed. Nothing here but what any other program could see."""

import asyncio
import contextlib
from asyncio import StreamReader
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from hw_sim.launch.processes import last_lines
from hw_sim.screen.snapshot import Status
from hw_sim.world.look import View
from panel.api import FRAME_MAX, Reply, StatusWanted, encode_frame

ANSWER_S = 2.0
HEAD = 4


async def look(port: int) -> View:
    """The house now. Raises OSError, msgspec.DecodeError when something else answers."""
    async with _get(port, "/api/house") as reader:
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        del head
        return msgspec.json.decode(body, type=View)


async def house(port: int) -> AsyncIterator[View]:
    """The house now, and again after every change, until the connection ends. Raises OSError."""
    async with _get(port, "/api/house/events") as reader:
        while line := await reader.readline():
            if line.startswith(b"event: "):
                yield await look(port)


async def status(console: Path) -> Status | None:
    """The panel's own view of itself, None while it does not answer."""
    try:
        async with asyncio.timeout(ANSWER_S):
            reader, writer = await asyncio.open_unix_connection(console)
            try:
                writer.write(encode_frame(StatusWanted()))
                size = int.from_bytes(await reader.readexactly(HEAD), "big")
                reply = msgspec.json.decode(await reader.readexactly(min(size, FRAME_MAX)), type=Reply)
            finally:
                writer.close()
    except (OSError, TimeoutError, EOFError, msgspec.DecodeError):
        return None
    return msgspec.json.decode(reply.data, type=Status) if reply.ok else None


def station(log: Path, count: int) -> tuple[str, ...]:
    """What the station printed last."""
    return tuple(last_lines(log, count))


@contextlib.asynccontextmanager
async def _get(port: int, path: str) -> AsyncIterator[StreamReader]:
    """One request. HTTP/1.0: the answer comes in no chunks and ends with the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        yield reader
    finally:
        writer.close()
