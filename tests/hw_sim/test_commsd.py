"""commsd whole, its modem's key on simulated wires: it finds the modem hung, presses, and a text goes out."""

import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from comms.pdu import Deliver, received
from hw_sim.pins.server import PinServer
from hw_sim.pins.wires import Wires
from hw_sim.world.cellular import Cellular, Gsm
from panel.api import (
    Attempt,
    AttemptWanted,
    CommsToPanel,
    FrameReader,
    Text,
    Texts,
    TextsWanted,
    decode_frame,
    encode_frame,
)
from panel.config.parse import load
from tests.hw_sim.small_house import TEXT
from tests.support.mosquitto import free_port
from tests.support.waiting import until

LINE = 27
STATION = "+351300000001"
ALARM = Texts(texts=(Text(n=7, alarm=True, body="SR1 an alarm"),), after_alarm=7, after_other=0)
SAID: msgspec.json.Decoder[CommsToPanel] = msgspec.json.Decoder(CommsToPanel)
RECOVERED_S = 120.0  # three silences of 5 s, 13 s of pressing and waiting, on a machine that has other things to do


class House:
    """Wires, a network with a modem on each side, and an alarmd that has one alarm to tell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runtime = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
        self.wires = Wires(time.monotonic_ns)
        self.network = Cellular(folder, STATION, lambda: 0)
        self._started: list[subprocess.Popen[bytes]] = []
        self.presses: list[tuple[float, bool]] = []
        self.wires.observe(
            lambda line, level, at_ns: self.presses.append((at_ns / 1e9, level)) if line == LINE else None
        )
        self._config = folder / "house.toml"
        self._config.write_text(self._text(), encoding="utf-8")
        gsm = load(self._config).gsm
        assert gsm is not None
        self.network.wire_key(gsm, self.wires, lambda state: None)

    def _text(self) -> str:
        # Nobody listens where the broker should be: the network is dead, and an alarm goes by text at once.
        mqtt = f'[mqtt]\nhost = "127.0.0.1"\nport = {free_port("127.0.0.1")}\n'
        gsm = f'[gsm]\nport = "{self.folder}/gsm-panel"\nstation_number = "{STATION}"\n'
        return f'{TEXT}{mqtt}{gsm}power_key = {LINE}\nmodem = "sim800"\n'

    def start(self) -> "subprocess.Popen[bytes]":
        """commsd, as the demo runs it."""
        where = ("--config", self._config, "--data", self.folder, "--runtime", self.runtime)
        with (self.folder / "log").open("ab") as log:
            started = subprocess.Popen((sys.executable, "-m", "hw_sim.commsd", *map(str, where)), stderr=log)
        self._started.append(started)
        return started

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def pressed(self) -> bool:
        return self.wires.is_output(LINE) and self.wires.level(LINE)

    def at_rest(self) -> bool:
        return self.wires.is_output(LINE) and not self.wires.level(LINE)

    def inbox(self) -> list[str]:
        """What the station's modem has got."""
        found = [received(pdu) for pdu in self.network.station.modem.stored.values()]
        return [message.text for message in found if isinstance(message, Deliver)]

    @asynccontextmanager
    async def stands(self, *, pins: bool = True) -> AsyncIterator[None]:
        alarmd = await asyncio.start_unix_server(_alarmd, self.runtime / "comms.sock")
        listening = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            served = PinServer(self.wires).run(self.runtime / ("world.sock" if pins else "nowhere.sock"), listening)
            serving = tasks.create_task(served)
            await listening.wait()
            try:
                yield
            finally:
                for process in self._started:
                    process.kill()
                    process.wait()
                serving.cancel()
                alarmd.close()
        self.network.close()
        shutil.rmtree(self.runtime)


async def _alarmd(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Allows every try."""
    frames = FrameReader()
    while data := await reader.read(1 << 16):
        for body in frames.feed(data):
            match decode_frame(body, SAID):
                case TextsWanted(after_alarm=0):
                    writer.write(encode_frame(ALARM))
                case AttemptWanted(n=n):
                    writer.write(encode_frame(Attempt(n=n, allowed=True)))
    writer.close()


def tell(folder: Path, story: Callable[[House], Coroutine[Any, Any, None]], *, pins: bool = True) -> None:
    async def run() -> None:
        house = House(folder)
        async with house.stands(pins=pins):
            await story(house)

    asyncio.run(run())


async def ended(process: "subprocess.Popen[bytes]", number: signal.Signals) -> int:
    process.send_signal(number)
    await until(lambda: process.poll() is not None, "its end")
    assert process.returncode is not None
    return process.returncode


def test_a_hung_modem_has_its_key_pressed_off_and_on_registers_again_and_a_text_goes_out(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        house.network.befall(Gsm.HANG)
        process = house.start()
        await until(house.at_rest, "the key is at rest before anything is pressed")
        await until(lambda: house.inbox() == ["SR1 an alarm"], "the alarm at the station", RECOVERED_S)
        assert [level for _, level in house.presses] == [True, False, True, False]
        (down, _), (up, _), (again, _), (last, _) = house.presses
        assert 1.5 <= up - down < 33 and again - up >= 3.8 and last - again >= 1.0
        assert "the modem does not answer: its power key is pressed, attempt 1" in house.log()
        assert await ended(process, signal.SIGTERM) == 0
        assert house.at_rest()

    tell(tmp_path, story)


def test_asked_to_end_in_the_middle_of_a_press_it_lets_go_of_the_key_first(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        house.network.befall(Gsm.SILENT)
        process = house.start()
        await until(house.pressed, "the press", RECOVERED_S)
        assert await ended(process, signal.SIGTERM) == 0
        assert house.at_rest()

    tell(tmp_path, story)


def test_killed_in_the_middle_of_a_press_it_leaves_the_key_to_its_successor_who_lets_go_at_once(
    tmp_path: Path,
) -> None:
    async def story(house: House) -> None:
        house.network.befall(Gsm.SILENT)
        while not house.pressed():  # on a busy machine a press may be over before the signal is there
            process = house.start()
            await until(house.pressed, "the press", RECOVERED_S)
            await ended(process, signal.SIGKILL)
        successor = house.start()
        await until(house.at_rest, "its successor lets go")
        assert await ended(successor, signal.SIGTERM) == 0
        assert house.at_rest()

    tell(tmp_path, story)


def test_without_pins_it_says_so_and_texts_go_out_all_the_same(tmp_path: Path) -> None:
    async def story(house: House) -> None:
        process = house.start()
        await until(lambda: house.inbox() == ["SR1 an alarm"], "the alarm at the station", RECOVERED_S)
        assert await ended(process, signal.SIGTERM) == 0
        assert "ERROR commsd: no simulated house to be wired to: " in house.log()
        assert "The modem has no power key until that is mended; texts go on without." in house.log()
        assert "Traceback" not in house.log()

    tell(tmp_path, story, pins=False)


def test_a_configuration_that_cannot_be_read_is_said_with_its_name(tmp_path: Path) -> None:
    where = ("--config", tmp_path / "none.toml", "--data", tmp_path, "--runtime", tmp_path)
    command = [sys.executable, "-m", "hw_sim.commsd", *map(str, where)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2 and "none.toml" in done.stderr and "Traceback" not in done.stderr
