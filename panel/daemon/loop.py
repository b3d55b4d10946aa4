"""alarmd's loop: real time, real sockets, one thread that decides.

Timers and edges call the engine straight from the loop, so whatever an engine call raises is a broken
invariant: the loop's handler marks it and ends the process, and the supervisor starts it again over the
journal. The siren line keeps its level meanwhile.
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from panel.api import (
    AttemptWanted,
    CommsToPanel,
    ConsoleToPanel,
    FileGone,
    FrameError,
    FrameReader,
    Message,
    ProbeWanted,
    Pull,
    Received,
    Reply,
    TakeBack,
    TextsWanted,
    decode_frame,
    encode_frame,
)
from panel.api import Path as PathMessage
from panel.api.camera import CameraToPanel
from panel.daemon import console
from panel.daemon.engine import Engine
from panel.daemon.supervisor import notify
from panel.daemon.texts import TextDesk
from panel.ports import Board, HardwareEvent

POLL_MS = 100  # the back-stop's period: a contact whose edge was lost is late by no more
LATE_MS = 5  # a timer later than this reads what came meanwhile first
# epoll's time-out is rounded up to a millisecond, so every deadline came half a millisecond late, the siren's
# too. For a deadline the loop wakes that much early and sleeps the rest by the finer clock.
EARLY_S = 0.001
BEAT_S = 3.0  # of the watchdog; systemd's limit is 10 s
STORE_S_MAX = 4.0  # a heartbeat waits for the store no longer: both together stay well within the limit
CLOCK_MS_MAX = 500  # for the clock module's first word; a bus that hangs must not keep the house unguarded
CLOCK_S = 0.01
POWER_OFF = "power_off"  # a file in the runtime folder: stop the machine
STOPPED_BY_ASSERTION = 70  # EX_SOFTWARE
CLIENT_BUFFER = 1 << 20  # bytes; a carrier that reads nothing is let go

TextMessage = TextsWanted | AttemptWanted | TakeBack | ProbeWanted
_FROM_CARRIER: msgspec.json.Decoder[CommsToPanel] = msgspec.json.Decoder(CommsToPanel)
_FROM_CAMERA: msgspec.json.Decoder[CameraToPanel] = msgspec.json.Decoder(CameraToPanel)
_FROM_PERSON: msgspec.json.Decoder[ConsoleToPanel] = msgspec.json.Decoder(ConsoleToPanel)

log = logging.getLogger("alarmd")


class Loop:
    """Runs an engine until it is told to stop."""

    def __init__(self, engine: Engine, board: Board, runtime: Path, on_broken: Callable[[BaseException], None]) -> None:
        self._engine = engine
        self._board = board
        self._runtime = runtime
        self._on_broken = on_broken
        self._carriers: list[asyncio.StreamWriter] = []
        self._cameras: list[asyncio.StreamWriter] = []
        self._timer: asyncio.TimerHandle | None = None
        self._poll_ms = 0
        self._wake_ms = 0
        self._has_read = True  # what waited on file descriptors, since the timer was found late
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Protects at once, then opens the sockets: a house is guarded before anybody may ask about it."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._broken)
        stop = self._stop
        (self._runtime / POWER_OFF).unlink(missing_ok=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        self._engine.tell = self._tell
        self._engine.log = log.warning
        try:
            self._board.start(self._sink)
            await self._hear_clock()
            self._engine.boot()
            self._tick()
            notify("READY=1")
            await self._serve(stop)
        finally:
            if self._timer is not None:
                self._timer.cancel()  # a tick on a closed board would hide why we end

    async def _hear_clock(self) -> None:
        """After a power cut: a moment's patience with the clock module, which answers within milliseconds and without
        whose word nobody knows whether somebody is just coming in, or came in long ago."""
        give_up_ms = self._engine.clocks.mono_ms() + CLOCK_MS_MAX
        while self._engine.timekeeper.awaits_module and (now_ms := self._engine.clocks.mono_ms()) < give_up_ms:
            self._board.poll(now_ms)
            await asyncio.sleep(CLOCK_S)

    def _switch_off(self) -> None:
        """Asks the supervisor to stop the machine, which is above this process's rights, and ends."""
        (self._runtime / POWER_OFF).touch()
        self._stop.set()

    async def _serve(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            servers = [
                await asyncio.start_unix_server(self._carrier, self._socket("comms")),
                await asyncio.start_unix_server(self._person, self._socket("console")),
                await asyncio.start_unix_server(self._camera, self._socket("camera")),
            ]
            heart = tasks.create_task(self._beat())
            await stop.wait()
            notify("STOPPING=1")
            heart.cancel()
            for server in servers:
                server.close()
            for peer in (*self._carriers, *self._cameras):
                peer.close()

    # time and wires -------------------------------------------------------------------------------

    def _sink(self, event: HardwareEvent) -> None:
        self._engine.hardware(event)
        self._arm()

    def _tick(self) -> None:
        """Reads levels and lets time pass, but never ahead of edges that are there already: after something that
        took long, a glitch of 20 ms whose second edge is unread would count. A timer set for now is run by
        asyncio after every descriptor that is readable now."""
        loop = asyncio.get_running_loop()
        left_s = self._wake_ms / 1000 - loop.time()
        now_ms = self._engine.clocks.mono_ms()
        if 0 < left_s <= EARLY_S:
            time.sleep(left_s)
            self._timer = loop.call_at(loop.time(), self._tick)
            return
        if now_ms - self._wake_ms > LATE_MS and not self._has_read:
            self._has_read = True
            self._timer = loop.call_at(loop.time(), self._tick)
            return
        self._has_read = False
        if now_ms >= self._poll_ms:
            self._board.poll(now_ms)
            self._poll_ms = now_ms + POLL_MS
        if now_ms >= self._engine.next_wake_ms():  # most polls find nothing new, ten times a second for years
            self._engine.advance(now_ms)
            if self._engine.powered.must_switch_off:
                self._switch_off()
        self._arm()

    def _arm(self) -> None:
        """Sets the one timer to whatever is wanted first."""
        asked_ms = self._board.next_poll_ms()
        if asked_ms is not None:
            self._poll_ms = min(self._poll_ms, asked_ms)
        wanted_ms = self._engine.next_wake_ms()
        self._wake_ms = min(wanted_ms, self._poll_ms)
        early_s = EARLY_S if wanted_ms <= self._poll_ms else 0
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(self._wake_ms / 1000 - early_s, self._tick)

    async def _beat(self) -> None:
        """Feeds the watchdog only after loop, writer and lines have each answered.

        A writer that hangs in a dying card is an answer too: the engine treats it as failed storage and goes
        on in memory. To be killed for it would end in a start that waits for the same card, with no siren at all.
        """
        answered = asyncio.Event()
        answered.set()
        while True:
            await asyncio.sleep(BEAT_S)
            if answered.is_set():
                answered = asyncio.Event()
                self._engine.ping_store(answered.set)
            with suppress(TimeoutError):
                async with asyncio.timeout(STORE_S_MAX):
                    await answered.wait()
            self._engine.check_lines()
            notify("WATCHDOG=1")

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, ConnectionError):
            return
        log.critical("%s", context.get("message"), exc_info=error if isinstance(error, BaseException) else None)
        self._on_broken(error if isinstance(error, BaseException) else AssertionError(str(context.get("message"))))
        logging.shutdown()
        os._exit(STOPPED_BY_ASSERTION)

    # sockets --------------------------------------------------------------------------------------

    def _socket(self, name: str) -> Path:
        path = self._runtime / f"{name}.sock"
        path.unlink(missing_ok=True)
        return path

    def _tell(self, message: Message) -> None:
        for writer in self._carriers:
            _write(writer, message)

    async def _carrier(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def reply(message: Message) -> None:
            _write(writer, message)

        self._carriers.append(writer)
        for message in (*self._engine.desk.state_messages(), *self._engine.desk.cameras.pictures.greeting()):
            _write(writer, message)
        try:
            async for body in _frames(reader):
                self._from_carrier(decode_frame(body, _FROM_CARRIER), reply)
        except (FrameError, ConnectionError) as error:
            log.warning("the carrier's connection ended: %s", error)
        finally:
            self._engine.ledger.forget_waiting(reply)
            if self._engine.texts is not None:
                self._engine.texts.forget_waiting(reply)
            self._carriers.remove(writer)
            writer.close()

    def _from_carrier(self, message: CommsToPanel, reply: Callable[[Message], None]) -> None:
        match message:
            case Pull():
                self._engine.ledger.forget_waiting(reply)
                self._engine.ledger.pull(message.after_alarm, message.after_other, message.limit, reply)
            case PathMessage():
                self._engine.path(message)
            case FileGone():
                self._engine.desk.cameras.pictures.gone(message)
            case Received() if message.topic != "sms":
                self._engine.desk.received(message)
            case _ if self._engine.texts is not None:
                self._text(self._engine.texts, message, reply)
            case _:
                log.warning("the carrier speaks of a modem, of which the configuration knows nothing")
        self._arm()

    def _text(self, desk: TextDesk, message: TextMessage | Received, reply: Callable[[Message], None]) -> None:
        match message:
            case TextsWanted():
                desk.wanted(message, reply)
            case AttemptWanted():
                desk.attempt(message, reply)
            case TakeBack():
                desk.take_back(message)
            case ProbeWanted():
                desk.probe(reply)
            case Received():
                desk.received(message.body)

    async def _camera(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(message: Message) -> None:
            _write(writer, message)

        cameras = self._engine.desk.cameras
        self._cameras.append(writer)
        cameras.connected(say)
        try:
            async for body in _frames(reader):
                cameras.hear(decode_frame(body, _FROM_CAMERA))
                self._arm()
        except (FrameError, ConnectionError) as error:
            log.warning("camerad's connection ended: %s", error)
        finally:
            cameras.gone(say)
            self._cameras.remove(writer)
            writer.close()

    async def _person(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def respond(reply: Reply) -> None:
            _write(writer, reply)

        try:
            async for body in _frames(reader):
                console.handle(self._engine, decode_frame(body, _FROM_PERSON), respond)
                self._arm()
        except (FrameError, ConnectionError) as error:
            log.warning("a console's connection ended: %s", error)
        finally:
            writer.close()


async def _frames(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    frames = FrameReader()
    while data := await reader.read(65536):
        for body in frames.feed(data):
            yield body


def _write(writer: asyncio.StreamWriter, message: Message) -> None:
    if writer.is_closing():
        return
    if writer.transport.get_write_buffer_size() > CLIENT_BUFFER:
        writer.transport.abort()  # it reads nothing; what it misses stays in the outbox
        return
    writer.write(encode_frame(message))
