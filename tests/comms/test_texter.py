"""The second path whole, from what alarmd says to the station's modem and back, over real pseudo-terminals."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from comms.pdu import Deliver, received, submit
from comms.texter import Texter
from hw_sim.world.cellular import PANEL_NUMBER, Cellular, Gsm
from panel.api import (
    Attempt,
    AttemptWanted,
    CommsToPanel,
    Publish,
    Received,
    Text,
    Texted,
    Texts,
    TextsWanted,
)
from panel.api import Path as PathMessage
from panel.config.gsm import GsmConfig
from tests.support.waiting import until

NUMBER = "+351300000001"
ALARM = Texts(texts=(Text(n=7, alarm=True, body="SR1 an alarm"),), after_alarm=7, after_other=0)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.network = Cellular(folder, NUMBER, lambda: 0)
        self.said: list[CommsToPanel] = []
        config = GsmConfig(port=str(folder / "gsm-panel"), station_number=NUMBER)
        self.texter = Texter(config, self.say)

    def say(self, message: CommsToPanel) -> None:
        """alarmd allows every try."""
        self.said.append(message)
        if isinstance(message, AttemptWanted):
            self.texter.heard(Attempt(n=message.n, allowed=True))

    async def says(self, message: CommsToPanel) -> None:
        await until(lambda: message in self.said, f"{message}, but only {self.said}")

    @asynccontextmanager
    async def runs(self) -> AsyncIterator["Bench"]:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(self.texter.run())
            try:
                self.texter.linked(True)
                self.texter.primary(False)
                await self.says(PathMessage(name="gsm", up=True))
                yield self
            finally:
                running.cancel()
        self.network.close()


def inbox(network: Cellular) -> list[str]:
    """What the station's modem has got."""
    found = [received(pdu) for pdu in network.station.modem.stored.values()]
    return [message.text for message in found if isinstance(message, Deliver)]


def test_with_the_network_dead_an_alarm_is_at_the_station_by_text_and_its_answer_at_alarmd(tmp_path: Path) -> None:
    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            assert TextsWanted(after_alarm=0, after_other=0, limit=8) in bench.said
            bench.texter.heard(ALARM)
            await until(lambda: inbox(bench.network) == ["SR1 an alarm"], "the text at the station")
            assert bench.said.count(AttemptWanted(n=7)) == 1
            (answer,) = submit(PANEL_NUMBER, "SA1 got it")
            bench.network.carry(bench.network.station, 1, answer.hex)
            await bench.says(Received(topic="sms", body="SA1 got it"))
            bench.texter.heard(Texted(ns=(7,)))

    asyncio.run(story())


def test_a_modem_that_was_pulled_out_sends_what_waited_once_it_is_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            bench.network.befall(Gsm.UNPLUG)
            await until(lambda: not bench.texter._state.ready, "the modem is missed")
            bench.texter.heard(ALARM)
            bench.network.befall(Gsm.RESTORE)
            await until(lambda: inbox(bench.network) == ["SR1 an alarm"], "the text at the station")

    asyncio.run(story())


def test_what_is_for_the_brokers_path_alone_means_nothing_here(tmp_path: Path) -> None:
    async def story() -> None:
        async with Bench(tmp_path).runs() as bench:
            before = bench.texter._state
            bench.texter.heard(Publish(topic="state", jws="x"))
            assert bench.texter._inbox.empty() and bench.texter._state == before

    asyncio.run(story())
