"""The modem's port: opened, read and written in the event loop, and opened again after it was gone.

What is said over it is decided in ``comms.at``, and when its power key is pressed in ``comms.reviving``; here are the
bytes, the clock and whoever presses. A port that is missing or pulled out is tried every two seconds, without end:
somebody may be plugging it in.
"""

import asyncio
import errno
import logging
import time
from collections.abc import Callable
from typing import Protocol

import serial

from comms import at, reviving
from comms.at_facts import CardFails, Dead, Fact, Message, Ready, Write
from comms.texting import PortGone
from panel.ports import PortError

LOG = logging.getLogger("comms.gsm")

RETRY_S = 2.0
CHUNK = 4_096
AFTER_DEATH_S = 5.0  # a modem that did not answer is given that long, or its power key is pressed meanwhile

Sink = Callable[[Fact | PortGone], None]


class PowerKey(Protocol):
    """The line that switches a modem on and off, as a finger on its key would."""

    async def press(self, attempt: int) -> None:
        """Presses as long as its data sheet wants and waits until it is up again. Raises PortError.

        ``attempt``: which one it is since the modem last answered, the first being 1. A press toggles, and whether the
        modem was on or off only its answer tells.
        """
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
        self._revival = reviving.answered()

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
                await self._wait_for_port(error)
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
        self._revival = reviving.found(self._revival)
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
        """Then everything from the beginning."""
        self._dead = False
        await self._press_or_wait("does not answer", AFTER_DEATH_S)
        if not self._gone:
            self._take(at.opened(self._modem, _now_ms()))

    async def _wait_for_port(self, error: OSError) -> None:
        """Only a port that is not there is missing: one that another program has, or that is forbidden, has a modem."""
        there = error.errno not in (errno.ENOENT, errno.ENODEV, errno.ENXIO)
        self._revival = reviving.found(self._revival) if there else reviving.missing(self._revival, _now_ms())
        if there:
            await asyncio.sleep(RETRY_S)
        else:
            await self._press_or_wait("is missing", RETRY_S)

    async def _press_or_wait(self, what: str, wait_s: float) -> None:
        """The key, when there is one and it is due; the modem may still wake, or be plugged in, by itself."""
        now_ms = _now_ms()
        if self._power is None or not reviving.due(self._revival, now_ms):
            await asyncio.sleep(wait_s)
            return
        self._revival = reviving.pressed(self._revival, now_ms)
        LOG.warning("the modem %s: its power key is pressed, attempt %d", what, self._revival.attempts)
        try:
            await self._power.press(self._revival.attempts)
        except PortError as error:
            LOG.error("%s It could not be pressed, and the modem is only spoken to again.", error)
            await asyncio.sleep(wait_s)

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
            if isinstance(fact, Ready | CardFails):
                self._revival = reviving.answered()
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
