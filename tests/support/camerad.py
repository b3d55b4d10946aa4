"""camerad as a process, between an alarmd of the test's own and a house that the test furnishes."""

import asyncio
import contextlib
import itertools
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from comms.keys import Identity, KeyKind, generate
from comms.pictures import About, open_sealed
from drivers.camera_main import EYE_COMMAND
from hw_sim.camera.lens import Answer, Ask, LensServer
from hw_sim.camera.scene import Cameras, Fault
from hw_sim.camerad import eye_command
from panel.api import (
    CameraIs,
    CameraToPanel,
    Forget,
    FrameReader,
    JobDone,
    PanelToCamera,
    Privacy,
    Readers,
    Shoot,
    Taken,
    decode_frame,
    encode_frame,
)
from panel.config import Config, parse
from tests.panel.config.house import HOUSE
from tests.support.waiting import until

READER = generate(KeyKind.STATION, "cra")
NOON = datetime(2026, 11, 27, 12, 0, 0)  # noqa: DTZ001 - as the house's own clock shows it
SIMULATED = ("-m", "hw_sim.camerad")  # camerad, its cameras looking into the simulated house
INSTALLED = ("-m", "panel.cli", "camerad")  # camerad over this computer's own cameras
M = TypeVar("M")
_DECODER: msgspec.json.Decoder[CameraToPanel] = msgspec.json.Decoder(CameraToPanel)


def config_text(*names: str, keys: str = "") -> str:
    """The small house with such cameras, numbered from 0; ``keys`` go into each."""
    cameras = [
        f'\n[[camera]]\nname = "{name}"\nsource = "picamera2"\ndevice = "{number}"\nwidth = 320\nheight = 240\n{keys}'
        for number, name in enumerate(names)
    ]
    return HOUSE + "".join(cameras)


def config(*names: str, keys: str = "") -> Config:
    """As ``config_text``, parsed."""
    return parse(config_text(*names, keys=keys), "house.toml")


class Desk:
    """alarmd's end of ``camera.sock``: says what it is told to say and keeps what it hears."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.heard: list[CameraToPanel] = []
        self.links = 0
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        """Listens."""
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._path)

    async def close(self) -> None:
        """Goes, as alarmd does when it is killed."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.close()
        self._writers = []

    def say(self, *messages: PanelToCamera) -> None:
        """Says it to whoever is linked."""
        for message in messages:
            self._writers[-1].write(encode_frame(message))

    def all(self, kind: type[M]) -> list[M]:
        """What was heard of one kind."""
        return [each for each in self.heard if isinstance(each, kind)]

    def pictures(self, job: str) -> list[Taken]:
        """The pictures of a job, small copies left out, by their place."""
        taken = [each for each in self.all(Taken) if each.job == job and not each.thumb]
        return sorted({each.picture: each for each in taken}.values(), key=lambda each: each.index)

    def done(self, job: str) -> JobDone | None:
        """The end of a job, if it has ended."""
        return next((each for each in self.all(JobDone) if each.job == job), None)

    def camera(self, name: str) -> CameraIs:
        """What was said last of a camera."""
        return next(each for each in reversed(self.all(CameraIs)) if each.camera == name)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.links += 1
        self._writers.append(writer)
        frames = FrameReader()
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                self.heard += [decode_frame(body, _DECODER) for body in frames.feed(data)]


class CameraHouse:
    """A data folder, sockets, lenses, a desk, and the process."""

    def __init__(self, data: Path, runtime: Path, text: str, program: Sequence[str]) -> None:
        self.data, self.runtime = data, runtime
        self.program = program
        self.pictures = data / "camerad" / "pictures"
        self.config = parse(text, "house.toml")
        (data / "sereno.toml").write_text(text, encoding="utf-8")
        self.cameras = Cameras(self.config)
        self.opened: dict[str, bool] = {}
        self.lens = LensServer(self._see)
        self.desk = Desk(runtime / "camera.sock")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, wrap: Sequence[str] = ()) -> None:
        """Starts camerad; ``wrap`` is a command to run it in."""
        where = ("--config", self.data / "sereno.toml", "--data", self.data, "--runtime", self.runtime)
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*wrap, sys.executable, *self.program, *map(str, where)], stdout=log, stderr=log
            )

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ends it; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(20)

    def fault(self, fault: Fault, name: str = "") -> None:
        """Breaks a camera, or mends it."""
        self.cameras.act(fault, name)
        self.lens.changed()

    def opened_picture(self, taken: Taken) -> tuple[About, bytes]:
        """What a reader finds in a picture's file."""
        return open_sealed((self.pictures / taken.file).read_bytes(), READER)

    def log(self) -> str:
        """What camerad has logged."""
        return (self.data / "log").read_text(encoding="utf-8")

    async def shoot(self, job: str, *cameras: str, seconds: float = 20) -> JobDone:
        """A whole job."""
        self.desk.say(Shoot(job=job, cameras=cameras))
        await until(lambda: self.desk.done(job) is not None, f"job {job} is done", seconds)
        done = self.desk.done(job)
        assert done is not None
        return done

    async def held(self, count: int, seconds: float = 20) -> None:
        """Until so many frames from before are held: nothing outside shows it, so jobs without a burst ask."""
        end = time.monotonic() + seconds
        for job in (f"held{number}" for number in itertools.count()):
            self.desk.say(Shoot(job=job, cameras=(self.config.camera[0].name,), after=False))
            await until(lambda job=job: self.desk.done(job) is not None, "a job of what is held", seconds)  # type: ignore[misc]  # bound now
            found = len(self.desk.pictures(job))
            await self._forgotten(job)
            if found >= count:
                return
            assert time.monotonic() < end, f"{found} frames are held, not {count}"
            await asyncio.sleep(0.2)

    async def _forgotten(self, job: str) -> None:
        files = [each for each in self.desk.all(Taken) if each.job == job]
        self.desk.say(Forget(pictures=tuple(each.picture for each in files)))
        await until(lambda: not any((self.pictures / each.file).exists() for each in files), "forgotten again")

    async def look(self, *names: str, privacy: bool = False, readers: Sequence[Identity] = (READER,)) -> None:
        """Waits for the link, says what is in force, and waits until frames are there from before."""
        await until(lambda: len(self.desk.all(CameraIs)) >= len(self.config.camera), "linked")
        self.desk.say(Readers(keys=tuple(each.public() for each in readers)), Privacy(on=privacy))

    def _see(self, ask: Ask) -> Answer:
        there = self.cameras.plugged()
        camera = None if ask.number is None else self.cameras.by_number(ask.number)
        if camera is None:
            return Answer(there)
        return Answer(there, self.cameras.scene(camera, self.opened, {}, NOON, 0))


@contextlib.asynccontextmanager
async def camera_house(tmp_path: Path, text: str, program: Sequence[str] = SIMULATED) -> AsyncIterator[CameraHouse]:
    """Lenses and desk are there inside; the process is the test's to start, and ended after."""
    runtime = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
    house = CameraHouse(tmp_path, runtime, text, program)
    try:
        async with asyncio.TaskGroup() as tasks:
            lens = tasks.create_task(house.lens.run(runtime / "lens.sock"))
            await house.desk.open()
            try:
                yield house
            finally:
                if house.process is not None and house.process.poll() is None:
                    house.end(signal.SIGKILL)
                await house.desk.close()
                lens.cancel()
    finally:
        shutil.rmtree(runtime)


def simulated_eye(lens: Path) -> tuple[str, ...]:
    """The command of a camera's process in the simulated house."""
    assert eye_command(lens)[:2] == EYE_COMMAND[:2]
    return eye_command(lens)
