"""The Unix socket to alarmd, as a process in its service holds it: a link that comes back when alarmd does."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from panel.api import FrameError, FrameReader, LinkClosed, LinkOpened, Message, decode_frame, encode_frame

RETRY_S = 0.2  # alarmd restarts in under two seconds; the socket is ours and costs nothing to try
CHUNK_BYTES = 1 << 16

_Heard = TypeVar("_Heard")
_Said = TypeVar("_Said", bound=Message)


class LinkLost(Exception):
    """alarmd closed the socket, or said something that is no frame. It ends a link and never leaves it."""


class Link(Generic[_Heard, _Said]):
    """One end. What is of the ``lasting`` kind waits here while alarmd is away; the rest is said anew at each link."""

    def __init__(
        self,
        path: Path,
        decoder: "msgspec.json.Decoder[_Heard]",
        lasting: type[Message],
        sink: Callable[[LinkOpened | LinkClosed | _Heard], None],
        log: logging.Logger,
    ) -> None:
        self.open = False
        self._path = path
        self._decoder = decoder
        self._lasting = lasting
        self._sink = sink
        self._log = log
        self._waiting: deque[tuple[_Said, Callable[[], None] | None]] = deque()
        self._some = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many messages have not gone out yet."""
        return len(self._waiting)

    def say(self, message: _Said, delivered: Callable[[], None] | None = None) -> None:
        """Sends as soon as possible; ``delivered`` is called once alarmd's socket has taken it."""
        self._waiting.append((message, delivered))
        self._some.set()

    def drop_oldest(self, most: int) -> None:
        """Forgets what has waited longest, until no more than ``most`` messages wait."""
        while len(self._waiting) > most:
            self._waiting.popleft()

    async def run(self) -> None:
        """Links, and again after every loss, until cancelled."""
        while True:
            try:
                reader, writer = await asyncio.open_unix_connection(self._path)
            except OSError:
                await asyncio.sleep(RETRY_S)
                continue
            try:
                await self._linked(reader, writer)
            finally:
                writer.close()
            self.open = False
            self._forget_what_is_said_anew()
            self._sink(LinkClosed())
            await asyncio.sleep(RETRY_S)

    async def _linked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Returns when the link is lost."""
        self.open = True
        self._sink(LinkOpened())
        # Neither half fails in the group's hands: a group that fails while it is cancelled raises the failure
        # alone, and the order to end is lost.
        async with asyncio.TaskGroup() as tasks:
            both = self._listen(reader), self._speak(writer)
            halves = [tasks.create_task(self._until_lost(half)) for half in both]
            await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
            for half in halves:
                half.cancel()

    async def _until_lost(self, half: Coroutine[None, None, None]) -> None:
        try:
            await half
        except LinkLost as lost:
            self._log.warning("no link to alarmd: %s", lost)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        async for body in _frames(reader):
            try:
                self._sink(decode_frame(body, self._decoder))
            except FrameError as error:
                raise LinkLost(f"alarmd sent {error}") from error
        raise LinkLost("alarmd closed the socket")

    async def _speak(self, writer: asyncio.StreamWriter) -> None:
        """One at a time, so that a slow alarmd holds up whoever speaks and not our memory."""
        while True:
            while not self._waiting:
                self._some.clear()
                await self._some.wait()
            message, delivered = self._waiting[0]
            try:
                writer.write(encode_frame(message))
                await writer.drain()
            except OSError as error:
                raise LinkLost("alarmd closed the socket") from error
            self._waiting.popleft()
            if delivered is not None:
                delivered()

    def _forget_what_is_said_anew(self) -> None:
        kept = [item for item in self._waiting if isinstance(item[0], self._lasting)]
        self._waiting.clear()
        self._waiting.extend(kept)


async def _frames(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    frames = FrameReader()
    try:
        while data := await reader.read(CHUNK_BYTES):
            for body in frames.feed(data):
                yield body
    except (FrameError, OSError) as error:
        raise LinkLost(str(error)) from error
