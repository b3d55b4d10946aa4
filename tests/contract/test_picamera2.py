"""picamera2 as the driver knows it: one contract for the simulator's and for the real one, at the kernel's camera."""

import io
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from hw_sim.camera import picamera2
from tests.support.lenses import Fixed

BUFFERS = 2
BUFFERS_MOST = 8  # a pipeline may need a few more than asked for, vimc's does
MAIN = {"size": (320, 240), "format": "RGB888"}


def kinds() -> list[str]:
    """The libraries that this machine has; tests/hil/lane.sh makes one that has the real one and a camera."""
    return ["simulated", *(["kernel"] if "SERENO_VIMC" in os.environ else [])]


@pytest.fixture(params=kinds())
def library(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The module, with one camera to be had."""
    if request.param == "kernel":
        import picamera2 as real

        yield real
        return
    picamera2.Picamera2.lens = Fixed()
    yield picamera2
    del picamera2.Picamera2.lens


@pytest.fixture
def camera(library: Any) -> Iterator[Any]:
    """Number 0, opened; let go of afterwards, for there is one only."""
    opened = library.Picamera2(0)
    yield opened
    opened.close()


def configured(camera: Any, **keys: Any) -> Any:
    made = camera.create_video_configuration(
        main={**MAIN, **keys}, raw=None, buffer_count=BUFFERS, controls={}, queue=False
    )
    camera.configure(made)
    return camera


def _until_nothing_comes(camera: Any) -> list[Any]:
    held: list[Any] = []
    while len(held) < BUFFERS_MOST:
        try:
            held.append(camera.capture_request(wait=3.0))
        except TimeoutError:
            break
    return held


def test_there_is_one_camera_and_it_has_the_number_nought(library: Any) -> None:
    (there,) = library.Picamera2.global_camera_info()
    assert there["Num"] == 0
    assert isinstance(there["Model"], str)


def test_a_camera_that_is_not_there_cannot_be_opened(library: Any) -> None:
    with pytest.raises(RuntimeError, match="No camera number 3 found"):
        library.Picamera2(3)


def test_once_started_it_gives_jpegs_of_the_size_and_quality_asked_for(camera: Any) -> None:
    configured(camera).start()
    sizes = []
    for quality in (90, 30):
        camera.options["quality"] = quality
        into = io.BytesIO()
        request = camera.capture_request(wait=20.0)
        request.save("main", into, format="jpeg")
        request.release()
        picture = Image.open(io.BytesIO(into.getvalue()))
        picture.load()
        assert (picture.format, picture.size) == ("JPEG", (320, 240))
        sizes.append(len(into.getvalue()))
    assert sizes[1] < sizes[0]


def test_a_request_says_when_its_frame_was_taken_and_each_is_of_a_later_one(camera: Any) -> None:
    asked_ns = time.monotonic_ns()
    configured(camera).start()
    stamps = [asked_ns]
    for _ in range(3):
        request = camera.capture_request(wait=20.0)
        stamps.append(request.get_metadata()["SensorTimestamp"])
        request.release()
    assert stamps == sorted(set(stamps))
    assert stamps[-1] <= time.monotonic_ns()


def test_a_request_is_released_once_and_those_that_are_not_leave_the_camera_without_buffers(camera: Any) -> None:
    configured(camera).start()
    first = camera.capture_request(wait=20.0)
    first.release()
    with pytest.raises(RuntimeError, match="negative ref_count"):
        first.release()
    held = _until_nothing_comes(camera)
    assert BUFFERS <= len(held) < BUFFERS_MOST
    for request in held:  # libcamera may fall over when it is closed under somebody's hands
        request.release()


def test_a_request_saves_only_what_was_configured_and_in_a_format_that_is_named(camera: Any) -> None:
    configured(camera).start()
    request = camera.capture_request(wait=20.0)
    with pytest.raises(RuntimeError, match="Stream 'lores' is not defined"):
        request.save("lores", io.BytesIO(), format="jpeg")
    with pytest.raises(RuntimeError, match="Cannot determine format to save"):
        request.save("main", io.BytesIO())
    request.release()


def test_a_configuration_that_cannot_be_is_refused(camera: Any) -> None:
    with pytest.raises(RuntimeError, match="Bad format CMYK in stream main"):
        configured(camera, format="CMYK")
    with pytest.raises(TypeError, match="Invalid type for `camera_config` given"):
        camera.configure(5)
    with pytest.raises(RuntimeError, match="not advertised"):
        camera.configure(camera.create_video_configuration(main=MAIN, raw=None, controls={"AfMode": 2}))


def test_one_that_runs_is_not_configured_anew_and_may_be_started_again(camera: Any) -> None:
    configured(camera).start()
    with pytest.raises(RuntimeError, match="Camera must be stopped before configuring"):
        configured(camera)
    camera.start()
    camera.stop()
    camera.stop()
    configured(camera).start()


def test_whether_the_frame_rate_can_be_set_is_said_by_the_controls(camera: Any) -> None:
    offered = "FrameDurationLimits" in camera.camera_controls
    asked = camera.create_video_configuration(main=MAIN, raw=None, controls={"FrameDurationLimits": (100_000, 100_000)})
    if offered:
        camera.configure(asked)
    else:
        with pytest.raises(RuntimeError, match="not advertised"):
            camera.configure(asked)


def test_one_that_was_not_started_gives_nothing_in_its_time(camera: Any) -> None:
    with pytest.raises(TimeoutError):
        configured(camera).capture_request(wait=0.1)


def test_one_that_was_closed_makes_no_configuration_and_may_be_closed_again(library: Any) -> None:
    closed = library.Picamera2(0)
    closed.close()
    closed.close()
    with pytest.raises(RuntimeError, match="not opened"):
        closed.create_video_configuration()


def test_the_simulator_s_is_never_taken_for_the_real_one() -> None:
    assert sys.modules.get("picamera2") is not picamera2
