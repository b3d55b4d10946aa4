"""One camera as camerad has it: its process, the frames of the last seconds, and whether it works."""

import asyncio
import logging
import os
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from drivers.camera.eye import arguments
from drivers.camera.eye_wire import ASK, HEAD, Kind, WireError, head
from drivers.camera.jpeg import look
from drivers.camera.judge import FRAME_MS, START_MS, Judge, leaks
from drivers.camera.ring import Frame, Ring
from drivers.errors import CameraError, NoPictureError
from panel.config.model import CameraConfig

LOG = logging.getLogger("camerad.watch")

PROBE_MS = 60_000  # under privacy: one frame, looked at by nobody and dropped, so that a covered lens is noticed
LINGER_MS = 15_000  # a camera that a job woke stays awake for the next one
EYE = ("-m", "drivers.camera.eye")
END_S = 0.2

Told = Callable[[str, bool, str], None]


class Watch:
    """Keeps one camera running, or resting; gives frames to jobs. ``tell`` hears of each change: name, up, why not."""

    def __init__(self, camera: CameraConfig, command: Sequence[str], now_ms: Callable[[], int], tell: Told) -> None:
        self.camera = camera
        self.judge = Judge()
        self.ring = Ring(camera.before, 1_000 // camera.before_fps)
        self._command = (*command, *arguments(camera))
        self._now_ms = now_ms
        self._tell = tell
        self._private = True
        self._shed = False
        self._wanted: list[asyncio.Future[Frame]] = []
        self._change = asyncio.Event()
        self._used_ms = -LINGER_MS
        self._probed_ms = -PROBE_MS
        self._pid: int | None = None

    @property
    def pid(self) -> int | None:
        """The process that holds the camera, if there is one."""
        return self._pid

    @property
    def looking(self) -> bool:
        """Whether frames are held in memory now."""
        return not self._private and not self._shed and self.camera.before > 0

    def privacy(self, on: bool) -> None:
        """No frames are held, and what was held is gone."""
        self._private = on
        if on:
            self.ring.clear()
        self._change.set()

    def shed(self, on: bool) -> None:
        """The camera is off until a job wants it."""
        self._shed = on
        if on:
            self.ring.clear()
        self._change.set()

    async def frame(self, until_ms: int) -> Frame | None:
        """A frame that is begun from now on; None when there is none in time."""
        wish: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._wanted.append(wish)
        self._change.set()
        try:
            async with asyncio.timeout(max(0, until_ms - self._now_ms()) / 1_000):
                return await wish
        except TimeoutError:
            return None
        finally:
            if wish in self._wanted:
                self._wanted.remove(wish)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            while self._resting():
                await self._next_change(None)
            try:
                await self._live()
                self.judge = self.judge.rested()
            except (CameraError, WireError) as error:
                self._judged(self.judge.failed(str(error)))
                await asyncio.sleep(self.judge.back_off_ms / 1_000)

    def _resting(self) -> bool:
        return self._shed and not self._wanted and self._now_ms() - self._used_ms >= LINGER_MS

    async def _live(self) -> None:
        """One life of the camera's process; returns when it shall rest or be replaced.

        Raises CameraError, WireError.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            process = _begun(self._command, theirs)
        self._pid = process.pid
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            await self._answer(reader, START_MS, "does not start")
            while not self._resting() and not leaks(resident_kib(process.pid)):
                await self._next_change(self._due_ms())
                if self._wanted or self._due_ms() <= self._now_ms():
                    await self._one_frame(reader, writer)
        finally:
            writer.close()
            self._pid = None
            _end(process)

    def _due_ms(self) -> int:
        """When the next frame is wanted that no job asks for."""
        if self.looking:
            return self.ring.due_ms(self._now_ms())
        return max(self._probed_ms + PROBE_MS, self._used_ms + LINGER_MS if self._shed else 0)

    async def _one_frame(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wishes, self._wanted = self._wanted, []
        try:
            writer.write(ASK)
            body = await self._answer(reader, FRAME_MS, "hangs")
            frame = Frame(self._now_ms(), body)
            self._judged(self.judge.saw(frame.at_ms, look(body)))
        except NoPictureError as error:
            self._wanted = wishes + self._wanted
            self._judged(self.judge.spoiled(str(error)))
            self._probed_ms = self._now_ms()
            await asyncio.sleep(0.1)  # of noise there is no end
            return
        except (CameraError, WireError, OSError):
            self._wanted = wishes + self._wanted
            raise
        self._probed_ms = frame.at_ms
        if self.looking:
            self.ring.add(frame)
        for wish in wishes:
            self._used_ms = frame.at_ms
            if not wish.done():
                wish.set_result(frame)

    async def _answer(self, reader: asyncio.StreamReader, patience_ms: int, complaint: str) -> bytes:
        try:
            async with asyncio.timeout(patience_ms / 1_000):
                kind, length = head(await reader.readexactly(HEAD))
                body = await reader.readexactly(length)
        except TimeoutError:
            raise CameraError(f"{complaint}: nothing from it for {patience_ms // 1_000} s") from None
        except (asyncio.IncompleteReadError, OSError):
            raise CameraError("its process ended by itself; its log says why") from None
        if kind is Kind.WRONG:
            raise CameraError(body.decode("utf-8", errors="replace"))
        return body

    async def _next_change(self, until_ms: int | None) -> None:
        if self._wanted:
            return
        self._change.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(None if until_ms is None else max(0, until_ms - self._now_ms()) / 1_000):
                await self._change.wait()

    def _judged(self, judge: Judge) -> None:
        before, self.judge = self.judge, judge
        if (before.up, before.detail) != (judge.up, judge.detail):
            LOG.log(logging.INFO if judge.up else logging.WARNING, "%s: %s", self.camera.name, judge.detail or "up")
            self._tell(self.camera.name, judge.up, judge.detail)


def _begun(command: Sequence[str], way: socket.socket) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=way.fileno())


def _end(process: subprocess.Popen[bytes]) -> None:
    """At once. A process in the kernel's hands may outlive SIGKILL for a while; then it is the kernel's to bury."""
    process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_S)


def resident_kib(pid: int) -> int:
    """How much memory a process holds; 0 when it is gone, which others notice."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGESIZE") // 1024
