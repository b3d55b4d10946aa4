"""The running station: what arrives goes into the intake in batches, what it answers goes out again."""

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import msgspec
import uvicorn

from comms.transport import (
    Arrived,
    BrokerEvent,
    BrokerSink,
    Closed,
    Confirmed,
    Opened,
    Settings,
    Subscription,
    Transport,
)
from station.api import application
from station.desk import Desk
from station.intake import ROOT, Incoming, Intake, Outgoing, Taken, TextTaken
from station.lines import countdown_line, is_alarm, line
from station.page import Page
from station.store import REFUSED

LOG = logging.getLogger("station")

BATCH_MAX = 256  # messages in one commit: at 2,000/s one commit carries what came during the one before
RECEIVE_MAX = 256  # messages the broker may send before the first is confirmed
WINDOW_MAX = 64  # acknowledgements in the transport without a PUBACK
QUEUE_MAX = 4_096  # acknowledgements waiting; a panel sends again whatever loses its own
TICK_S = 1.0
COUNTDOWN_MS = 10_000
CONNECTIONS_MAX = 512  # to its interface: open pages, programs, and slack
SHUTDOWN_S = 3  # for answers under way when it stops
REFUSED_EVERY_S = 10.0  # a flood of forgeries gets one line in this time on the operator's screen

Show = Callable[[str, bool], None]  # a line, and whether it is an alarm
Connect = Callable[[Settings, BrokerSink], Transport]


class Broker(msgspec.Struct, frozen=True, kw_only=True):
    """How the station reaches its broker; kept beside the store for the commands that also need it."""

    host: str
    port: int
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None

    def settings(self, client_id: str, subscriptions: tuple[Subscription, ...], session_expiry_s: int) -> Settings:
        """A connection of its own for ``client_id``."""
        return Settings(
            host=self.host,
            port=self.port,
            client_id=client_id,
            ca_file=_path(self.ca_file),
            cert_file=_path(self.cert_file),
            key_file=_path(self.key_file),
            session_expiry_s=session_expiry_s,
            receive_maximum=RECEIVE_MAX,
            subscriptions=subscriptions,
        )


class Service:
    """One station at work. ``show`` prints for the operator; ``framed_by``: who may show its page in a frame."""

    def __init__(
        self,
        intake: Intake,
        broker: Broker,
        station: str,
        connect: Connect,
        show: Show,
        framed_by: tuple[str, ...] = (),
    ) -> None:
        # Reports keep their retained flag, to be refused by it; states arrive as what they are to us, news.
        wanted = (
            Subscription(f"{ROOT}+/report", as_published=True),
            Subscription(f"{ROOT}+/image", as_published=True),
            Subscription(f"{ROOT}+/state"),
        )
        settings = broker.settings(f"sereno-{station}", wanted, session_expiry_s=7 * 86_400)
        self._intake = intake
        self._desk = Desk(intake, wall_ms())
        self._framed_by = framed_by
        self._show = show
        self._transport = connect(settings, self._from_broker)
        self._arrived: deque[Arrived] = deque()
        self._some = asyncio.Event()
        self._outgoing: deque[Outgoing] = deque(maxlen=QUEUE_MAX)
        self._flights: dict[int, Outgoing] = {}
        self._window = 0
        self._token = secrets.randbelow(1_000_000)
        self._refused_shown_s = -REFUSED_EVERY_S

    def text_taken(self, taken: TextTaken) -> None:
        """A report came by text."""
        self._tell(Taken(news=taken.news))

    async def run(self, http: socket, stop: asyncio.Event, modem: Coroutine[None, None, None] | None = None) -> None:
        """Until ``stop``; ``http``: a bound socket on loopback; ``modem`` runs beside. Raises StorageError when the
        store fails: better no station than one that forgets."""
        server = self._server()
        async with asyncio.TaskGroup() as tasks:
            work = [
                tasks.create_task(part)
                for part in (self._transport.run(), self._take(), self._tick(), *([] if modem is None else [modem]))
            ]
            serving = tasks.create_task(server.serve(sockets=[http]))
            await stop.wait()
            self._desk.listeners.close()
            server.should_exit = True
            for task in work:
                task.cancel()
            await serving

    def _server(self) -> uvicorn.Server:
        app = application(self._intake, Page(self._intake, self._desk, wall_ms), self._framed_by)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            log_level="warning",
            limit_concurrency=CONNECTIONS_MAX,
            timeout_graceful_shutdown=SHUTDOWN_S,
        )
        return _Server(config)

    def _from_broker(self, event: BrokerEvent) -> None:
        match event:
            case Opened(receive_maximum=most):
                self._window = max(1, min(most, WINDOW_MAX))
                LOG.info("connected to the broker")
                self._desk.broker(up=True, now_ms=wall_ms())
                self._send()
            case Closed(detail=detail):
                LOG.warning("no broker: %s", detail)
                self._desk.broker(up=False, now_ms=wall_ms())
                self._outgoing.extendleft(reversed(self._flights.values()))
                self._flights.clear()
                self._window = 0
            case Confirmed(token=token):
                # A refused acknowledgement is not repeated by us: the panel repeats the report.
                self._flights.pop(token, None)
                self._send()
            case Arrived():
                self._arrived.append(event)
                self._some.set()

    async def _take(self) -> None:
        while True:
            self._some.clear()
            while self._arrived:
                batch = [self._arrived.popleft() for _ in range(min(len(self._arrived), BATCH_MAX))]
                now_ms = wall_ms()
                taken = self._intake.receive_all(
                    Incoming(each.topic, each.body, now_ms, "mqtt", each.retained) for each in batch
                )
                for each in batch:
                    self._transport.confirm(each)
                self._outgoing.extend(taken.outgoing)
                self._send()
                self._tell(taken)
                await asyncio.sleep(0)  # the transport's events and the interface get their turn
            await self._some.wait()

    async def _tick(self) -> None:
        before_ms = wall_ms()
        while True:
            await asyncio.sleep(TICK_S)
            now_ms = wall_ms()
            self._tell(self._intake.tick(now_ms))
            self._desk.tick(now_ms)
            for panel, pending in self._intake.pendings():
                if (pending.deadline_ms - before_ms) // COUNTDOWN_MS != (pending.deadline_ms - now_ms) // COUNTDOWN_MS:
                    self._show(countdown_line(panel, pending, now_ms), True)
            before_ms = now_ms

    def _send(self) -> None:
        """Hands out no more than the window: the transport is trusted with nothing else."""
        while self._outgoing and len(self._flights) < self._window:
            outgoing = self._outgoing.popleft()
            self._token += 1
            self._flights[self._token] = outgoing
            self._transport.publish(self._token, outgoing.topic, outgoing.body)

    def _tell(self, taken: Taken) -> None:
        self._desk.told(taken)
        for entry, report in taken.news:
            if entry.verdict != REFUSED or self._may_show_refused():
                self._show(line(entry, report), is_alarm(entry))

    def _may_show_refused(self) -> bool:
        now_s = time.monotonic()
        if now_s - self._refused_shown_s < REFUSED_EVERY_S:
            return False
        self._refused_shown_s = now_s
        return True


class _Server(uvicorn.Server):
    """Signals are the station's own business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the process's handlers alone."""
        yield


def wall_ms() -> int:
    """The station's wall clock."""
    return time.time_ns() // 1_000_000


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)
