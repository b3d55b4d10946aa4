"""camerad as a process of its own, over its socket: it shoots, and nothing that breaks stops it."""

import argparse
import asyncio
import hashlib
import io
import os
import signal
import time
from pathlib import Path

import pytest
from PIL import Image

from comms.keys import KeyKind, generate
from drivers.camera.judge import FRAME_MS
from drivers.camera.plan import FRAME_LATE_MS
from drivers.camera_main import run
from hw_sim.camera.scene import Fault
from panel.api import CameraIs, Forget, Privacy, Readers, Shed, Shoot, StoreIs, Taken
from tests.support.camerad import CameraHouse, camera_house, config_text
from tests.support.waiting import until

QUICK = "before_fps = 2\nafter = 3\nafter_fps = 5\n"
ONE = config_text("hall", keys=QUICK)
TWO = config_text("hall", "living", keys=QUICK)


def test_an_alarm_has_the_pictures_before_it_and_the_burst_after_and_only_its_reader_opens_them(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.held(3)
            started = time.monotonic()
            house.desk.say(Shoot(job="a1", cameras=("hall",)))
            await until(lambda: bool(house.desk.pictures("a1")), "a first picture")
            assert time.monotonic() - started < 2
            await until(lambda: house.desk.done("a1") is not None, "done")
            taken = house.desk.pictures("a1")
            assert [each.index for each in taken] == [-3, -2, -1, 0, 1, 2]
            assert [each.at_ms for each in taken] == sorted(each.at_ms for each in taken)
            assert house.desk.done("a1").taken == 6  # type: ignore[union-attr]  # it is done
            for each in taken:
                about, jpeg = house.opened_picture(each)
                assert (about.picture, about.camera, about.job, about.index) == (each.picture, "hall", "a1", each.index)
                assert Image.open(io.BytesIO(jpeg)).size == (320, 240)
            small = [each for each in house.desk.all(Taken) if each.thumb and each.job == "a1"]
            assert {Image.open(io.BytesIO(house.opened_picture(each)[1])).size for each in small} == {(160, 120)}
            file = house.pictures / taken[0].file
            assert hashlib.sha256(file.read_bytes()).hexdigest() == taken[0].sha256
            assert file.stat().st_size == taken[0].size
            _nothing_readable(tmp_path)
            assert house.end() == 0

    asyncio.run(tell())


def test_frames_that_belong_to_no_event_never_touch_the_disk(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.held(3)
            assert list(house.pictures.iterdir()) == []
            assert house.end() == 0
            assert list(house.pictures.iterdir()) == []
            _nothing_readable(tmp_path)

    asyncio.run(tell())


def test_under_privacy_an_alarm_has_no_pictures_from_before_but_those_after(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.held(3)
            house.desk.say(Privacy(on=True))
            await house.shoot("a1", "hall")
            assert [each.index for each in house.desk.pictures("a1")] == [0, 1, 2]
            house.desk.say(Privacy(on=False))
            await house.held(3)
            await house.shoot("a2", "hall")
            assert house.desk.pictures("a2")[0].index < 0

    asyncio.run(tell())


def test_saving_power_the_camera_is_off_until_an_alarm_wakes_it(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            house.desk.say(Shed(on=True))
            await until(lambda: _eyes(house) == 0, "the camera is off")
            done = await house.shoot("a1", "hall")
            assert (done.taken, done.failed) == (3, ())

    asyncio.run(tell())


def test_a_camera_that_hangs_delays_no_other_is_told_once_and_comes_back(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, TWO) as house:
            house.start()
            await house.look()
            await house.shoot("warm", "hall", "living")
            house.fault(Fault.HANG, "hall")
            started = time.monotonic()
            house.desk.say(Shoot(job="a1", cameras=("hall", "living")))
            await until(lambda: bool(house.desk.pictures("a1")), "a picture of the living room")
            assert time.monotonic() - started < 2
            await until(lambda: house.desk.done("a1") is not None, "done")
            done = house.desk.done("a1")
            assert done is not None
            assert [name for name, _ in done.failed] == ["hall"]
            await until(lambda: not house.desk.camera("hall").up, "told")
            assert "hangs: nothing from it for" in house.desk.camera("hall").detail
            assert house.desk.camera("living").up
            house.fault(Fault.NONE)
            await until(lambda: house.desk.camera("hall").up, "it is back")
            assert (await house.shoot("a2", "hall")).failed == ()

    asyncio.run(tell())


def test_a_camera_that_is_unplugged_is_told_and_taken_back_when_it_is_plugged_in(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.fault(Fault.UNPLUG)
            house.start()
            await until(lambda: bool(house.desk.all(CameraIs)) and not house.desk.camera("hall").up, "not there")
            assert "check the ribbon cable" in house.desk.camera("hall").detail
            house.desk.say(Readers(keys=(generate(KeyKind.STATION, "cra").public(),)))
            done = await house.shoot("a1", "hall")
            assert done.taken == 0
            assert done.failed[0][0] == "hall"
            assert "is not there" in done.failed[0][1]
            house.fault(Fault.NONE)
            await until(lambda: house.desk.camera("hall").up, "it is back", 30)

    asyncio.run(tell())


def test_what_is_no_picture_is_not_kept_and_a_trouble(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.held(3)
            house.fault(Fault.NOISE)
            house.desk.say(Privacy(on=True))
            done = await house.shoot("a1", "hall")
            assert (done.taken, house.desk.pictures("a1")) == (0, [])
            assert "no JPEG" in done.failed[0][1]
            assert "sends no pictures" in house.desk.camera("hall").detail
            house.fault(Fault.NONE)
            assert (await house.shoot("a2", "hall")).taken == 3
            assert house.desk.camera("hall").up

    asyncio.run(tell())


def test_without_readers_nothing_is_kept_and_the_job_says_so(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look(readers=())
            done = await house.shoot("a1", "hall")
            assert done.taken == 0
            assert "nobody may read it" in done.failed[0][1]
            assert list(house.pictures.iterdir()) == []

    asyncio.run(tell())


def test_an_alarmd_that_went_and_came_back_hears_the_end_and_the_pictures_it_missed(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.shoot("warm", "hall")
            house.desk.say(Shoot(job="a1", cameras=("hall",)))
            await until(lambda: bool(house.desk.pictures("a1")), "it has begun")
            await house.desk.close()
            heard = len(house.desk.heard)
            await until(lambda: "job a1" in house.log(), "it ended meanwhile")
            await house.desk.open()
            await until(lambda: house.desk.done("a1") is not None, "the end is told")
            done = house.desk.done("a1")
            assert done is not None
            await until(lambda: len(house.desk.pictures("a1")) == done.taken, "every picture is told")
            assert {CameraIs, StoreIs} <= {type(each) for each in house.desk.heard[heard:]}

    asyncio.run(tell())


def test_a_camerad_that_was_killed_comes_back_with_its_pictures_and_no_camera_left_busy(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.shoot("a1", "hall")
            (house.pictures / "torn.half").write_bytes(b"half a picture")
            house.fault(Fault.HANG)
            house.end(signal.SIGKILL)
            await until(lambda: _eyes(house) == 0, "its camera's process went with it")
            house.fault(Fault.NONE)
            before, house.desk.heard = house.desk.pictures("a1"), []
            house.start()
            await until(lambda: house.desk.pictures("a1") == before, "its pictures are told again")
            assert not (house.pictures / "torn.half").exists()
            await house.look()
            assert (await house.shoot("a2", "hall")).failed == ()
            house.desk.say(Forget(pictures=(before[0].picture,)))
            await until(lambda: not (house.pictures / before[0].file).exists(), "forgotten")
            house.desk.say(Forget(everything=True))
            await until(lambda: list(house.pictures.iterdir()) == [], "all of them")

    asyncio.run(tell())


def test_the_same_job_again_is_answered_and_not_repeated(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.start()
            await house.look()
            await house.shoot("a1", "hall", "attic")
            taken = len(house.desk.pictures("a1"))
            house.desk.heard = []
            done = await house.shoot("a1", "hall", "attic")
            assert done.taken == taken
            assert dict(done.failed) == {"attic": "there is no such camera in the configuration"}
            assert house.desk.pictures("a1") == []

    asyncio.run(tell())


@pytest.mark.lane("mounts")
def test_a_full_disk_is_a_trouble_and_room_is_noticed_without_a_restart(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, ONE) as house:
            house.pictures.mkdir(parents=True)
            # A file system of 256 KiB, seen by camerad alone; the file that fills it is told to go through /proc.
            script = f'mount -t tmpfs -o size=256k tmpfs {house.pictures} && exec "$0" "$@"'
            house.start(("unshare", "--map-root-user", "--mount", "sh", "-c", script))
            await house.look()
            assert house.process is not None
            inside = Path(f"/proc/{house.process.pid}/root{house.pictures}")
            filler = inside / "filler"
            filler.write_bytes(bytes(250_000))
            done = await house.shoot("a1", "hall")
            assert done.taken < 6
            assert "no space left" in done.failed[0][1]
            await until(lambda: not house.desk.all(StoreIs)[-1].up, "told")
            left = os.listdir(inside)  # noqa: PTH208 - in a loop that nobody else waits for
            assert not any(name.endswith(".half") for name in left)
            filler.unlink()
            await until(lambda: house.desk.all(StoreIs)[-1].up, "noticed")
            assert (await house.shoot("a2", "hall")).taken > 0

    asyncio.run(tell())


def test_a_configuration_without_cameras_needs_no_camerad(tmp_path: Path) -> None:
    (tmp_path / "sereno.toml").write_text(config_text(), encoding="utf-8")
    args = argparse.Namespace(config=tmp_path / "sereno.toml", data=tmp_path, runtime=tmp_path, list=False)
    assert run(args) == 0
    (tmp_path / "sereno.toml").write_text("nonsense", encoding="utf-8")
    assert run(args) == 2


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sereno.toml").write_text(ONE, encoding="utf-8")
    (tmp_path / "camerad").write_text("a file", encoding="utf-8")
    args = argparse.Namespace(config=tmp_path / "sereno.toml", data=tmp_path, runtime=tmp_path, list=False)
    assert run(args) == 1
    assert "pictures cannot be kept in" in capsys.readouterr().err


def test_the_cameras_of_this_computer_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argparse.Namespace(list=True)) == 0
    assert capsys.readouterr().out


def _eyes(house: CameraHouse) -> int:
    """How many processes hold a camera of this house, read where the kernel lists them."""
    found = 0
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes()
        except OSError:
            continue
        found += b"hw_sim.camera.eye" in command and str(house.runtime).encode() in command
    return found


def _nothing_readable(data: Path) -> None:
    """No byte of a picture, nor of its EXIF, lies in the data folder as it is."""
    for path in data.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert b"\xff\xd8\xff" not in held, path
            assert b"JFIF" not in held, path
            assert b"Exif" not in held, path


def test_a_camera_that_hangs_is_noticed_within_the_job_that_waits_for_it() -> None:
    assert FRAME_MS < FRAME_LATE_MS
