"""A lens before which always the same stands, without a house behind it."""

from pathlib import Path

from hw_sim.camera.lens import Answer, Lens
from hw_sim.camera.scene import Room, Scene

HALL = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12)


class Fixed(Lens):
    """Camera 0, and what it sees; ``scene`` None: it is pulled out."""

    def __init__(self) -> None:
        super().__init__(Path("/nowhere"))
        self.scene: Scene | None = HALL

    def ask(self, number: int | None = None) -> Answer:
        return Answer(1, self.scene if number == 0 else None)
