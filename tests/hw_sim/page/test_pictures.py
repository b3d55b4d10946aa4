"""A camera's picture for the page: of now, one at a time, and said when there is none."""

import asyncio
import io

import pytest
from PIL import Image

from hw_sim.camera.scene import Fault, Room, Scene
from hw_sim.page.pictures import SIZE, WAITING_MAX, Blind, Pictures, TooMany

HALL = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12)


def scene(fault: Fault) -> Scene:
    return Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=fault)


@pytest.mark.parametrize("fault", [Fault.NONE, Fault.BLACK])
def test_a_camera_that_gives_a_picture_is_drawn(fault: Fault) -> None:
    image = Image.open(io.BytesIO(asyncio.run(Pictures().of(scene(fault)))))
    assert (image.format, image.size) == ("JPEG", SIZE)
    brightest = image.convert("L").getextrema()[1]
    assert isinstance(brightest, int | float) and (brightest > 60) is (fault is Fault.NONE)


@pytest.mark.parametrize(
    ("fault", "says"), [(Fault.HANG, "hangs"), (Fault.UNPLUG, "unplugged"), (Fault.NOISE, "bytes")]
)
def test_a_camera_that_gives_none_is_told(fault: Fault, says: str) -> None:
    with pytest.raises(Blind, match=says):
        asyncio.run(Pictures().of(scene(fault)))


def test_no_more_wait_than_a_few_and_the_loop_goes_on_meanwhile() -> None:
    async def asked() -> tuple[int, int]:
        pictures, turned, refused = Pictures(), 0, 0

        async def one() -> None:
            nonlocal refused
            try:
                await pictures.of(HALL)
            except TooMany:
                refused += 1

        async with asyncio.TaskGroup() as tasks:
            drawing = [tasks.create_task(one()) for _ in range(WAITING_MAX + 3)]
            while not all(each.done() for each in drawing):
                await asyncio.sleep(0)
                turned += 1
        return turned, refused

    turned, refused = asyncio.run(asked())
    assert refused == 3
    assert turned > WAITING_MAX, "the wires have their turns while pictures are drawn"
