"""The driver of the ribbon connector makes only calls that the real picamera2 takes, and says what is missing."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from drivers.camera.jpeg import look, verified
from drivers.camera.picamera import PiCamera
from drivers.errors import CameraError
from hw_sim.camera import picamera2
from hw_sim.camera.lens import Answer, Lens
from hw_sim.camera.scene import Cameras, Fault
from tests.support.camerad import NOON, config


class Direct(Lens):
    """The lens without its socket."""

    def __init__(self, cameras: Cameras) -> None:
        super().__init__(Path("/nowhere"))
        self.cameras = cameras

    def ask(self, number: int | None = None) -> Answer:
        there = self.cameras.plugged()
        name = None if number is None else self.cameras.by_number(number)
        if name is None:
            return Answer(there)
        now: datetime = NOON
        return Answer(there, self.cameras.scene(name, {}, {}, now, 0))


class Lifted(Direct):
    """A cap is taken off the lens as soon as somebody has looked through it."""

    def ask(self, number: int | None = None) -> Answer:
        answer = super().ask(number)
        self.cameras.act(Fault.NONE, "hall")
        return answer


@pytest.fixture
def cameras() -> Iterator[Cameras]:
    made = Cameras(config("hall", "living"))
    picamera2.Picamera2.lens = Direct(made)
    sys.modules["picamera2"] = picamera2
    yield made
    del sys.modules["picamera2"]
    del picamera2.Picamera2.lens


def test_it_opens_in_one_fixed_configuration_and_gives_pictures_of_that_size(cameras: Cameras) -> None:
    camera = PiCamera(1, 320, 240)
    camera.open()
    assert verified(camera.grab())
    assert verified(camera.grab())
    camera.close()
    camera.close()


def test_a_camera_that_libcamera_does_not_see_is_said_with_what_to_check(cameras: Cameras) -> None:
    with pytest.raises(CameraError, match="camera 2 is not there: libcamera sees 2; check the ribbon cable"):
        PiCamera(2, 320, 240).open()
    cameras.act(Fault.UNPLUG, "hall")
    with pytest.raises(CameraError, match="camera 0 does not start: No camera number 0 found"):
        PiCamera(0, 320, 240).open()


def test_what_libcamera_refuses_is_passed_on_in_its_words(cameras: Cameras, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picamera2, "FORMATS", {"YUV420"})
    with pytest.raises(CameraError, match="camera 0 does not start: Bad format RGB888 in stream main"):
        PiCamera(0, 320, 240).open()


def test_a_frame_that_was_under_way_when_it_was_asked_for_is_not_given(cameras: Cameras) -> None:
    camera = PiCamera(0, 320, 240)
    camera.open()
    cameras.act(Fault.BLACK, "hall")
    picamera2.Picamera2.lens = Lifted(cameras)
    assert not look(camera.grab()).empty
    camera.close()


def test_a_camera_whose_clock_is_another_gives_the_frame_whose_buffer_it_got_after_the_question(
    cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = PiCamera(0, 320, 240)
    camera.open()
    monkeypatch.setattr(picamera2.CompletedRequest, "get_metadata", lambda request: {"SensorTimestamp": 1})
    assert verified(camera.grab())
    assert verified(camera.grab())
    camera.close()


def test_without_picamera2_it_says_what_to_install() -> None:
    assert "picamera2" not in sys.modules
    with pytest.raises(CameraError, match="apt install python3-picamera2"):
        PiCamera(0, 320, 240).open()
    assert "apt install python3-picamera2" in PiCamera.seen()[0]


def test_the_cameras_seen_are_shown_in_the_words_of_the_configuration(cameras: Cameras) -> None:
    assert PiCamera.seen()[1] == 'source = "picamera2", device = "1": simulated'
