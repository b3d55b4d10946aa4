"""Puts the pictures' policy to work: reads sealed files beside the loop, hands what goes out to the transport."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

from comms import picture_policy as policy
from comms.errors import PictureError
from comms.picture_documents import Chunk, cut, encode_chunk
from comms.picture_files import read_sealed
from panel.api import Carried, FileGone

LOG = logging.getLogger("comms.pictures")


class PictureCarrier:
    """``publish`` takes a token and a body for the topic of pictures; ``gone`` tells alarmd of a lost file."""

    def __init__(self, folder: Path, publish: Callable[[int, bytes], None], gone: Callable[[FileGone], None]) -> None:
        self._folder = folder
        self._publish = publish
        self._gone = gone
        self._state = policy.State()
        self._inbox: asyncio.Queue[policy.Event] = asyncio.Queue()
        self._wanted: asyncio.Queue[Carried] = asyncio.Queue()
        self._sealed: dict[str, bytes] = {}

    def tell(self, event: policy.Event) -> None:
        """Something happened; it is worked off in its turn."""
        self._inbox.put_nowait(event)

    def rest(self, quiet: bool) -> None:
        """Whether reports leave room for pictures, as of now."""
        if quiet != self._state.quiet:
            self._step(policy.Quiet(quiet))  # at once: behind a queue a piece could still go before an alarm

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read())
            while True:
                self._step(await self._next_event())

    async def _next_event(self) -> policy.Event:
        due = policy.next_deadline(self._state)
        try:
            async with asyncio.timeout(None if due is None else max(0, due - _mono_ms()) / 1000):
                return await self._inbox.get()
        except TimeoutError:
            return policy.TimePassed()

    def _step(self, event: policy.Event) -> None:
        self._state, actions = policy.step(self._state, event, _mono_ms())
        for action in actions:
            self._do(action)

    def _do(self, action: policy.Action) -> None:
        match action:
            case policy.Fetch(row=row):
                self._wanted.put_nowait(row)
            case policy.Forget(picture=picture):
                self._sealed.pop(picture, None)
            case policy.SendDocument(token=token, jws=jws):
                self._publish(token, jws.encode("ascii"))
            case policy.SendChunk(token=token, picture=picture, index=index):
                piece = Chunk(picture, index, cut(self._sealed[picture], index))
                self._publish(token, encode_chunk(piece))
            case FileGone():
                LOG.warning("not carried: %s", action.detail)
                self._gone(action)

    async def _read(self) -> None:
        """A card that hangs holds up pictures and nothing else."""
        while True:
            row = await self._wanted.get()
            why = ""
            try:
                self._sealed[row.picture] = await asyncio.to_thread(read_sealed, self._folder, row)
            except PictureError as error:
                why = str(error)
            self.tell(policy.Read(row.picture, why))


def _mono_ms() -> int:
    return time.monotonic_ns() // 1_000_000
