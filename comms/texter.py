"""The second path put together: policy, modem and alarmd, in one event loop."""

import asyncio
import logging
import time
from collections.abc import Callable

from comms import texting
from comms.at_facts import Came, Fact, Fated, Message, Signal
from comms.gsm import GsmPort, PowerKey
from comms.pdu import Fate, fate, submit
from comms.texting import Linked, PortGone, Primary, SendText
from panel.api import (
    Acked,
    Attempt,
    CommsToPanel,
    PanelToComms,
    Path,
    Probe,
    Received,
    StartOver,
    Texted,
    Texts,
)
from panel.config.gsm import GsmConfig

LOG = logging.getLogger("comms.texter")


class Texter:
    """``say``: to alarmd. Tell it what alarmd says (``heard``), and whether the network's path works (``primary``)."""

    def __init__(self, config: GsmConfig, say: Callable[[CommsToPanel], None], power: PowerKey | None = None) -> None:
        self._number = config.station_number
        self._say = say
        self._inbox: asyncio.Queue[texting.Event] = asyncio.Queue()
        self._state = texting.start(_now_ms())
        self._port = GsmPort(config.port, config.baud, self._from_modem, power)
        self._reference = 0

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._port.run())
            tasks.create_task(self._decide())

    def linked(self, on: bool) -> None:
        """alarmd is there, or gone."""
        self._inbox.put_nowait(Linked(on))

    def primary(self, works: bool) -> None:
        """Whether the network's path works, as far as is known."""
        self._inbox.put_nowait(Primary(works))

    def heard(self, message: PanelToComms) -> None:
        """What alarmd says; of no use here is only what the broker's path is for."""
        if isinstance(message, Texts | Texted | Acked | Attempt | Probe | StartOver):
            self._inbox.put_nowait(message)

    async def _decide(self) -> None:
        while True:
            event = await self._next_event()
            self._state, actions = texting.step(self._state, event, _now_ms())
            for action in actions:
                self._do(action)

    async def _next_event(self) -> texting.Event:
        due = texting.next_deadline(self._state)
        try:
            async with asyncio.timeout(None if due is None else max(0, due - _now_ms()) / 1000):
                return await self._inbox.get()
        except TimeoutError:
            return texting.TimePassed()

    def _do(self, action: texting.Action) -> None:
        if isinstance(action, SendText):
            self._reference = self._reference % 255 + 1
            parts = submit(self._number, action.body, reference=self._reference, status_report=True)
            LOG.info("report at place %d goes to the station by text", action.n)
            self._port.send(Message(str(action.n), parts))
            return
        if isinstance(action, Path):
            LOG.log(
                logging.INFO if action.up else logging.WARNING,
                "the path gsm is %s",
                "up" if action.up else f"down: {action.detail}",
            )
        self._say(action)

    def _from_modem(self, fact: Fact | PortGone) -> None:
        match fact:
            case Came(message=message):
                # From whom does not matter: numbers are forged for pennies, and alarmd judges the words.
                self._say(Received(topic="sms", body=message.text))
            case Fated(report=report):
                if fate(report.status) is not Fate.DELIVERED:
                    LOG.warning("a text to the station was not delivered: status %#04x", report.status)
            case Signal(dbm=dbm):
                LOG.info("the modem hears its network at %d dBm", dbm)
            case _:
                self._inbox.put_nowait(fact)


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
