"""What alarmd says is done in its order; jobs run beside each other and each has one end."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from comms.keys import KeyKind, generate
from drivers.camera.darkroom import Darkroom
from drivers.camera.store import PictureStore
from drivers.camera.studio import BUSY, JOBS_MAX, NO_CAMERA, Studio
from drivers.camera.watch import Watch
from panel.api import CameraIs, CameraToPanel, JobDone, LinkOpened, Privacy, Readers, Shoot, StoreIs
from tests.support.camerad import config
from tests.support.waiting import until


class Alone:
    """A studio with a camera that nobody runs, in a frozen time."""

    def __init__(self, folder: Path) -> None:
        self.now_ms = 0
        self.said: list[CameraToPanel] = []
        clocks: tuple[Callable[[], int], Callable[[], int]] = (lambda: self.now_ms, lambda: self.now_ms)
        store = PictureStore(folder / "pictures", 30, 1 << 20)
        self.darkroom = Darkroom("p1", store, clocks, self.said.append)
        camera = config("hall").camera[0]
        self.watch = Watch(camera, ("false",), clocks[0], lambda name, up, detail: None)
        self.studio = Studio({"hall": self.watch}, store, self.darkroom, clocks, self.said.append)

    def done(self) -> list[JobDone]:
        return [each for each in self.said if isinstance(each, JobDone)]


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


def _told(alone: Alone, story: Callable[[], object], until_done: Callable[[], bool]) -> None:
    async def tell() -> None:
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(alone.studio.run())
            story()
            await until(until_done, "told")
            work.cancel()

    asyncio.run(tell())


def test_at_a_new_link_alarmd_hears_how_everything_is(alone: Alone) -> None:
    _told(alone, lambda: alone.studio.hear(LinkOpened()), lambda: len(alone.said) == 2)
    assert alone.said == [CameraIs(camera="hall", up=True), StoreIs(up=True)]


def test_readers_and_privacy_are_in_force_at_once(alone: Alone) -> None:
    reader = generate(KeyKind.STATION, "cra").public()

    def story() -> None:
        alone.studio.hear(Readers(keys=(reader,)))
        alone.studio.hear(Privacy(on=False))

    assert not alone.watch.looking
    _told(alone, story, lambda: alone.watch.looking)
    assert dict(alone.darkroom.readers) == {"cra": reader}


def test_a_job_of_a_camera_that_is_not_there_ends_at_once_and_says_why(alone: Alone) -> None:
    _told(alone, lambda: alone.studio.hear(Shoot(job="a1", cameras=("attic",))), lambda: bool(alone.done()))
    assert alone.done() == [JobDone(job="a1", taken=0, failed=(("attic", NO_CAMERA),))]


def test_more_jobs_than_a_house_can_have_are_refused_and_not_queued(alone: Alone) -> None:
    def story() -> None:
        for number in range(JOBS_MAX + 1):
            alone.studio.hear(Shoot(job=f"a{number}", cameras=("hall",)))

    _told(alone, story, lambda: bool(alone.done()))
    assert alone.done()[0] == JobDone(job=f"a{JOBS_MAX}", taken=0, failed=(("hall", BUSY),))
