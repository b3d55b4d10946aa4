"""The simulator's picamera2 keeps the real one's rules; its signatures are compared in tests/drivers/camera."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from hw_sim.camera import picamera2
from hw_sim.camera.lens import Answer, Lens
from hw_sim.camera.picamera2 import NOISE, Picamera2
from hw_sim.camera.scene import Fault, Room, Scene

HALL = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12)


class Fixed(Lens):
    """A lens before which always the same stands."""

    def __init__(self) -> None:
        super().__init__(Path("/nowhere"))
        self.scene: Scene | None = HALL

    def ask(self, number: int | None = None) -> Answer:
        return Answer(1, self.scene if number == 0 else None)


@pytest.fixture
def lens() -> Iterator[Fixed]:
    fixed = Fixed()
    Picamera2.lens = fixed
    yield fixed
    del Picamera2.lens
    assert "picamera2" not in sys.modules or sys.modules["picamera2"] is not picamera2


def running(size: tuple[int, int] = (320, 240)) -> Picamera2:
    camera = Picamera2(0)
    camera.configure(camera.create_video_configuration(main={"size": size, "format": "RGB888"}))
    camera.start()
    return camera


def frame(camera: Picamera2) -> bytes:
    into = io.BytesIO()
    camera.capture_file(into, format="jpeg", wait=0)
    return into.getvalue()


def test_it_takes_pictures_of_the_size_it_was_configured_to(lens: Fixed) -> None:
    assert Image.open(io.BytesIO(frame(running()))).size == (320, 240)
    assert [each["Num"] for each in Picamera2.global_camera_info()] == [0]


def test_what_the_real_one_refuses_it_refuses(lens: Fixed) -> None:
    with pytest.raises(RuntimeError, match="No camera number 3"):
        Picamera2(3)
    camera = Picamera2(0)
    with pytest.raises(RuntimeError, match="has not been configured"):
        camera.start()
    with pytest.raises(TypeError, match="camera_config"):
        camera.configure("preview")
    for main, why in (({"size": (321, 240)}, "even"), ({"format": "CMYK"}, "Bad format")):
        with pytest.raises(RuntimeError, match=why):
            camera.configure(camera.create_video_configuration(main=main))
    with pytest.raises(RuntimeError, match="not advertised"):
        camera.configure(camera.create_video_configuration(controls={"AfMode": 2}))
    with pytest.raises(RuntimeError, match="stopped before configuring"):
        running().configure(camera.create_video_configuration())
    camera.close()
    with pytest.raises(RuntimeError, match="not opened"):
        camera.create_video_configuration()


def test_one_that_was_not_started_or_is_pulled_out_gives_nothing_in_its_time(lens: Fixed) -> None:
    with pytest.raises(TimeoutError):
        frame(Picamera2(0))
    camera = running()
    lens.scene = None
    with pytest.raises(TimeoutError):
        frame(camera)


def test_a_cap_on_the_lens_is_black_and_a_broken_one_gives_no_picture(lens: Fixed) -> None:
    camera = running()
    lens.scene = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=Fault.BLACK)
    assert max(high for _, high in Image.open(io.BytesIO(frame(camera))).getextrema()) < 16  # type: ignore[misc]
    lens.scene = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=Fault.NOISE)
    assert frame(camera) == NOISE
