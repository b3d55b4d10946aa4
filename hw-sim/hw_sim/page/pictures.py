"""A camera's picture for the page: what it has before it now, drawn beside the loop that keeps the wires."""

import asyncio
import io

from PIL import Image

from hw_sim.camera.rooms import drawn
from hw_sim.camera.scene import Fault, Scene
from hw_sim.world.errors import WorldError

SIZE = (480, 270)
QUALITY = 78
WAITING_MAX = 8  # asked for while one is drawn; whoever comes later is sent away
SAID = {
    Fault.HANG: "hangs: it gives nothing any more",
    Fault.UNPLUG: "is unplugged",
    Fault.NOISE: "gives bytes that are no picture",
}


class Blind(WorldError):
    """The camera is there and gives none."""


class TooMany(WorldError):
    """More are asked for than can be drawn in a second or two."""


class Pictures:
    """Draws one picture at a time."""

    def __init__(self) -> None:
        self._one = asyncio.Semaphore(1)
        self._waiting = 0

    async def of(self, scene: Scene) -> bytes:
        """A JPEG of the scene; black before a covered lens. Raises Blind, TooMany."""
        if scene.fault in SAID:
            raise Blind(f"camera {scene.camera!r} {SAID[scene.fault]}")
        if self._waiting >= WAITING_MAX:
            raise TooMany(f"{WAITING_MAX} pictures are waited for already; ask again in a second")
        self._waiting += 1
        try:
            async with self._one:
                return await asyncio.to_thread(jpeg, scene)
        finally:
            self._waiting -= 1


def jpeg(scene: Scene) -> bytes:
    """The scene as a small JPEG."""
    image = Image.new("RGB", SIZE, (2, 2, 2)) if scene.fault is Fault.BLACK else drawn(scene, *SIZE)
    into = io.BytesIO()
    image.save(into, "jpeg", quality=QUALITY)
    return into.getvalue()
