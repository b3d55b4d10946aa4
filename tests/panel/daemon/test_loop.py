"""The loop's sockets: who carries, who asks, and who sends rubbish."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from panel.api import Carry, Publish, Pull, Rows, encode_frame
from panel.daemon.loop import CLOCK_MS_MAX, Loop
from tests.support.alarmd import Alarmd, bodies
from tests.support.panel_on_wires import payload


def framed(body: bytes) -> bytes:
    """Any bytes as one frame."""
    return len(body).to_bytes(4, "big") + body


def next_rows(arriving: Iterator[bytes]) -> Rows:
    """The next rows, whatever is published before them."""
    message = msgspec.json.decode(next(arriving), type=Publish | Rows | Carry)
    return next_rows(arriving) if isinstance(message, Publish | Carry) else message


def test_a_carrier_gets_the_state_at_once_and_rows_when_it_pulls(alarmd: Alarmd) -> None:
    with alarmd.connect("comms") as sock:
        arriving = bodies(sock)
        first = msgspec.json.decode(next(arriving), type=Publish)
        assert (first.topic, first.retain) == ("state", True)
        assert msgspec.json.decode(next(arriving), type=Carry).pictures == ()
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=0)))
        rows = next_rows(arriving).rows
        begun = ["panel.epoch", "panel.booted", "people.changed", "trouble.raised"]
        assert [payload(row.jws)["kind"] for row in rows] == begun
        last = rows[-1].n
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=last)))
        alarmd.say("trip panel_tamper")
        assert [payload(row.jws)["kind"] for row in next_rows(arriving).rows] == ["alarm.tamper"]


@pytest.mark.parametrize("name", ["comms", "console", "camera"])
@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff" * 8,
        framed(b""),
        framed(b"{}"),
        framed(b"abcde"),
        framed(b"[" * 100_000),
        framed(b'{"type":"boss"}'),
        framed(b'{"type":"pull","after_alarm":9223372036854775808,"after_other":0}'),
        framed(b'{"type":"pull","after_alarm":0,"after_other":0,"limit":1000000}'),
        framed(b'{"type":"pull","after_alarm":0,"after_other":0,"limit":-1}'),
        framed(b'{"type":"path","name":"' + b"x" * 1_000_000 + b'","up":false}'),
        framed(b'{"type":"received","topic":"ack","body":"\xff"}'),
        framed(b'{"type":"set_pin","\xff":"\xff"}'),
        framed(b'{"type":"pull","x":' + b"[" * 100_000 + b"}"),
    ],
    ids=range(13),
)
def test_rubbish_on_a_socket_ends_that_connection_and_nothing_else(besieged: Alarmd, name: str, rubbish: bytes) -> None:
    with besieged.connect(name) as sock:
        sock.sendall(rubbish)
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(65536):
                pass
    assert besieged.phase() == "idle"
    assert besieged.process is not None and besieged.process.poll() is None


class HungStore:
    """As much of an engine as a heartbeat meets, over a card that never answers."""

    def __init__(self) -> None:
        self.asked = 0

    def ping_store(self, answered: Callable[[], None]) -> None:
        self.asked += 1

    def check_lines(self) -> None:
        pass


def test_a_card_that_hangs_does_not_get_the_panel_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("panel.daemon.loop.BEAT_S", 0.001)
    monkeypatch.setattr("panel.daemon.loop.STORE_S_MAX", 0.001)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
    engine: Any = HungStore()
    board: Any = None

    async def three_beats(listener: socket.socket) -> None:
        async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
            beat = tasks.create_task(Loop(engine, board, tmp_path, lambda error: None)._beat())
            for _ in range(3):
                assert await asyncio.get_running_loop().sock_recv(listener, 100) == b"WATCHDOG=1"
            beat.cancel()

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "n"))
        listener.setblocking(False)
        asyncio.run(three_beats(listener))
    assert engine.asked == 1


class Diary:
    """As much of an engine and of a board as a timer meets; writes down in which order things came."""

    boot_id = ""

    def __init__(self) -> None:
        self.clocks = self
        self.lines: list[str] = []

    def mono_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def next_wake_ms(self) -> int:
        return self.mono_ms() + 5

    def next_poll_ms(self) -> None:
        return None

    def poll(self, now_ms: int) -> None:
        self.lines.append("poll")

    def advance(self, now_ms: int) -> None:
        pass


def test_a_timer_that_something_made_late_reads_waiting_edges_before_levels(tmp_path: Path) -> None:
    diary: Any = Diary()
    ours, theirs = socket.socketpair()
    read = asyncio.Event()

    def edge() -> None:
        theirs.recv(1)
        diary.lines.append("edge")
        read.set()

    def both_fall_due() -> None:
        time.sleep(0.01)  # before asyncio looks, so that both are run in one turn

    def takes_long() -> None:
        ours.send(b"x")
        time.sleep(0.02)

    async def story() -> None:
        loop = asyncio.get_running_loop()
        alarmd = Loop(diary, diary, tmp_path, lambda error: None)
        alarmd._tick()
        diary.lines.clear()
        alarmd._poll_ms = diary.mono_ms() + 3
        loop.add_reader(theirs, edge)
        loop.call_at(loop.time(), takes_long)
        alarmd._arm()
        both_fall_due()
        async with asyncio.timeout(10):
            await read.wait()
        loop.remove_reader(theirs)
        assert alarmd._timer is not None
        alarmd._timer.cancel()

    with ours, theirs:
        asyncio.run(story())
    assert diary.lines[0] == "edge"


class Awaiting:
    """As much of an engine and of a board as a start after a power cut meets; ``polls`` until the module has spoken."""

    boot_id = ""

    def __init__(self, polls: int) -> None:
        self.clocks = self.timekeeper = self
        self.polls = polls
        self.now_ms = 0

    def mono_ms(self) -> int:
        return self.now_ms

    @property
    def awaits_module(self) -> bool:
        return self.polls > 0

    def poll(self, now_ms: int) -> None:
        self.polls -= 1
        self.now_ms += 10


@pytest.mark.parametrize(("polls", "left", "took_ms"), [(0, 0, 0), (3, 0, 30), (1_000, 950, CLOCK_MS_MAX)])
def test_after_a_power_cut_it_waits_for_the_clock_module_and_no_longer_than_half_a_second(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, polls: int, left: int, took_ms: int
) -> None:
    monkeypatch.setattr("panel.daemon.loop.CLOCK_S", 0)
    both: Any = Awaiting(polls)
    asyncio.run(Loop(both, both, tmp_path, lambda error: None)._hear_clock())
    assert (both.polls, both.now_ms) == (left, took_ms)
