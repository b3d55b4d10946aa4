"""sereno doctor in the simulated house: the same code, other wires."""

import argparse
import asyncio
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hw_sim import doctor
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.server import BusServer
from hw_sim.pins.server import PinServer
from hw_sim.pins.wires import Wires
from hw_sim.world.stage import Stage
from panel.cli.doctor import look
from panel.exam import lines
from tests.hw_sim.small_house import CELLAR, TAGS, TEXT, WITH_CELLAR


class House:
    """A world at its sockets, in a thread with a loop of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.config = folder, folder / "small.toml"
        self.config.write_text(TEXT + CELLAR, encoding="utf-8")
        self.wires, self.buses = Wires(time.monotonic_ns), Buses()
        Stage(WITH_CELLAR, TAGS, self.wires, lambda change: None, self.buses)
        self.up = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.thread.start()
        assert self.up.wait(20)

    async def _serve(self) -> None:
        self.loop, self.over, ready = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            served = [
                tasks.create_task(PinServer(self.wires).run(self.folder / "world.sock", ready)),
                tasks.create_task(BusServer(self.buses, lambda: None).run(self.folder / "i2c.sock")),
            ]
            await ready.wait()
            self.up.set()
            await self.over.wait()
            for task in served:
                task.cancel()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(20)

    def options(self) -> list[str]:
        where = str(self.folder)
        return ["--config", str(self.config), "--data", where, "--runtime", where, "--json"]


@contextmanager
def house() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="s-", dir="/tmp") as folder:
        made = House(Path(folder))
        try:
            yield made
        finally:
            made.close()


def test_it_examines_the_house_at_its_sockets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lines, "LISTENS_MS", 1_000)
    with house() as made:
        made.wires.drive(5, True)  # the door stands open
        monkeypatch.setattr(sys, "argv", ["doctor", *made.options()])
        assert doctor.main() == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    states = {each["subject"]: each["state"] for each in said["findings"]}
    notes = {subject for subject, state in states.items() if state != "ok"}
    assert notes == {"door (7 Door)", "reports"}
    assert states["computer"] == states["bus 3 0x45 SHT31 (cellar)"] == states["cellar"] == states["keypad"] == "ok"


def test_without_a_house_it_says_that_there_are_no_pins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "small.toml").write_text(TEXT, encoding="utf-8")
    args = argparse.Namespace(
        config=tmp_path / "small.toml", data=tmp_path, runtime=tmp_path, json=True, sound=False, contract=None
    )
    assert look(args, doctor.world_of(args, tmp_path / "pi")) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    pins = next(each["found"] for each in found if each["subject"] == "pins")
    assert pins.startswith("no simulated house")


def test_a_configuration_with_a_mistake_is_told_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.toml").write_text(TEXT.replace("pin = 5", "pin = 99"), encoding="utf-8")
    args = argparse.Namespace(
        config=tmp_path / "small.toml", data=tmp_path, runtime=tmp_path, json=True, sound=False, contract=None
    )
    assert look(args, doctor.world_of(args, tmp_path / "pi")) == 2
    assert "found 99" in capsys.readouterr().out
