"""Webcams on USB, through the kernel's V4L2: frames as MJPEG or YUYV in buffers that the driver fills.

A dozen requests by ``fcntl.ioctl``; the decision is in docs/decisions (cameras). ``Kernel`` is what they go through, so
that tests can stand where the kernel does.
"""

import errno
import fcntl
import mmap
import os
import select
import time
from pathlib import Path
from typing import Protocol

from drivers.camera import v4l2_abi as abi
from drivers.camera.jpeg import from_yuyv
from drivers.errors import CameraError

Memory = mmap.mmap | bytearray

BUFFERS = 2
FRAME_S = 10.0  # as in picamera: longer than whoever watches this process waits
MJPEG, YUYV = "MJPG", "YUYV"
TORN_MAX = 10  # frames in a row that the driver itself marks as damaged
DEVICES = Path("/dev")
WORDS = 'source = "v4l2", device = "{path}": {card} ({bus})'
_HINTS = {
    errno.ENOENT: "it is not plugged in, or it has another name since: look under /dev/v4l/by-id",
    errno.EBUSY: "another program has it open: end that",
    errno.EACCES: "no right to it: the user of camerad must be in the group video",
    errno.ENODEV: "it was unplugged",
}


class Kernel(Protocol):
    """The system calls of a capture device."""

    def open(self, path: str) -> int: ...
    def ioctl(self, device: int, request: int, argument: bytearray | bytes) -> None: ...
    def map(self, device: int, length: int, offset: int) -> Memory: ...
    def wait(self, device: int, seconds: float) -> bool: ...
    def close(self, device: int) -> None: ...


class Linux:
    """Those of the running system."""

    def open(self, path: str) -> int:
        """Opens a device without waiting. Raises OSError."""
        return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def ioctl(self, device: int, request: int, argument: bytearray | bytes) -> None:
        """One request; its answer takes the argument's place. Raises OSError."""
        fcntl.ioctl(device, request, argument)

    def map(self, device: int, length: int, offset: int) -> Memory:
        """A buffer of the driver's, in our memory. Raises OSError."""
        return mmap.mmap(device, length, mmap.MAP_SHARED, mmap.PROT_READ, offset=offset)

    def wait(self, device: int, seconds: float) -> bool:
        """Whether a frame is there, or something is wrong, within so many seconds."""
        poll = select.poll()
        poll.register(device, select.POLLIN)
        return bool(poll.poll(max(0, seconds) * 1000))

    def close(self, device: int) -> None:
        """Gives everything back."""
        os.close(device)


class UsbCamera:
    """A webcam by its device file."""

    def __init__(self, path: str, width: int, height: int, kernel: Kernel | None = None) -> None:
        self._path = path
        self._kernel = kernel or Linux()
        self._wanted = (width, height)
        self._device: int | None = None
        self._form = abi.Picture(width, height, MJPEG)
        self._memory: list[Memory] = []

    def open(self) -> None:
        """Opens, configures and starts it, once. Raises CameraError."""
        try:
            self._device = self._kernel.open(self._path)
            found = abi.capability(self._ask(abi.QUERYCAP, abi.room_for_capability()))
            if not found.captures:
                raise CameraError(f"{self._path} ({found.card}) gives no pictures: a webcam has several device files")
            self._form = self._format()
            self._map_buffers()
            self._ask(abi.STREAMON, abi.TYPE)
        except OSError as error:
            raise self._failed("does not start", error) from error

    def grab(self) -> bytes:
        """The first frame that was begun after this call. Raises CameraError."""
        until = time.monotonic() + FRAME_S
        try:
            while self._kernel.wait(self._opened, 0):  # what lay ready is older than the question
                self._give_back(self._taken())
            for _ in range(TORN_MAX):
                if not self._kernel.wait(self._opened, until - time.monotonic()):
                    raise CameraError(f"{self._path} has given no frame for {FRAME_S:.0f} s")
                taken = self._taken()
                frame = bytes(memoryview(self._memory[taken.index])[: taken.used])
                self._give_back(taken)
                if not taken.flags & abi.FLAG_ERROR:
                    return frame if self._form.code == MJPEG else from_yuyv(frame, self._form.width, self._form.height)
        except OSError as error:
            raise self._failed("gives no frame", error) from error
        raise CameraError(f"{self._path} gives damaged frames only: try another cable or port")

    def close(self) -> None:
        """Lets go of it."""
        if self._device is not None:
            self._kernel.close(self._device)
            self._device, self._memory = None, []

    @staticmethod
    def seen() -> list[str]:
        """The capture devices of this computer."""
        kernel, lines = Linux(), []
        for path in sorted(DEVICES.glob("video*")):
            try:
                device = kernel.open(str(path))
            except OSError as error:
                lines.append(f"{path}: {error.strerror}")
                continue
            try:
                room = abi.room_for_capability()
                kernel.ioctl(device, abi.QUERYCAP, room)
                found = abi.capability(bytes(room))
            except OSError:
                continue  # no video device at all
            finally:
                kernel.close(device)
            if found.captures:
                lines.append(WORDS.format(path=path, card=found.card, bus=found.bus))
        return lines

    @property
    def _opened(self) -> int:
        assert self._device is not None, "opened first"
        return self._device

    def _ask(self, request: int, argument: bytearray | bytes) -> bytes:
        self._kernel.ioctl(self._opened, request, argument)
        return bytes(argument)

    def _format(self) -> abi.Picture:
        """MJPEG where it can be had: YUYV fills a USB 2 bus with two cameras. Raises CameraError."""
        width, height = self._wanted
        found: list[str] = []
        for code in (MJPEG, YUYV):
            form = abi.granted(self._ask(abi.S_FMT, abi.wanted(abi.Picture(width, height, code))))
            if form.code == code and form.width <= width and form.height <= height:
                return form
            found.append(f"{form.code} {form.width}x{form.height}")
        raise CameraError(
            f"{self._path} offers {' and '.join(found)}; wanted is {MJPEG} or {YUYV} of at most {width}x{height}"
        )

    def _map_buffers(self) -> None:
        count = abi.buffers_granted(self._ask(abi.REQBUFS, abi.buffers(BUFFERS)))
        for index in range(count):
            made = abi.buffer_answered(self._ask(abi.QUERYBUF, abi.buffer(index)))
            self._memory.append(self._kernel.map(self._opened, made.length, made.offset))
            self._ask(abi.QBUF, abi.buffer(index))

    def _taken(self) -> abi.Buffer:
        return abi.buffer_answered(self._ask(abi.DQBUF, abi.buffer(0)))

    def _give_back(self, taken: abi.Buffer) -> None:
        self._ask(abi.QBUF, abi.buffer(taken.index))

    def _failed(self, what: str, error: OSError) -> CameraError:
        hint = _HINTS.get(error.errno or 0, "")
        return CameraError(f"{self._path} {what}: {error.strerror or error}{'; ' + hint if hint else ''}")
