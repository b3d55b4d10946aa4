"""picamera2 beneath the real driver: the calls that the driver makes, with the rules of picamera2 0.3.38.

What the real one refuses is refused here with the same exception and the same words, and what the driver never calls
does not exist. tests/contract holds both to one contract, and the signatures to the record of the real ones
(tests/drivers/camera/picamera2.json). Frames come one every tenth of a second, whoever asks: the one under way at the
question was begun before it.
"""

# The signatures are the real one's, which name no types for most of their parameters.
# mypy: disable-error-code="no-untyped-def"

import io
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, BinaryIO, ClassVar

from PIL import Image

from hw_sim.camera.lens import Lens
from hw_sim.camera.rooms import drawn
from hw_sim.camera.scene import Fault, Scene

FOR_EVER_S = 3_600.0
FRAME_NS = 100_000_000
EXPOSURE_US = 10_000
NOTHING: Mapping[str, Any] = MappingProxyType({})  # the real defaults are empty dictionaries
NOISE = bytes(range(251)) * 40
FORMATS = {"RGB888", "BGR888", "XRGB8888", "XBGR8888", "YUV420"}


class CompletedRequest:
    """One frame, in a buffer that the camera lacks until it is released."""

    def __init__(self, camera: "Picamera2", jpeg: bytes, begun_ns: int) -> None:
        self._camera = camera
        self._jpeg = jpeg
        self._begun_ns = begun_ns
        self._held = True

    def get_metadata(self) -> dict[str, Any]:
        """What is known of it."""
        return {"SensorTimestamp": self._begun_ns + EXPOSURE_US * 1_000, "ExposureTime": EXPOSURE_US}

    def save(self, name: str, file_output: BinaryIO, format=None, exif_data=None) -> None:
        """Writes it as a file."""
        del exif_data
        if name != "main":
            raise RuntimeError(f"Stream {name!r} is not defined")
        if format is None:
            raise RuntimeError("Cannot determine format to save")
        file_output.write(self._jpeg)

    def release(self) -> None:
        """Gives the buffer back, once."""
        if not self._held:
            raise RuntimeError("CompletedRequest: lock now has negative ref_count")
        self._held = False
        self._camera.give_back()


class Picamera2:
    """One camera. ``lens`` is set once, by whoever puts this module in picamera2's place."""

    lens: ClassVar[Lens]

    @staticmethod
    def global_camera_info() -> list[dict[str, Any]]:
        """The cameras there are."""
        there = Picamera2.lens.ask().cameras
        return [
            {"Model": "simulated", "Location": 2, "Rotation": 0, "Id": f"/sim/{num}", "Num": num}
            for num in range(there)
        ]

    def __init__(self, camera_num=0, verbose_console=None, tuning=None, allocator=None) -> None:
        del verbose_console, tuning, allocator
        if self.lens.ask(camera_num).scene is None:
            hint = 'use "rpicam-hello --list-cameras" to check connected cameras'
            raise RuntimeError(f"No camera number {camera_num} found - {hint}")
        self.options: dict[str, Any] = {}
        self.camera_controls: dict[str, Any] = {"FrameDurationLimits": (33_333, 120_000, None)}
        self._number = int(camera_num)
        self._open = True
        self._started = False
        self._config: dict[str, Any] = {}
        self._free = 0
        self._given_ns = 0

    def create_video_configuration(
        self,
        main=NOTHING,
        lores=None,
        raw=NOTHING,
        transform=None,
        colour_space=None,
        buffer_count=6,
        controls=NOTHING,
        display="main",
        encode="main",
        queue=True,
        sensor=NOTHING,
        use_case="video",
    ) -> dict[str, Any]:
        """A configuration; nothing is configured by it yet."""
        del transform, display, encode, sensor
        if not self._open:
            raise RuntimeError("Camera not opened")
        return {
            "use_case": use_case,
            "colour_space": colour_space,
            "buffer_count": buffer_count,
            "queue": queue,
            "main": {"format": "XBGR8888", "size": (1280, 720), "preserve_ar": True, **main},
            "lores": lores,
            "raw": raw,
            "controls": {"FrameDurationLimits": (33_333, 33_333), **controls},
        }

    def configure(self, camera_config=None) -> None:
        """Configures it; not while it runs."""
        if self._started:
            raise RuntimeError("Camera must be stopped before configuring")
        if not isinstance(camera_config, dict) or "main" not in camera_config:
            raise TypeError("Invalid type for `camera_config` given")
        main = camera_config["main"]
        if main["format"] not in FORMATS:
            raise RuntimeError(f"Bad format {main['format']} in stream main")
        unknown = set(camera_config["controls"]) - set(self.camera_controls)
        if unknown:
            raise RuntimeError(f"Control {unknown.pop()} is not advertised by libcamera")
        self._config = camera_config
        self._free = camera_config["buffer_count"]

    def start(self, config=None, show_preview=False) -> None:
        """Starts it; a second time changes nothing."""
        del show_preview
        if config is not None:
            self.configure(config)
        # The real one starts unconfigured in a configuration of its own choice; no driver of ours may want that.
        assert self._config, "configured first"
        if not self._started:
            self._given_ns = time.monotonic_ns() - FRAME_NS  # no frame was begun before it
        self._started = True

    def capture_request(self, wait=None, signal_function=None, flush=None) -> CompletedRequest:
        """The frame that is finished next; waits for ever on a camera that was not started, as the real one does."""
        del signal_function, flush
        answer = self.lens.ask(self._number)
        if not self._started or not self._free or answer.scene is None:
            # Neither a camera that was not started, nor one without a free buffer, nor one whose ribbon came off.
            time.sleep(FOR_EVER_S if wait is None else wait)
            raise TimeoutError
        now_ns = time.monotonic_ns()
        begun_ns = self._given_ns = max(now_ns - now_ns % FRAME_NS, self._given_ns + FRAME_NS)
        jpeg = self._exposed(answer.scene, self._config["main"]["size"])
        time.sleep(max(0, begun_ns + FRAME_NS - time.monotonic_ns()) / 1e9)
        self._free -= 1
        return CompletedRequest(self, jpeg, begun_ns)

    def give_back(self) -> None:
        """A buffer is free again: called by its frame."""
        self._free += 1

    def stop(self) -> None:
        """Stops it; once more changes nothing."""
        self._started = False

    def close(self) -> None:
        """Lets go of it."""
        self.stop()
        self._open = False
        self._config = {}

    def _exposed(self, scene: Scene, size: tuple[int, int]) -> bytes:
        if scene.fault is Fault.NOISE:
            return NOISE
        image = Image.new("RGB", size, (2, 2, 2)) if scene.fault is Fault.BLACK else drawn(scene, *size)
        into = io.BytesIO()
        image.save(into, "jpeg", quality=self.options.get("quality", 90))
        return into.getvalue()
