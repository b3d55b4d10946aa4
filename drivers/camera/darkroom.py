"""From a frame to a sealed picture on the disk, with its small copy, told to alarmd."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec

from comms.errors import PictureError
from comms.keys import KeyFile
from comms.pictures import About, seal
from drivers.camera.jpeg import thumbnail, verified
from drivers.camera.ring import Frame
from drivers.camera.store import PictureStore
from drivers.errors import NoPictureError, PictureStoreError
from panel.api import CameraToPanel, StoreIs, Taken

LOG = logging.getLogger("camerad.darkroom")

ID_BYTES = 12  # 16 characters: two pictures of one id never meet
RETRY_S = 5.0  # of a disk that was full, until there is room again


class Occasion(msgspec.Struct, frozen=True):
    """What a frame was taken for. ``index``: its place around the moment of the job."""

    job: str
    camera: str
    index: int


class Darkroom:
    """Develops frames for those who may read them. The disk and the decoding hold nobody else up."""

    def __init__(
        self,
        panel: str,
        store: PictureStore,
        clocks: tuple[Callable[[], int], Callable[[], int]],
        say: Callable[[CameraToPanel], None],
    ) -> None:
        """``clocks``: monotonic and wall time in milliseconds."""
        self.readers: Mapping[str, KeyFile] = {}
        self.state = StoreIs(up=True)
        self._panel = panel
        self._store = store
        self._now_ms, self._wall_ms = clocks
        self._say = say
        self._one_at_a_time = asyncio.Lock()
        self._failed = asyncio.Event()

    async def develop(self, frame: Frame, occasion: Occasion) -> str:
        """Keeps a frame and its small copy; empty when both are kept, else why not."""
        known = About(
            panel=self._panel,
            picture=secrets.token_urlsafe(ID_BYTES),
            camera=occasion.camera,
            job=occasion.job,
            at_ms=max(0, self._wall_ms() - (self._now_ms() - frame.at_ms)),
            index=occasion.index,
        )
        async with self._one_at_a_time:
            try:
                small, whole = await asyncio.to_thread(self._developed, frame.jpeg, known)
            except (NoPictureError, PictureError, ValueError) as error:
                LOG.warning("%s: %s", occasion.camera, error)
                return str(error)
            except PictureStoreError as error:
                self._store_is(StoreIs(up=False, detail=str(error)))
                return str(error)
        self._store_is(StoreIs(up=True))
        self._say(small)
        self._say(whole)
        return ""

    async def tend(self, every_s: float) -> None:
        """Erases what has lain long enough, and notices when a full disk has room again; until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(every_s if self.state.up else RETRY_S):
                    await self._failed.wait()
            self._failed.clear()
            async with self._one_at_a_time:
                try:
                    await asyncio.to_thread(self._tended)
                except PictureStoreError as error:
                    self._store_is(StoreIs(up=False, detail=str(error)))
                else:
                    self._store_is(StoreIs(up=True))

    async def apart(self, work: Callable[[], object]) -> None:
        """Does something with the store while nothing is being written. What the disk refuses is a trouble."""
        async with self._one_at_a_time:
            try:
                await asyncio.to_thread(work)
            except PictureStoreError as error:
                self._store_is(StoreIs(up=False, detail=str(error)))

    def _developed(self, jpeg: bytes, known: About) -> tuple[Taken, Taken]:
        plain = verified(jpeg)
        small = msgspec.structs.replace(known, picture=f"{known.picture}t", thumb=True)
        now_ms = known.at_ms
        sealed_small, sealed = seal(thumbnail(plain), small, self.readers), seal(plain, known, self.readers)
        return self._store.keep(sealed_small, small, now_ms), self._store.keep(sealed, known, now_ms)

    def _tended(self) -> None:
        self._store.try_writing()
        self._store.sweep(self._wall_ms())

    def _store_is(self, state: StoreIs) -> None:
        if state != self.state:
            LOG.log(logging.INFO if state.up else logging.WARNING, "%s", state.detail or "pictures can be kept again")
            self.state = state
            self._say(state)
            if not state.up:
                self._failed.set()
