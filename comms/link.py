"""The Unix socket to alarmd: a link that comes back when alarmd does."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec

from comms.errors import LinkError
from comms.policy import LinkClosed, LinkOpened
from panel.api import CommsToPanel, FrameError, FrameReader, PanelToComms, Received, decode_frame, encode_frame

LOG = logging.getLogger("comms.link")

RETRY_S = 0.2  # alarmd restarts in under two seconds; the socket is ours and costs nothing to try
CHUNK_BYTES = 1 << 16

LinkEvent = LinkOpened | LinkClosed | PanelToComms
_DECODER: msgspec.json.Decoder[PanelToComms] = msgspec.json.Decoder(PanelToComms)


class PanelLink:
    """commsd's end. What arrived from the broker waits here while alarmd is away; the rest is said anew."""

    def __init__(self, path: Path, sink: Callable[[LinkEvent], None]) -> None:
        self._path = path
        self._sink = sink
        self._waiting: deque[tuple[CommsToPanel, Callable[[], None] | None]] = deque()
        self._some = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many messages have not gone out yet."""
        return len(self._waiting)

    def say(self, message: CommsToPanel, delivered: Callable[[], None] | None = None) -> None:
        """Sends as soon as possible; ``delivered`` is called once alarmd's socket has taken it."""
        self._waiting.append((message, delivered))
        self._some.set()

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
            self._forget_what_is_said_anew()
            self._sink(LinkClosed())
            await asyncio.sleep(RETRY_S)

    async def _linked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Returns when the link is lost."""
        self._sink(LinkOpened())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen(reader))
                tasks.create_task(self._speak(writer))
        except* LinkError as lost:
            LOG.warning("no link to alarmd: %s", lost.exceptions[0])

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        async for body in _frames(reader):
            try:
                self._sink(decode_frame(body, _DECODER))
            except FrameError as error:
                raise LinkError(f"alarmd sent {error}") from error
        raise LinkError("alarmd closed the socket")

    async def _speak(self, writer: asyncio.StreamWriter) -> None:
        """One at a time, so that a slow alarmd holds up the broker and not our memory."""
        while True:
            while not self._waiting:
                self._some.clear()
                await self._some.wait()
            message, delivered = self._waiting[0]
            try:
                writer.write(encode_frame(message))
                await writer.drain()
            except OSError as error:
                raise LinkError("alarmd closed the socket") from error
            self._waiting.popleft()
            if delivered is not None:
                delivered()

    def _forget_what_is_said_anew(self) -> None:
        kept = [item for item in self._waiting if isinstance(item[0], Received)]
        self._waiting.clear()
        self._waiting.extend(kept)


async def _frames(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    frames = FrameReader()
    try:
        while data := await reader.read(CHUNK_BYTES):
            for body in frames.feed(data):
                yield body
    except (FrameError, OSError) as error:
        raise LinkError(str(error)) from error
