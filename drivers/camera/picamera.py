"""Cameras on the ribbon connector, through picamera2 and libcamera.

picamera2 comes from Raspberry Pi OS and is imported only when such a camera is opened. Only what
tests/drivers/camera/picamera2.json records of its signatures is called.
"""

import io
import time
from typing import TYPE_CHECKING

from drivers.errors import CameraError

if TYPE_CHECKING:
    from picamera2 import CompletedRequest, Picamera2

BUFFERS = 2  # one is written while the other is read; each takes contiguous memory, which a Zero lacks
FRAME_S = 10.0  # beyond the patience of whoever watches this process: a second opinion, never the first
FRAME_US = 100_000  # 10 frames a second, twice what is ever asked for
QUALITY = 80
WORDS = 'source = "picamera2", device = "{number}": {model}'


class PiCamera:
    """A camera by libcamera's number."""

    def __init__(self, number: int, width: int, height: int) -> None:
        self._number = number
        self._size = (width, height)
        self._camera: Picamera2 | None = None

    def open(self) -> None:
        """Configures and starts it, once. Raises CameraError."""
        library = _library()
        try:
            there = len(library.global_camera_info())
            if self._number >= there:
                raise CameraError(f"camera {self._number} is not there: libcamera sees {there}; check the ribbon cable")
            camera = library(self._number)
            self._camera = camera
            camera.options["quality"] = QUALITY
            slow = {"FrameDurationLimits": (FRAME_US, FRAME_US)} if _may_slow(camera) else {}
            main = {"size": self._size, "format": "RGB888"}
            # queue=False: else a frame waits, finished, for whoever asks next, and may be minutes old.
            made = camera.create_video_configuration(
                main=main, raw=None, buffer_count=BUFFERS, controls=slow, queue=False
            )
            camera.configure(made)
            camera.start()
        except (RuntimeError, OSError, IndexError, KeyError, ValueError) as error:
            raise CameraError(f"camera {self._number} does not start: {error}") from error

    def grab(self) -> bytes:
        """The first frame that was begun after this call. Raises CameraError."""
        asked_ns = time.monotonic_ns()
        try:
            for _ in range(BUFFERS):
                if frame := self._next_frame(asked_ns):
                    return frame
            # Whatever the clocks say: its buffer was given to the camera after the question.
            return self._next_frame(0)
        except (RuntimeError, OSError, KeyError, ValueError, TimeoutError) as error:
            raise CameraError(f"camera {self._number} gives no frame: {str(error) or type(error).__name__}") from error

    def _next_frame(self, since_ns: int) -> bytes:
        """The frame that is finished next; empty if it was begun before then.

        picamera2's own ``flush`` would do, but ends in a KeyError with cameras that tell no exposure.
        """
        assert self._camera is not None, "opened first"
        into = io.BytesIO()
        request = self._camera.capture_request(wait=FRAME_S)
        try:
            if _begun_ns(request) >= since_ns:
                request.save("main", into, format="jpeg")
        finally:
            request.release()
        return into.getvalue()

    def close(self) -> None:
        """Lets go of it; the process ends soon after, which leaves nothing behind."""
        if self._camera is not None:
            self._camera.close()
            self._camera = None

    @staticmethod
    def seen() -> list[str]:
        """The cameras libcamera sees; what is missing when it cannot be asked."""
        try:
            found = _library().global_camera_info()
        except CameraError as error:
            return [f"picamera2: {error}"]
        return [WORDS.format(number=each["Num"], model=each.get("Model", "unknown")) for each in found]


def _library() -> "type[Picamera2]":
    try:
        from picamera2 import Picamera2
    except ImportError as error:
        raise CameraError(f"picamera2 cannot be imported ({error}): apt install python3-picamera2") from error
    return Picamera2


def _begun_ns(request: "CompletedRequest") -> int:
    """When the first row was begun: the stamp is of its end."""
    about = request.get_metadata()
    return int(about["SensorTimestamp"]) - 1_000 * int(about.get("ExposureTime", 0))


def _may_slow(camera: "Picamera2") -> bool:
    """Whether the frame rate can be set: not with every camera, and libcamera refuses what it did not offer."""
    return "FrameDurationLimits" in camera.camera_controls
