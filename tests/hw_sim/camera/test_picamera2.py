"""What the simulator's picamera2 can be made to do and no real one; the rules both keep are in tests/contract."""

import io
import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from hw_sim.camera import picamera2
from hw_sim.camera.picamera2 import NOISE, Picamera2
from hw_sim.camera.scene import Fault, Room, Scene
from tests.support.lenses import Fixed


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
    request = camera.capture_request(wait=0.01)
    request.save("main", into, format="jpeg")
    request.release()
    return into.getvalue()


def test_it_takes_pictures_of_the_size_it_was_configured_to(lens: Fixed) -> None:
    assert Image.open(io.BytesIO(frame(running()))).size == (320, 240)
    assert [each["Num"] for each in Picamera2.global_camera_info()] == [0]


def test_one_that_is_pulled_out_gives_nothing_in_its_time(lens: Fixed) -> None:
    camera = running()
    lens.scene = None
    with pytest.raises(TimeoutError):
        frame(camera)


def test_a_cap_on_the_lens_is_black_and_a_broken_one_gives_no_picture(lens: Fixed) -> None:
    camera = running()
    lens.scene = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=Fault.BLACK)
    assert max(high for _, high in Image.open(io.BytesIO(frame(camera))).getextrema()) < 16  # type: ignore[misc]  # RGB
    lens.scene = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=Fault.NOISE)
    assert frame(camera) == NOISE
