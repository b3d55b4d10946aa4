"""The Unix socket to alarmd: a link that comes back when alarmd does."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path

import msgspec

from drivers.errors import CameraLinkError
from panel.api import CameraToPanel, FrameError, FrameReader, JobDone, PanelToCamera, decode_frame, encode_frame

LOG = logging.getLogger("camerad.link")

RETRY_S = 0.2  # alarmd restarts in under two seconds; the socket is ours and costs nothing to try
CHUNK_BYTES = 1 << 16
WAITING_MAX = 256  # answers to jobs that alarmd has not read; it has one job a zone at most


class LinkOpened(msgspec.Struct, frozen=True):
    """alarmd is there: what is so must be said to it anew."""


class LinkClosed(msgspec.Struct, frozen=True):
    """alarmd is gone; what was in force stays so."""


LinkEvent = LinkOpened | LinkClosed | PanelToCamera
_DECODER: msgspec.json.Decoder[PanelToCamera] = msgspec.json.Decoder(PanelToCamera)


class PanelLink:
    """camerad's end. The ends of jobs wait here while alarmd is away; everything else is said anew at each link, the
    pictures from the disk where they lie."""

    def __init__(self, path: Path, sink: Callable[[LinkEvent], None]) -> None:
        self._path = path
        self._sink = sink
        self._waiting: deque[CameraToPanel] = deque()
        self._some = asyncio.Event()
        self.open = False

    def say(self, message: CameraToPanel) -> None:
        """Sends as soon as possible."""
        if not self.open and not isinstance(message, JobDone):
            return
        if len(self._waiting) >= WAITING_MAX and not self.open:
            self._waiting.popleft()  # the oldest: alarmd has long given that job up
        self._waiting.append(message)
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
            self.open = False
            kept = [message for message in self._waiting if isinstance(message, JobDone)]
            self._waiting = deque(kept)
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
            halves = [tasks.create_task(_until_lost(half)) for half in both]
            await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
            for half in halves:
                half.cancel()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        async for body in _frames(reader):
            try:
                self._sink(decode_frame(body, _DECODER))
            except FrameError as error:
                raise CameraLinkError(f"alarmd sent {error}") from error
        raise CameraLinkError("alarmd closed the socket")

    async def _speak(self, writer: asyncio.StreamWriter) -> None:
        """One at a time, so that a slow alarmd is not buried."""
        while True:
            while not self._waiting:
                self._some.clear()
                await self._some.wait()
            try:
                writer.write(encode_frame(self._waiting[0]))
                await writer.drain()
            except OSError as error:
                raise CameraLinkError("alarmd closed the socket") from error
            self._waiting.popleft()


async def _until_lost(half: Coroutine[None, None, None]) -> None:
    try:
        await half
    except CameraLinkError as lost:
        LOG.warning("no link to alarmd: %s", lost)


async def _frames(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    frames = FrameReader()
    try:
        while data := await reader.read(CHUNK_BYTES):
            for body in frames.feed(data):
                yield body
    except (FrameError, OSError) as error:
        raise CameraLinkError(str(error)) from error
