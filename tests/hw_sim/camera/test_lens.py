"""From the world to a camera's process: one question, one answer; none while it hangs."""

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hw_sim.camera.lens import Answer, Ask, Lens, LensServer
from hw_sim.camera.scene import Fault, Room, Scene
from tests.hw_sim.waiting import until, wait_for

HALL = Scene(camera="hall", room=Room.HALL, stamp="now", hour=12)


class World:
    """The other process, in a thread of the test's."""

    def __init__(self) -> None:
        self.answer = Answer(2, HALL)
        self.asked: list[Ask] = []
        self._ready = threading.Event()

    @contextmanager
    def at(self, path: Path) -> Iterator[None]:
        thread = threading.Thread(target=lambda: asyncio.run(self._serve(path)))
        thread.start()
        assert self._ready.wait(20)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._stop.set)
            thread.join(20)

    def becomes(self, answer: Answer) -> None:
        self.answer = answer
        self._loop.call_soon_threadsafe(self.server.changed)

    def _see(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        return self.answer

    async def _serve(self, path: Path) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.server = LensServer(self._see)
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(self.server.run(path))
            await until(path.exists)
            self._ready.set()
            await self._stop.wait()
            serving.cancel()


@pytest.fixture
def path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "lens.sock"


def test_a_camera_is_told_what_stands_before_it_or_how_many_there_are(path: Path) -> None:
    world = World()
    with world.at(path):
        assert Lens(path).ask(0) == Answer(2, HALL)
        world.answer = Answer(2)
        assert Lens(path).ask() == Answer(2)
    assert world.asked == [Ask(0), Ask()]


def test_a_camera_that_hangs_is_answered_when_it_hangs_no_more(path: Path) -> None:
    world, answers = World(), list[Answer]()
    hung = Answer(1, Scene(camera="hall", room=Room.HALL, stamp="now", hour=12, fault=Fault.HANG))
    world.answer = hung
    with world.at(path):
        waiting = threading.Thread(target=lambda: answers.append(Lens(path).ask(0)))
        waiting.start()
        wait_for(lambda: world.asked, "it is asked")
        world.becomes(hung)
        assert answers == []
        world.becomes(Answer(1, HALL))
        waiting.join(20)
    assert answers == [Answer(1, HALL)]


def test_a_world_that_is_not_there_or_hears_nonsense_is_an_error_and_not_a_wait(path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Lens(path).ask(0)
    with World().at(path), pytest.raises(OSError, match="hung up"):
        Lens(path).ask("hall")  # type: ignore[arg-type]  # nonsense on purpose
