"""A child is kept running as systemd would, and ends when asked."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from hw_sim.launch import children
from hw_sim.launch.children import Child, Program
from tests.hw_sim.waiting import until

FOR_EVER = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)


class Scene:
    """One child, and what was said about it."""

    def __init__(self, tmp_path: Path, code: str) -> None:
        self.said: list[str] = []
        self.child = Child(Program("it", (sys.executable, "-c", code), tmp_path / "it" / "log"), self.said.append)

    async def up(self) -> int:
        log = self.child.program.log
        await until(lambda: self.child.pid is not None and log.is_file() and "up" in log.read_text())
        assert self.child.pid is not None
        return self.child.pid

    def play(self, story: Callable[["Scene"], Awaitable[None]]) -> None:
        async def act() -> None:
            async with asyncio.TaskGroup() as tasks:
                keeper = tasks.create_task(self.child.keep())
                try:
                    await story(self)
                finally:
                    await self.child.kill()
                    keeper.cancel()

        asyncio.run(act())


def test_it_runs_when_wanted_and_ends_when_asked(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        assert scene.child.pid is None
        scene.child.start()
        pid = await scene.up()
        await scene.child.stop()
        assert scene.child.pid is None
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    scene = Scene(tmp_path, FOR_EVER)
    scene.play(story)
    assert scene.said == []


def test_it_is_started_again_when_it_dies(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.child.start()
        first = await scene.up()
        os.kill(first, signal.SIGKILL)
        await until(lambda: scene.child.pid not in (None, first))

    scene = Scene(tmp_path, FOR_EVER)
    scene.play(story)
    assert scene.said == ["it was killed by SIGKILL; starting it again"]


def test_killed_on_purpose_it_stays_down_until_started(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.child.start()
        await scene.up()
        await scene.child.kill()
        await asyncio.sleep(0.3)
        assert scene.child.pid is None
        scene.child.start()
        await scene.child.wait_started()

    scene = Scene(tmp_path, FOR_EVER)
    scene.play(story)
    assert scene.said == []


def test_one_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "STOP_S", 0.2)

    async def story(scene: Scene) -> None:
        scene.child.start()
        await scene.up()
        await scene.child.stop()
        assert scene.child.pid is None

    scene = Scene(tmp_path, STUBBORN)
    scene.play(story)
    assert scene.said == ["it does not stop when asked; killing it"]


def test_one_that_keeps_dying_is_told_with_its_last_words(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.child.start()
        await until(lambda: any("KEEPS DYING" in line for line in scene.said))

    scene = Scene(tmp_path, "raise SystemExit('no such luck')")
    scene.play(story)
    assert "it ended with exit code 1; starting it again" in scene.said
    assert "    no such luck" in scene.said


def test_whoever_depends_on_it_hears_before_it_comes_back(tmp_path: Path) -> None:
    heard: list[str] = []

    async def story(scene: Scene) -> None:
        scene.child.before_restart = lambda: heard.append("it died")
        scene.child.start()
        first = await scene.up()
        scene.child.bounce()
        await until(lambda: scene.child.pid not in (None, first))

    Scene(tmp_path, FOR_EVER).play(story)
    assert heard == ["it died"]
