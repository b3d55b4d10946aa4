"""From a frame to two sealed files, or to the reason why not."""

import asyncio
from pathlib import Path

from PIL import Image

from comms.keys import KeyKind, generate
from comms.pictures import open_sealed
from drivers.camera.darkroom import Darkroom, Occasion
from drivers.camera.jpeg import encoded
from drivers.camera.ring import Frame
from drivers.camera.store import PictureStore
from panel.api import CameraToPanel, StoreIs, Taken
from tests.support.waiting import until

READER = generate(KeyKind.STATION, "cra")
FRAME = Frame(9_000, encoded(Image.linear_gradient("L").resize((320, 240)).convert("RGB"), 80))
OCCASION = Occasion("a1", "hall", -1)
NOW_MS, WALL_MS = 10_000, 1_764_000_000_000


def _room(folder: Path) -> tuple[Darkroom, list[CameraToPanel]]:
    said: list[CameraToPanel] = []
    store = PictureStore(folder / "pictures", 30, 1 << 20)
    room = Darkroom("p1", store, (lambda: NOW_MS, lambda: WALL_MS), said.append)
    room.readers = {"cra": READER.public()}
    return room, said


def test_the_small_copy_is_told_first_and_both_bear_the_time_of_the_frame(tmp_path: Path) -> None:
    room, said = _room(tmp_path)
    assert asyncio.run(room.develop(FRAME, OCCASION)) == ""
    small, whole = said
    assert isinstance(small, Taken)
    assert isinstance(whole, Taken)
    assert (small.thumb, whole.thumb) == (True, False)
    assert small.picture == f"{whole.picture}t"
    assert whole.at_ms == WALL_MS - 1_000
    about, jpeg = open_sealed((tmp_path / "pictures" / whole.file).read_bytes(), READER)
    assert jpeg == FRAME.jpeg
    assert (about.panel, about.camera, about.job, about.index) == ("p1", "hall", "a1", -1)


def test_what_is_no_picture_and_what_nobody_may_read_is_not_kept(tmp_path: Path) -> None:
    room, said = _room(tmp_path)
    assert "no JPEG" in asyncio.run(room.develop(Frame(0, b"noise"), OCCASION))
    room.readers = {}
    assert "nobody may read it" in asyncio.run(room.develop(FRAME, OCCASION))
    assert said == []
    assert list((tmp_path / "pictures").iterdir()) == []


def test_a_disk_that_fails_is_told_once_and_so_is_its_recovery(tmp_path: Path) -> None:
    room, said = _room(tmp_path)
    folder = tmp_path / "pictures"
    folder.rmdir()
    for _ in range(2):
        assert "cannot be kept" in asyncio.run(room.develop(FRAME, OCCASION))
    assert [type(each) for each in said] == [StoreIs]
    folder.mkdir()
    assert asyncio.run(room.develop(FRAME, OCCASION)) == ""
    assert said[1] == StoreIs(up=True)


def test_recovery_is_noticed_without_another_picture(tmp_path: Path) -> None:
    async def tell() -> None:
        room, said = _room(tmp_path)
        folder = tmp_path / "pictures"
        folder.rmdir()
        async with asyncio.TaskGroup() as tasks:
            tending = tasks.create_task(room.tend(0.01))
            await until(lambda: bool(said), "the disk that fails is told")
            folder.mkdir()
            await room.apart(lambda: None)
            tending.cancel()
        assert said[0] == StoreIs(up=False, detail=f"pictures cannot be kept in {folder}: no such file or directory")

    asyncio.run(tell())
