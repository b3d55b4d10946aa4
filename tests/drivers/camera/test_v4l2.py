"""A webcam through V4L2, over a kernel of the test's own that knows the order of the calls."""

import errno
import struct

import pytest
from PIL import Image

from drivers.camera import v4l2_abi as abi
from drivers.camera.jpeg import encoded, verified
from drivers.camera.v4l2 import MJPEG, YUYV, Memory, UsbCamera
from drivers.errors import CameraError

GREY = encoded(Image.new("RGB", (320, 240), (90, 90, 90)), 80)


class Device:
    """A capture device: refuses what comes in the wrong order, fills the oldest buffer it was given."""

    def __init__(self, code: str = MJPEG, frames: list[tuple[bytes, int]] | None = None, fails: int = 0) -> None:
        self.code = code
        self.frames = frames if frames is not None else [(GREY, 0)] * 20
        self.fails = fails
        self.calls: list[int] = []
        self.queued: list[int] = []
        self.memory: dict[int, bytearray] = {}
        self.streaming = False
        self.stale = 2  # frames that lay ready before anybody asked
        self.is_open = False

    def open(self, path: str) -> int:
        if self.fails:
            raise OSError(self.fails, errno.errorcode[self.fails])
        self.is_open = True
        return 5

    def close(self, device: int) -> None:
        self.is_open = False

    def wait(self, device: int, seconds: float) -> bool:
        assert self.streaming, "poll on a device that does not stream gives an error for ever"
        if seconds > 0:
            return bool(self.frames)
        self.stale -= 1
        return self.stale >= 0

    def map(self, device: int, length: int, offset: int) -> Memory:
        self.memory[offset // 4096] = bytearray(length)
        return self.memory[offset // 4096]

    def ioctl(self, device: int, request: int, argument: bytearray | bytes) -> None:
        self.calls.append(request)
        if request == abi.STREAMON:
            assert len(self.queued) == len(self.memory) > 0
            self.streaming = True
            return
        assert isinstance(argument, bytearray)
        if request == abi.QUERYCAP:
            struct.pack_into("=III", argument, 80, 1, abi.CAP_CAPTURE | abi.CAP_STREAMING, 0)
        elif request == abi.S_FMT:
            assert not self.streaming
            argument[16:20] = self.code.encode()
        elif request == abi.QUERYBUF:
            index = struct.unpack_from("=I", argument)[0]
            struct.pack_into("=I", argument, 64, index * 4096)
            struct.pack_into("=I", argument, 72, 320 * 240 * 2)
        elif request == abi.QBUF:
            index = struct.unpack_from("=I", argument)[0]
            assert index not in self.queued, "given back twice"
            self.queued.append(index)
        elif request == abi.DQBUF:
            self._fill(argument)

    def _fill(self, argument: bytearray) -> None:
        if not self.frames:
            raise OSError(errno.ENODEV, "No such device")
        index, (frame, flags) = self.queued.pop(0), self.frames.pop(0)
        self.memory[index][: len(frame)] = frame
        struct.pack_into("=I", argument, 0, index)
        struct.pack_into("=II", argument, 8, len(frame), flags)


def _opened(device: Device) -> UsbCamera:
    camera = UsbCamera("/dev/video0", 320, 240, device)
    camera.open()
    return camera


def test_a_webcam_gives_its_jpeg_frames_as_they_are() -> None:
    device = Device()
    camera = _opened(device)
    for _ in range(5):
        assert camera.grab() == GREY
    camera.close()
    assert not device.is_open


def test_frames_from_before_the_question_are_passed_over() -> None:
    old, new = b"from before", GREY
    assert _opened(Device(frames=[(old, 0), (old, 0), (new, 0)])).grab() == new


def test_a_webcam_without_a_codec_gives_yuyv_and_that_becomes_a_picture() -> None:
    frame = bytes([90, 128]) * (320 * 240)
    assert verified(_opened(Device(YUYV, [(frame, 0)] * 3)).grab())


def test_a_frame_that_was_damaged_on_its_way_is_passed_over_and_a_webcam_of_nothing_else_fails() -> None:
    torn = (b"torn", abi.FLAG_ERROR)
    assert _opened(Device(frames=[torn] * 5 + [(GREY, 0)])).grab() == GREY
    with pytest.raises(CameraError, match="damaged frames only: try another cable"):
        _opened(Device(frames=[torn] * 99)).grab()


def test_a_webcam_that_was_unplugged_and_one_that_is_silent_are_called_so() -> None:
    device = Device(frames=[(GREY, 0)])
    device.stale = 99
    with pytest.raises(CameraError, match="gives no frame: No such device; it was unplugged"):
        _opened(device).grab()
    silent = Device(frames=[])
    silent.stale = 0
    with pytest.raises(CameraError, match="has given no frame for 10 s"):
        _opened(silent).grab()


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.ENOENT, "look under /dev/v4l/by-id"), (errno.EBUSY, "another program"), (errno.EACCES, "group video")],
)
def test_what_cannot_be_opened_is_said_with_what_to_do(number: int, hint: str) -> None:
    with pytest.raises(CameraError, match=hint):
        _opened(Device(fails=number))


def test_a_webcam_that_speaks_neither_form_is_refused_with_what_it_offers() -> None:
    with pytest.raises(CameraError, match="offers H264 320x240 and H264 320x240; wanted is MJPG or YUYV"):
        _opened(Device("H264"))


def test_the_devices_of_this_computer_can_be_listed_whatever_they_are() -> None:
    assert isinstance(UsbCamera.seen(), list)
