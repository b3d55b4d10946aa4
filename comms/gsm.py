"""The modem's port: opened, read and written in the event loop, and opened again after it was gone.

What is said over it is decided in ``comms.at``; here are the bytes, the clock and the power key. A port that is missing
or pulled out is tried every two seconds, without end: somebody may be plugging it in.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

import serial

from comms import at
from comms.at_facts import Dead, Fact, Message, Write
from comms.texting import PortGone

LOG = logging.getLogger("comms.gsm")

RETRY_S = 2.0
CHUNK = 4_096
AFTER_DEATH_S = 5.0  # a modem that did not answer is given that long, or its power key is pressed meanwhile

Sink = Callable[[Fact | PortGone], None]


class PowerKey(Protocol):
    """The line that switches a modem on and off, as a finger on its key would."""

    async def press(self) -> None:
        """Presses as long as its data sheet wants and waits until it is up again."""
        ...


class GsmPort:
    """One modem. ``sink`` hears of all that is not bytes."""

    def __init__(self, port: str, baud: int, sink: Sink, power: PowerKey | None = None) -> None:
        self._port = port
        self._baud = baud
        self._sink = sink
        self._power = power
        self._modem = at.Modem()
        self._line: serial.Serial | None = None
        self._wake = asyncio.Event()
        self._gone = ""
        self._dead = False
        self._told = ""

    def send(self, message: Message) -> None:
        """Has it sent once the modem can; ends in ``Sent`` or ``NotSent`` at the sink."""
        self._take(at.send(self._modem, message, _now_ms()))

    async def run(self) -> None:
        """Keeps the port open, until cancelled."""
        while True:
            try:
                self._open()
            except (OSError, serial.SerialException) as error:
                self._say_gone(str(error))
                await asyncio.sleep(RETRY_S)
                continue
            try:
                await self._converse()
            finally:
                self._close()
            self._say_gone(self._gone)
            await asyncio.sleep(RETRY_S)

    def _open(self) -> None:
        self._line = serial.Serial(self._port, self._baud, timeout=0, write_timeout=0, exclusive=True)
        self._gone, self._told = "", ""
        asyncio.get_running_loop().add_reader(self._line.fileno(), self._readable)
        LOG.info("the modem's port %s is open", self._port)
        self._take(at.opened(self._modem, _now_ms()))

    def _close(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        asyncio.get_running_loop().remove_reader(line.fileno())
        line.close()
        self._take(at.closed(self._modem, _now_ms()))

    async def _converse(self) -> None:
        """Wakes the dialogue whenever it asks; returns when the port is gone."""
        while not self._gone:
            self._wake.clear()
            due_ms = at.next_ms(self._modem)
            wait_s = None if due_ms is None else max(0, due_ms - _now_ms()) / 1_000
            try:
                async with asyncio.timeout(wait_s):
                    await self._wake.wait()
            except TimeoutError:
                self._take(at.passed(self._modem, _now_ms()))
            if self._dead and not self._gone:
                await self._revive()

    async def _revive(self) -> None:
        """Off and on; without a key for it the modem may still wake by itself."""
        self._dead = False
        if self._power is not None:
            LOG.warning("the modem does not answer: its power key is pressed")
            await self._power.press()
        else:
            await asyncio.sleep(AFTER_DEATH_S)
        if not self._gone:
            self._take(at.opened(self._modem, _now_ms()))

    def _readable(self) -> None:
        line = self._line
        if line is None:
            return
        try:
            data = line.read(CHUNK)
        except (OSError, serial.SerialException) as error:
            self._lost(str(error))
            return
        if data:
            self._take(at.heard(self._modem, data, _now_ms()))

    def _take(self, outcome: at.Outcome) -> None:
        self._modem, facts = outcome
        for fact in facts:
            if isinstance(fact, Write):
                self._write(fact.data)
                continue
            self._dead = self._dead or isinstance(fact, Dead)
            self._sink(fact)
        self._wake.set()

    def _write(self, data: bytes) -> None:
        """A port that takes nothing is as good as gone; a kernel's buffer holds many times our longest message."""
        if self._line is None:
            return
        try:
            self._line.write(data)
        except (OSError, serial.SerialException) as error:
            self._lost(str(error))

    def _lost(self, why: str) -> None:
        if self._line is not None:
            asyncio.get_running_loop().remove_reader(self._line.fileno())  # it would be readable for ever
        self._gone = why or "it was pulled out"
        self._wake.set()

    def _say_gone(self, why: str) -> None:
        """Once for each reason: it is tried every two seconds."""
        detail = f"{self._port}: {why}"
        if detail != self._told:
            self._told = detail
            LOG.warning("no modem: %s", detail)
            self._sink(PortGone(detail))


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
