"""camerad's link to alarmd: it comes back, ends of jobs wait for it, the rest is said anew."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.camera.link import WAITING_MAX, LinkEvent, PanelLink
from panel.api import CameraIs, JobDone, LinkClosed, LinkOpened, Privacy
from tests.support.camerad import Desk
from tests.support.waiting import until


@pytest.fixture
def socket_path() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
    yield folder / "camera.sock"
    shutil.rmtree(folder)


def test_what_is_said_arrives_both_ways(socket_path: Path) -> None:
    async def tell() -> None:
        desk, events = Desk(socket_path), list[LinkEvent]()
        await desk.open()
        link = PanelLink(socket_path, events.append)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(link.run())
            await until(lambda: events == [LinkOpened()] and desk.links == 1, "linked")
            desk.say(Privacy(on=True))
            link.say(CameraIs(camera="hall", up=False, detail="it hangs"))
            await until(lambda: events[-1] == Privacy(on=True), "heard")
            await until(lambda: desk.heard == [CameraIs(camera="hall", up=False, detail="it hangs")], "said")
            work.cancel()
        await desk.close()

    asyncio.run(tell())


def test_the_end_of_a_job_waits_for_an_alarmd_that_is_away_and_the_state_of_a_camera_does_not(
    socket_path: Path,
) -> None:
    async def tell() -> None:
        desk, events = Desk(socket_path), list[LinkEvent]()
        link = PanelLink(socket_path, events.append)
        for number in range(WAITING_MAX + 1):
            link.say(JobDone(job=f"a{number}", taken=1))
            link.say(CameraIs(camera="hall", up=True))
        await desk.open()
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(link.run())
            await until(lambda: len(desk.heard) == WAITING_MAX, "told")
            assert desk.heard[0] == JobDone(job="a1", taken=1)
            assert desk.all(CameraIs) == []
            await desk.close()
            await until(lambda: events[-1] == LinkClosed(), "lost")
            await desk.open()
            await until(lambda: events.count(LinkOpened()) == 2, "found again")
            work.cancel()
        await desk.close()

    asyncio.run(tell())
