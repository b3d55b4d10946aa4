"""The world's end of the socket, spoken to in its own sentences."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.server import PinServer
from hw_sim.pins.wire_format import READY, REFUSED
from hw_sim.pins.wires import Wires
from tests.support.waiting import until

HIGH = Setting(output=True, level=True)
Story = Callable[[PinServer, Path], Coroutine[Any, Any, None]]


def tell(story: Story, folder: Path) -> None:
    """Runs a story against a serving world."""

    async def run() -> None:
        server, path, listening = PinServer(Wires(time.monotonic_ns)), folder / "world.sock", asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(server.run(path, listening))
            await listening.wait()
            await story(server, path)
            serving.cancel()

    asyncio.run(run())


class Panel:
    """A socket, and the sentences that came over it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def hear(self) -> str:
        async with asyncio.timeout(5):
            return (await self.reader.readline()).decode().rstrip("\n")

    async def snapshot(self) -> list[str]:
        said = [await self.hear()]
        while said[-1] != READY:
            said.append(await self.hear())
        return said

    def say(self, text: str) -> None:
        self.writer.write(text.encode())


@asynccontextmanager
async def panel(path: Path, name: str = "alarmd") -> AsyncIterator[Panel]:
    plugged = Panel(*await asyncio.open_unix_connection(path))
    plugged.say(f"panel {name}\n")
    yield plugged
    plugged.writer.close()


def test_a_panel_gets_the_levels_then_the_acts_and_its_settings_count_at_once(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        server.wires.drive(17, True)
        async with panel(path) as plugged:
            assert (await plugged.snapshot())[0] == "sereno-pins 2"
            assert server.connected
            server.wires.drive(17, False, at_ns=5)
            assert await plugged.hear() == "drive 17 0 5 edge"
            plugged.say("set 22 out floating 1\nset 4 in ")
            plugged.say("down 0\n")
            await until(lambda: server.wires.setting(4) == Setting(pull=Bias.DOWN), "both settings")
            assert server.wires.setting(22) == HIGH

    tell(story, tmp_path)


def test_lines_hold_when_the_panel_hangs_up_and_half_a_sentence_changes_nothing(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as plugged:
            await plugged.snapshot()
            plugged.say("set 22 out floating 1\nset 22 out floating 0")
        await until(lambda: not server.connected, "the end of the connection")
        assert server.wires.setting(22) == HIGH
        async with panel(path) as successor:
            assert "set 22 out floating 1" in await successor.snapshot()

    tell(story, tmp_path)


def test_a_second_panel_waits_a_moment_for_the_first_to_go_and_gets_its_lines(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as first, panel(path) as second:
            await first.snapshot()
            first.say("set 22 out floating 1\n")
            await until(lambda: server.wires.is_output(22), "the setting")
            first.writer.close()
            assert "set 22 out floating 1" in await second.snapshot()

    tell(story, tmp_path)


def test_a_second_panel_beside_a_living_one_is_refused(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as first, panel(path) as second:
            await first.snapshot()
            assert (await second.hear()).startswith(f"{REFUSED} another alarmd holds these pins")
            assert await second.hear() == ""
            server.wires.drive(17, True, at_ns=1)
            assert await first.hear() == "drive 17 1 1 edge"

    tell(story, tmp_path)


def test_two_processes_of_one_panel_have_lines_of_their_own_and_both_hear_the_world(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as alarmd, panel(path, "commsd") as commsd:
            await alarmd.snapshot()
            await commsd.snapshot()
            alarmd.say("set 22 out floating 1\n")
            commsd.say("set 11 out floating 1\n")
            await until(lambda: server.wires.level(22) and server.wires.level(11), "both lines")
            server.wires.drive(17, True, at_ns=1)
            assert await alarmd.hear() == await commsd.hear() == "drive 17 1 1 edge"

    tell(story, tmp_path)


def test_a_line_that_another_process_holds_is_refused_as_a_kernel_would_until_that_one_is_gone(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as alarmd:
            await alarmd.snapshot()
            alarmd.say("set 22 out floating 1\n")
            await until(lambda: server.wires.level(22), "the siren")
            async with panel(path, "commsd") as commsd:
                await commsd.snapshot()
                commsd.say("set 22 out floating 0\n")
                assert await commsd.hear() == "", "unplugged"
            assert server.wires.level(22), "and the siren sounds on"
        async with panel(path, "commsd") as commsd:
            await commsd.snapshot()
            await until(lambda: not server._holders, "alarmd is gone")
            commsd.say("set 22 out floating 0\n")
            await until(lambda: not server.wires.level(22), "its line now")

    tell(story, tmp_path)


def test_a_panel_that_does_not_say_who_it_is_gets_nothing(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"set 22 out floating 1\n")
        assert await reader.read() == b""
        assert not server.wires.is_output(22) and not server.connected
        writer.close()

    tell(story, tmp_path)


def test_a_panel_that_talks_nonsense_or_shorts_a_line_is_unplugged_and_the_wires_stay(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        server.wires.drive(17, False)
        for said in ("hello\n", "set 17 out floating 1\n", "x" * 500, "set 99 in up 0\n"):
            async with panel(path) as plugged:
                await plugged.snapshot()
                plugged.say(said)
                assert await plugged.hear() == ""
            assert server.wires.level(17) is False
            assert not server.wires.is_output(17)

    tell(story, tmp_path)


def test_a_panel_that_reads_nothing_is_unplugged_before_it_costs_memory(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        async with panel(path) as deaf:
            await deaf.snapshot()
            deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a transport of sockets can pause
            for _ in range(100_000):
                server.wires.drive(17, not server.wires.level(17))
                if not server.connected:
                    break
            await until(lambda: not server.connected, "the unplugging")

    tell(story, tmp_path)


SIREN_ON = """
import os, sys
from pathlib import Path
import gpiozero
from hw_sim.pins.remote import RemoteSimFactory
siren = gpiozero.OutputDevice(22, initial_value=True, pin_factory=RemoteSimFactory(Path(sys.argv[1])))
print("on", flush=True)
sys.stdin.read()
"""


def test_a_siren_sounds_on_through_the_panel_s_sigkill_and_its_successor_finds_it_so(tmp_path: Path) -> None:
    async def story(server: PinServer, path: Path) -> None:
        edges: list[bool] = []
        server.wires.observe(lambda line, level, at_ns: edges.append(level) if line == 22 else None)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            SIREN_ON,
            os.fspath(path),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"on\n"
        await until(lambda: server.wires.level(22), "the siren")
        process.send_signal(signal.SIGKILL)
        await process.wait()
        server.wires.drive(17, True)  # nobody hears this edge; its level waits for the next panel
        async with panel(path) as successor:
            said = await successor.snapshot()
        assert "set 22 out floating 1" in said
        assert any(line.startswith("drive 17 1 ") for line in said)
        assert edges == [True]

    tell(story, tmp_path)
