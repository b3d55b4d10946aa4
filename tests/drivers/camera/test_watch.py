"""One camera's process as camerad has it: started, asked, ended, started again."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from drivers.camera.watch import Watch, resident_kib
from panel.config.model import CameraConfig
from tests.support.camerad import config
from tests.support.waiting import until

CAMERA = config("hall").camera[0]
# A camera's process in a dozen lines: what it says is the test's first argument, evaluated.
EYE = """
import socket, sys
sys.path[:0] = {path!r}
from drivers.camera.eye_wire import Kind, answer
from drivers.camera.jpeg import encoded
from PIL import Image
GOOD = encoded(Image.linear_gradient("L").resize((320, 240)).convert("RGB"), 80)
with socket.socket(fileno=0) as way:
    {body}
"""
SERVES = "way.sendall(answer(Kind.RUNS))\n    while way.recv(1): way.sendall(answer(Kind.FRAME, GOOD))"


def _mono_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Watched:
    """A camera with a process of the test's own, and what is told of it."""

    def __init__(self, body: str, camera: CameraConfig = CAMERA) -> None:
        self.told: list[tuple[bool, str]] = []
        command = (sys.executable, "-c", EYE.format(path=sys.path, body=body))
        self.watch = Watch(camera, command, _mono_ms, lambda name, up, detail: self.told.append((up, detail)))


def test_while_it_may_look_frames_are_held_and_under_privacy_they_are_gone() -> None:
    async def tell() -> None:
        watched = Watched(SERVES)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(watched.watch.run())
            frame = await watched.watch.frame(_mono_ms() + 20_000)
            assert frame is not None
            assert len(watched.watch.ring) == 0, "privacy until somebody says otherwise"
            watched.watch.privacy(False)
            await until(lambda: len(watched.watch.ring) > 0, "held")
            watched.watch.privacy(True)
            assert len(watched.watch.ring) == 0
            work.cancel()
        assert watched.told == []

    asyncio.run(tell())


def test_the_process_is_gone_when_the_watch_ends() -> None:
    async def tell() -> int:
        watched = Watched(SERVES)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(watched.watch.run())
            assert await watched.watch.frame(_mono_ms() + 20_000) is not None
            pid = watched.watch.pid
            assert pid is not None
            work.cancel()
        return pid

    assert not Path(f"/proc/{asyncio.run(tell())}").exists()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("way.sendall(answer(Kind.WRONG, b'it is not there'))", "it is not there"),
        ("pass", "its process ended by itself; its log says why"),
        ("way.sendall(b'GET / HTTP')", "an answer that begins with b'G'"),
    ],
    ids=["says why", "dies", "nonsense"],
)
def test_a_process_that_fails_is_told_in_words_and_started_again(body: str, why: str) -> None:
    async def tell() -> Watched:
        watched = Watched(body)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(watched.watch.run())
            await until(lambda: watched.watch.judge.failures == 2, "twice")
            work.cancel()
        return watched

    assert asyncio.run(tell()).told == [(False, why)]


def test_a_frame_that_does_not_come_in_time_is_none_and_is_not_waited_for_any_longer() -> None:
    async def tell() -> None:
        watched = Watched("way.sendall(answer(Kind.RUNS))\n    way.recv(1)\n    way.recv(1)")
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(watched.watch.run())
            assert await watched.watch.frame(_mono_ms() + 300) is None
            work.cancel()

    asyncio.run(tell())


def test_how_much_memory_a_process_holds_is_read_from_the_kernel() -> None:
    before_kib = resident_kib(os.getpid())
    kept = b"x" * (64 << 20)
    assert before_kib + 60_000 < resident_kib(os.getpid()) < before_kib + 70_000
    del kept
    assert resident_kib(2**22 + 1) == 0
