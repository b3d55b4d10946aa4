"""picamera2 beneath the real driver: the calls that the driver makes, with the rules of picamera2 0.3.38.

What the real one refuses is refused here with the same exception and the same words (read in its source, 0.3.38:
``picamera2.py``, ``controls.py``), and what the driver never calls does not exist. Its signatures are held against the
record of the real ones (tests/drivers/camera/picamera2.json).
"""

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
NOTHING: Mapping[str, Any] = MappingProxyType({})  # the real defaults are empty dictionaries
NOISE = bytes(range(251)) * 40
FORMATS = {"RGB888", "BGR888", "XRGB8888", "XBGR8888", "YUV420"}


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

    def __init__(self, camera_num=0, verbose_console=None, tuning=None, allocator=None) -> None:  # type: ignore[no-untyped-def]
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

    def create_video_configuration(  # type: ignore[no-untyped-def]
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

    def configure(self, camera_config=None) -> None:  # type: ignore[no-untyped-def]
        """Configures it; not while it runs."""
        if self._started:
            raise RuntimeError("Camera must be stopped before configuring")
        if not isinstance(camera_config, dict) or "main" not in camera_config:
            raise TypeError("Invalid type for `camera_config` given")
        main = camera_config["main"]
        if any(length % 2 for length in main["size"]):
            raise RuntimeError("width and height should be even")
        if main["format"] not in FORMATS:
            raise RuntimeError(f"Bad format {main['format']} in stream main")
        unknown = set(camera_config["controls"]) - set(self.camera_controls)
        if unknown:
            raise RuntimeError(f"Control {unknown.pop()} is not advertised by libcamera")
        self._config = camera_config

    def start(self, config=None, show_preview=False) -> None:  # type: ignore[no-untyped-def]
        """Starts it; a second time changes nothing."""
        del show_preview
        if config is not None:
            self.configure(config)
        if not self._config:
            raise RuntimeError("Camera has not been configured")
        self._started = True

    def capture_file(  # type: ignore[no-untyped-def]
        self, file_output: BinaryIO, name="main", format=None, wait=None, signal_function=None, exif_data=None
    ) -> dict[str, Any]:
        """The next frame as a file; waits for ever on a camera that was not started, as the real one does."""
        del signal_function, exif_data
        answer = self.lens.ask(self._number)
        if not self._started or answer.scene is None:
            # Neither a camera that was not started nor one whose ribbon came off gives a frame; the real one waits.
            time.sleep(FOR_EVER_S if wait is None else wait)
            raise TimeoutError
        if format is None:
            raise ValueError("unknown file extension: ")
        file_output.write(self._exposed(answer.scene, self._config[name]["size"]))
        return {"SensorTimestamp": 0}

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
