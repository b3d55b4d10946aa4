"""Cameras as on a Pi: the product's own driver and camerad, the real picamera2, libcamera, and the kernel's camera.

Run inside the virtual machine by tests/hil/lane.sh --camera; no other run collects this file. vimc shows colour bars
with a running clock, at one to two frames a second on an emulated processor.
"""

import asyncio
import inspect
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import picamera2
import pytest
from PIL import Image, ImageStat

from drivers.camera.eye_wire import HEAD, Kind, head
from drivers.camera.jpeg import look
from drivers.camera.judge import RSS_MAX_KIB, START_MS
from drivers.camera.picamera import PiCamera
from drivers.camera.v4l2 import UsbCamera
from drivers.camera.watch import resident_kib
from drivers.errors import CameraError
from panel.api import CameraIs, JobDone, Taken
from tests.support.camerad import INSTALLED, CameraHouse, camera_house, config_text
from tests.support.waiting import until

RECORD = Path(__file__).resolve().parents[1] / "drivers" / "camera" / "picamera2.json"
HALL = config_text("hall", keys="before = 2\nbefore_fps = 1\nafter = 2\nafter_fps = 1\n")


def test_the_camera_is_found_and_named_in_the_words_of_the_configuration() -> None:
    assert PiCamera.seen() == ['source = "picamera2", device = "0": Sensor B']


def test_it_gives_pictures_of_what_is_before_it_one_after_the_other() -> None:
    camera = PiCamera(0, 640, 480)
    camera.open()
    frames = [camera.grab() for _ in range(3)]
    camera.close()
    assert len(set(frames)) == 3  # the clock in the picture runs
    for frame in frames:
        picture = Image.open(io.BytesIO(frame))
        picture.load()
        assert (picture.format, picture.size) == ("JPEG", (640, 480))
        assert not look(frame).empty
        # Bars: columns differ, rows of the lower half do not; a picture out of step with its lines is slanted.
        columns = picture.convert("L").crop((0, 400, 640, 480)).resize((8, 1))
        assert ImageStat.Stat(columns).stddev[0] > 30


def test_a_camera_that_is_not_there_is_named_with_what_to_look_at() -> None:
    with pytest.raises(CameraError, match="camera 1 is not there: libcamera sees 1; check the ribbon cable"):
        PiCamera(1, 320, 240).open()


def test_a_camera_that_another_process_holds_is_an_error_and_no_hang() -> None:
    holder = _holder()
    with pytest.raises(CameraError, match="camera 0 does not start"):
        PiCamera(0, 320, 240).open()
    holder.kill()
    holder.wait()


def test_a_camera_whose_holder_was_killed_opens_again_at_once() -> None:
    holder = _holder()
    holder.kill()
    holder.wait()
    camera = PiCamera(0, 320, 240)
    camera.open()
    assert camera.grab()
    camera.close()


def test_what_was_recorded_of_its_signatures_is_so() -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))["signatures"]
    real = {"Picamera2": picamera2.Picamera2, "CompletedRequest": picamera2.CompletedRequest}
    for name, methods in recorded.items():
        for method, parameters in methods.items():
            signature = inspect.signature(getattr(real[name], method))
            found = [each for each in signature.parameters.values() if each.name != "self"]
            assert [[each.name, each.default is not inspect.Parameter.empty] for each in found] == parameters, method


def test_a_capture_device_of_the_kernel_that_is_no_webcam_is_refused_by_what_it_offers() -> None:
    assert 'source = "v4l2", device = "/dev/video0": vimc (platform:vimc)' in UsbCamera.seen()
    with pytest.raises(CameraError, match=r"/dev/video\d offers .*; wanted is MJPG or YUYV of at most 320x240"):
        UsbCamera("/dev/video0", 320, 240).open()


def test_camerad_shoots_before_and_after_an_alarm_and_outlives_what_happens_to_its_camera(tmp_path: Path) -> None:
    async def tell() -> None:
        async with camera_house(tmp_path, HALL, INSTALLED) as house:
            house.start()
            await house.look()
            await house.held(2, 120)
            done = await _whole(house, "before")
            taken = house.desk.pictures(done.job)
            assert done.taken == len(taken)
            # A frame from before may have grown too old in this slow a machine; one of two is there always.
            assert [each.index for each in taken] in ([-2, -1, 0, 1], [-1, 0, 1])
            assert {_size(house, each) for each in taken} == {(320, 240)}
            holder = _eye_of(house)
            print(f"the camera's process holds {resident_kib(holder)} KiB; it is replaced beyond {RSS_MAX_KIB}")
            assert resident_kib(holder) < RSS_MAX_KIB
            os.kill(holder, signal.SIGKILL)
            await until(lambda: not house.desk.camera("hall").up, "one trouble")
            await until(lambda: house.desk.camera("hall").up, "mended by itself", 120)
            await house.held(2, 120)
            assert [each.up for each in house.desk.all(CameraIs)] == [True, False, True]
            assert (await _whole(house, "after")).failed == ()
            assert house.end() == 0

    asyncio.run(tell())


async def _whole(house: CameraHouse, name: str) -> JobDone:
    """A job that missed nothing: an emulated processor that others share may be late for one or two."""
    done = await house.shoot(f"{name}0", "hall", seconds=60)
    for attempt in range(1, 6):
        if done.failed == ():
            break
        done = await house.shoot(f"{name}{attempt}", "hall", seconds=60)
    assert done.failed == ()
    return done


def _size(house: CameraHouse, taken: Taken) -> tuple[int, int]:
    about, jpeg = house.opened_picture(taken)
    assert about.camera == "hall"
    assert not look(jpeg).empty
    return Image.open(io.BytesIO(jpeg)).size


def _holder() -> "subprocess.Popen[bytes]":
    """A camera's process that has its camera."""
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "drivers.camera.eye", "hall", "picamera2", "0", "320", "240"]
        process = subprocess.Popen(command, stdin=theirs.fileno())
    ours.settimeout(START_MS / 1_000)
    began = time.monotonic()
    kind, _ = head(ours.recv(HEAD, socket.MSG_WAITALL))
    print(f"a camera's process was ready after {time.monotonic() - began:.1f} s")
    assert kind is Kind.RUNS
    ours.detach()
    return process


def _eye_of(house: CameraHouse) -> int:
    assert house.process is not None
    children = Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children").read_text(encoding="ascii")
    (only,) = children.split()
    return int(only)
