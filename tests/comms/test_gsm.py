"""The modem's port on a real pseudo-terminal: it opens, speaks, is pulled out, dies and comes back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
import serial

from comms import gsm
from comms.at_facts import Came, Dead, Fact, Message, NotSent, Ready, Registered, Sent
from comms.gsm import GsmPort
from comms.pdu import submit
from comms.texting import PortGone
from drivers.errors import LineFailedError
from hw_sim.world.cellular import PANEL_NUMBER, Cellular, Gsm
from tests.support.waiting import until

NUMBER = "+351300000001"
F = TypeVar("F")


class Key:
    """A power key, and which attempts it was pressed for; pressed, the modem begins anew, unless that ``fails``."""

    def __init__(self, network: Cellular) -> None:
        self.attempts: list[int] = []
        self.fails = False
        self._network = network

    async def press(self, attempt: int) -> None:
        self.attempts.append(attempt)
        if self.fails:
            raise LineFailedError("the modem's power key: pressing GPIO11 failed.")
        self._network.befall(Gsm.RESTORE)


class Bench:
    """A port at the panel's modem of a network, and what it said."""

    def __init__(self, folder: Path, *, key: bool = False) -> None:
        self.network = Cellular(folder, NUMBER, lambda: 0)
        self.said: list[Fact | PortGone] = []
        self.key = Key(self.network) if key else None
        self.port = GsmPort(str(folder / "gsm-panel"), 115_200, self.said.append, self.key)

    def heard(self, kind: type[F]) -> list[F]:
        return [fact for fact in self.said if isinstance(fact, kind)]

    async def hears(self, kind: type[object]) -> None:
        """Returns once it has said such a thing."""
        await until(lambda: any(isinstance(fact, kind) for fact in self.said), kind.__name__)

    @asynccontextmanager
    async def runs(self) -> AsyncIterator["Bench"]:
        running = asyncio.ensure_future(self.port.run())  # noqa: TID251 - ended below, and its end looked at
        try:
            yield self
        finally:
            running.cancel()
            await asyncio.wait([running])
            assert running.cancelled() or running.exception() is None
            self.network.close()


def test_it_opens_the_port_and_sends_and_receives(tmp_path: Path) -> None:
    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            await bench.hears(Registered)
            assert bench.heard(Ready) and bench.heard(Registered)[0].registered
            bench.port.send(Message("7", submit(NUMBER, "an alarm")))
            await bench.hears(Sent)
            assert bench.heard(Sent) == [Sent("7", (1,))]
            assert [(text.sender, text.to) for text in bench.network.texts] == [(PANEL_NUMBER, NUMBER)]
            (back,) = submit(PANEL_NUMBER, "an answer")
            bench.network.carry(bench.network.station, 1, back.hex)
            await bench.hears(Came)
            assert (bench.heard(Came)[0].message.sender, bench.heard(Came)[0].message.text) == (NUMBER, "an answer")

    asyncio.run(story())


def test_a_port_that_is_not_there_is_told_once_and_found_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gsm, "RETRY_S", 0.01)

    async def story() -> None:
        bench = Bench(tmp_path)
        bench.network.befall(Gsm.UNPLUG)
        async with bench.runs():
            await bench.hears(PortGone)
            await asyncio.sleep(0.1)  # tried ten times meanwhile
            bench.network.befall(Gsm.RESTORE)
            await bench.hears(Registered)
        (gone,) = bench.heard(PortGone)
        assert "gsm-panel" in gone.detail and "No such file" in gone.detail

    asyncio.run(story())


def test_a_modem_that_is_pulled_out_while_it_sends_is_told_and_comes_back_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gsm, "RETRY_S", 0.01)

    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            await bench.hears(Registered)
            bench.network.panel.modem.silent = True
            bench.port.send(Message("7", submit(NUMBER, "an alarm")))
            await asyncio.sleep(0)
            bench.network.befall(Gsm.UNPLUG)
            await bench.hears(PortGone)
            assert [(failed.id, failed.unknown) for failed in bench.heard(NotSent)] == [("7", True)]
            bench.said.clear()
            bench.network.befall(Gsm.RESTORE)
            await bench.hears(Registered)
            bench.port.send(Message("8", submit(NUMBER, "an alarm")))
            await bench.hears(Sent)

    asyncio.run(story())


@pytest.mark.parametrize("key", [True, False])
def test_a_modem_that_does_not_answer_is_switched_off_and_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bool
) -> None:
    monkeypatch.setattr(gsm, "AFTER_DEATH_S", 0.01)
    clock = [0]
    monkeypatch.setattr(gsm, "_now_ms", lambda: clock[0])  # silence is judged by the clock, which is ours here

    async def story() -> None:
        bench = Bench(tmp_path, key=key)
        bench.network.befall(Gsm.SILENT)
        async with bench.runs():
            for _ in range(4):
                await asyncio.sleep(0.01)
                clock[0] += 5_000
                bench.port._wake.set()
            await bench.hears(Dead)
            if bench.key is None:
                bench.network.befall(Gsm.RESTORE)
            await bench.hears(Ready)
            assert bench.key is None or bench.key.attempts == [1]

    asyncio.run(story())


class Silences:
    """Time in which nobody answers, on a clock that is ours."""

    def __init__(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_ms = 0
        self._bench = bench
        monkeypatch.setattr(gsm, "AFTER_DEATH_S", 0.001)
        monkeypatch.setattr(gsm, "RETRY_S", 0.001)
        monkeypatch.setattr(gsm, "_now_ms", lambda: self.now_ms)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Five seconds after the other."""

        def passed() -> bool:
            self.now_ms += 5_000
            self._bench.port._wake.set()
            return condition()

        await until(passed, what)


def test_as_long_as_it_stays_dead_the_attempts_are_counted_and_after_an_answer_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        bench = Bench(tmp_path, key=True)
        assert bench.key is not None
        key, time = bench.key, Silences(bench, monkeypatch)
        key.fails = True
        bench.network.befall(Gsm.SILENT)
        async with bench.runs():
            await time.until(lambda: len(key.attempts) == 3, "three attempts in vain")
            key.fails = False
            await time.until(lambda: bool(bench.heard(Ready)), "the fourth helps")
            assert key.attempts == [1, 2, 3, 4]
            bench.network.befall(Gsm.SILENT)
            await time.until(lambda: len(key.attempts) == 5, "the next silence")
            assert key.attempts[-1] == 1

    asyncio.run(story())


def test_a_key_that_cannot_be_pressed_is_in_the_log_and_the_modem_is_spoken_to_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        bench = Bench(tmp_path, key=True)
        assert bench.key is not None
        bench.key.fails, time = True, Silences(bench, monkeypatch)
        bench.network.befall(Gsm.SILENT)
        async with bench.runs():
            await time.until(lambda: "pressing GPIO11 failed. It could not be pressed" in caplog.text, "said")
            bench.network.befall(Gsm.RESTORE)
            await time.until(lambda: bool(bench.heard(Ready)), "it woke by itself")

    asyncio.run(story())


def test_a_port_that_has_been_missing_for_a_minute_is_that_of_a_modem_that_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        bench = Bench(tmp_path, key=True)
        assert bench.key is not None
        key, time = bench.key, Silences(bench, monkeypatch)
        bench.network.befall(Gsm.UNPLUG)
        async with bench.runs():
            await time.until(lambda: time.now_ms >= 50_000, "most of a minute")
            assert key.attempts == [], "somebody may be plugging it in"
            await time.until(lambda: bool(bench.heard(Ready)), "the press brings its port")
            assert key.attempts == [1]

    asyncio.run(story())


def test_a_port_that_another_program_has_is_no_reason_to_press_the_modems_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        bench = Bench(tmp_path, key=True)
        assert bench.key is not None
        key, time = bench.key, Silences(bench, monkeypatch)
        holder = serial.Serial(str(tmp_path / "gsm-panel"), exclusive=True)
        async with bench.runs():
            await time.until(lambda: time.now_ms >= 300_000, "five minutes")
            assert key.attempts == [] and "exclusively lock" in bench.heard(PortGone)[0].detail
            holder.close()
            await time.until(lambda: bool(bench.heard(Ready)), "it is ours")

    asyncio.run(story())


def test_another_programs_port_is_left_alone_and_said_to_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gsm, "RETRY_S", 0.01)

    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            await bench.hears(Registered)
            second = GsmPort(str(tmp_path / "gsm-panel"), 115_200, bench.said.append)
            with pytest.raises(OSError, match="exclusively lock"):
                second._open()
            assert not bench.heard(PortGone)

    asyncio.run(story())
