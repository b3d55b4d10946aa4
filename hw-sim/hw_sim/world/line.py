"""One direction of the cable: as it is, or as slow as a line can be on which a house is still to be guarded."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from dataclasses import dataclass

CHUNK_BYTES = 1 << 16
SLOW_BYTES = 256  # at a time on a slow line: 32 ms of 64 kbit/s, so that its pace is even


@dataclass(frozen=True, slots=True)
class Shape:
    """``bits_per_s`` and how long each bit is under way, one way."""

    bits_per_s: int
    delay_ms: int


SLOW = Shape(bits_per_s=64_000, delay_ms=500)


async def carry(
    reader: StreamReader, writer: StreamWriter, shape: Callable[[], Shape | None], swallows: Callable[[], bool]
) -> None:
    """Copies one way until the end, which is passed on as an end, and a reset as a reset.

    ``shape`` and ``swallows`` are asked for each piece. What is on a slow line is not overtaken when it is mended.
    """
    lane = _Lane(writer)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lane.arrive())
        await _depart(reader, lane, shape, swallows)


async def _depart(
    reader: StreamReader, lane: "_Lane", shape: Callable[[], Shape | None], swallows: Callable[[], bool]
) -> None:
    try:
        while piece := await reader.read(CHUNK_BYTES if shape() is None else SLOW_BYTES):
            slow = shape()
            if swallows():
                continue
            if slow is not None:
                await asyncio.sleep(len(piece) * 8 / slow.bits_per_s)
                lane.put(piece, slow.delay_ms / 1_000)
            elif lane.under_way:
                lane.put(piece, 0)
            else:
                await lane.write(piece)
    except OSError:
        lane.abort()
    lane.end()


class _Lane:
    """What is under way to ``writer``, each piece with the instant at which it arrives."""

    def __init__(self, writer: StreamWriter) -> None:
        self.under_way = 0
        self._writer = writer
        self._pieces: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
        self._last_due_s = 0.0

    def put(self, piece: bytes, delay_s: float) -> None:
        self._last_due_s = max(self._last_due_s, asyncio.get_running_loop().time() + delay_s)
        self.under_way += 1
        self._pieces.put_nowait((self._last_due_s, piece))

    def end(self) -> None:
        self._pieces.put_nowait(None)

    def abort(self) -> None:
        self._writer.transport.abort()  # ends the other direction's reading, too

    async def write(self, piece: bytes) -> None:
        self._writer.write(piece)
        await self._writer.drain()

    async def arrive(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while (found := await self._pieces.get()) is not None:
                due_s, piece = found
                await asyncio.sleep(max(0.0, due_s - loop.time()))
                await self.write(piece)
                self.under_way -= 1
            self._writer.write_eof()
        except OSError:
            self.abort()
