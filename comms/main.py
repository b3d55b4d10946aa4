"""The root of commsd: carries signed bytes between alarmd and the broker.

It holds no key but TLS's. Whatever it is made to do, it can delay and repeat; it can neither forge
nor read a command into being, because alarmd verifies everything that comes through here.
"""

import argparse
import asyncio
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from comms import picture_policy, policy
from comms.envelope import text_of
from comms.errors import CommsError, MalformedError
from comms.link import LinkEvent, PanelLink
from comms.mqtt import MqttTransport
from comms.picture_carrier import PictureCarrier
from comms.picture_files import folder_of
from comms.texter import Texter
from comms.transport import Arrived, BrokerEvent, Closed, Confirmed, Opened, Settings, Subscription, Will
from drivers.errors import DriverError
from panel import api
from panel.config import Config, ConfigError, load
from panel.config.model import BoardConfig, GsmConfig, MqttConfig
from panel.daemon.supervisor import notify

if TYPE_CHECKING:  # the drivers of pins are imported only where a modem has a line to its key: they cost memory
    from gpiozero import Factory

    from drivers.power_key import PowerKey

SUMMARY = "run the process that carries reports to the station"
SWITCH_S = 0.0005
LOG = logging.getLogger("commsd")

ARRIVED_MAX = 64  # messages for alarmd that wait while it restarts; QoS 1 stops at 8, so only floods get here
BEAT_S = 3.0  # of the watchdog; systemd's limit is 10 s


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno commsd``."""
    parser.add_argument("--config", type=Path, default=Path("/etc/sereno/sereno.toml"), help="the installation's file")
    parser.add_argument("--data", type=Path, default=Path("/var/lib/sereno"), help="the data folder")
    parser.add_argument("--runtime", type=Path, default=Path("/run/sereno"), help="the folder with alarmd's sockets")


def run(args: argparse.Namespace) -> int:
    """Carries until SIGTERM; exit code 2 when configuration or certificates do not allow it."""
    try:
        return carry(load(args.config), args.data, args.runtime)
    except (ConfigError, CommsError) as error:
        print(error, file=sys.stderr)
        return 2


def header(board: BoardConfig) -> "Factory":
    """The pins of this Raspberry Pi. Raises PinFactoryError."""
    from drivers.pins import open_factory

    return open_factory(board)


def carry(config: Config, data: Path, runtime: Path, pins: "Callable[[BoardConfig], Factory]" = header) -> int:
    """Carries until SIGTERM or SIGINT. Relative certificate paths are looked up from ``data``.

    ``pins`` is asked, in the event loop, for those of the modem's power key. Raises TransportError when the
    certificates cannot be used.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if config.mqtt is None:
        LOG.warning("the configuration has no [mqtt]: there is no station to carry anything to")
        return 0
    (data / "commsd").mkdir(mode=0o700, parents=True, exist_ok=True)
    # Loop and network thread hand each report over: 5 ms at worst as Python comes, and an alarm waits for it twice.
    sys.setswitchinterval(SWITCH_S)
    key = None if config.gsm is None else power_key(config.gsm, lambda: pins(config.board))
    asyncio.run(Carrier(config.panel.id, config.mqtt, data, runtime, config.gsm, key).run())
    return 0


def power_key(gsm: GsmConfig, pins: "Callable[[], Factory]") -> "PowerKey | None":
    """The modem's key, if it has a line to it; not opened yet."""
    if gsm.power_key is None or gsm.modem is None:
        return None
    from drivers.power_key import PowerKey

    return PowerKey(gsm.power_key, gsm.power_key_high, gsm.modem, pins)


@contextmanager
def at_rest(key: "PowerKey | None") -> Iterator[None]:
    """The key's line driven, and not pressed, from here to the end. Texts do not depend on it: it may fail."""
    if key is None:
        yield
        return
    try:
        key.open()
    except DriverError as error:
        LOG.error("%s The modem has no power key until that is mended; texts go on without.", error)
    try:
        yield
    finally:
        key.close()


class Carrier:
    """Policy, link and transport put together; lives in one event loop."""

    def __init__(
        self,
        panel: str,
        mqtt: MqttConfig,
        data: Path,
        runtime: Path,
        gsm: GsmConfig | None = None,
        key: "PowerKey | None" = None,
    ) -> None:
        self._key = key
        self._root = f"sereno/1/{panel}/"
        self._inbox: asyncio.Queue[policy.Event] = asyncio.Queue()
        self._state = policy.start(_mono_ms(), mqtt.heartbeat_s * 1000)
        self._settings = settings(panel, mqtt, data)
        self._transport = MqttTransport(self._settings, self._from_broker)
        self._link = PanelLink(runtime / "comms.sock", self._from_panel)
        self._pictures = PictureCarrier(folder_of(data), self._publish_picture, self._link.say)
        self._texter = None if gsm is None else Texter(gsm, self._link.say, key)

    async def run(self) -> None:
        """Until SIGTERM or SIGINT; then the broker is told good-bye."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        with at_rest(self._key):
            await self._run_parts(stop)

    async def _run_parts(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            parts = {
                "link": self._link.run(),
                "transport": self._transport.run(),
                "policy": self._decide(),
                "pictures": self._pictures.run(),
                "watchdog": _beat(),
            }
            if self._texter is not None:
                parts["texter"] = self._texter.run()
            work = [tasks.create_task(part, name=name) for name, part in parts.items()]
            notify("READY=1")
            await stop.wait()
            notify("STOPPING=1")
            for task in work:
                task.cancel()

    async def _decide(self) -> None:
        """One event after the other; nothing waits between a decision and the state it leaves."""
        while True:
            event = await self._next_event()
            self._state, actions = policy.step(self._state, event, _mono_ms())
            for action in actions:
                self._do(action)
            self._pictures.rest(policy.leaves_room(self._state))

    async def _next_event(self) -> policy.Event:
        due = policy.next_deadline(self._state)
        try:
            async with asyncio.timeout(None if due is None else max(0, due - _mono_ms()) / 1000):
                return await self._inbox.get()
        except TimeoutError:
            return policy.TimePassed()

    def _do(self, action: policy.Action) -> None:
        match action:
            case policy.Send(token=token, topic=topic, body=body, retain=retain):
                self._transport.publish(token, self._root + topic, body.encode("ascii"), retain)
            case policy.Rebuild(detail=detail):
                LOG.warning("the connection is given up: %s", detail)
                self._transport.rebuild(detail)
            case api.Path():
                LOG.log(
                    _level(action), "the path %s is %s", action.name, "up" if action.up else f"down: {action.detail}"
                )
                self._link.say(action)
                self._tell_texter(action.up)
            case api.Pull():
                self._link.say(action)

    def _publish_picture(self, token: int, body: bytes) -> None:
        self._transport.publish(token, self._root + "image", body)

    def _from_panel(self, event: LinkEvent) -> None:
        match event:
            case api.Texts() | api.Texted() | api.Attempt() | api.Probe():
                pass
            case api.Carry() | api.Lacking():
                self._pictures.tell(event)
                return
            case _:
                self._inbox.put_nowait(event)
        if self._texter is None:
            return
        match event:
            case api.LinkOpened() | api.LinkClosed():
                self._texter.linked(isinstance(event, api.LinkOpened))
            case _:
                self._texter.heard(event)

    def _tell_texter(self, works: bool) -> None:
        if self._texter is not None:
            self._texter.primary(works)

    def _from_broker(self, event: BrokerEvent) -> None:
        match event:
            case Opened(receive_maximum=most):
                LOG.info("connected to %s", self._settings.host)
                reports, pictures = shares(most)
                self._inbox.put_nowait(policy.Connected(reports))
                self._pictures.tell(picture_policy.Opened(pictures))
                self._tell_texter(works=True)
            case Closed(detail=detail):
                self._inbox.put_nowait(policy.Disconnected(detail))
                self._pictures.tell(picture_policy.Lost())
                self._tell_texter(works=False)
            case Confirmed(token=token, accepted=accepted) if token < 0:
                self._pictures.tell(picture_policy.Answered(token, accepted))
            case Confirmed(token=token, accepted=accepted):
                self._inbox.put_nowait(policy.Answered(token, accepted))
            case Arrived():
                self._pass_on(event)

    def _pass_on(self, arrived: Arrived) -> None:
        """Confirmed to the broker once alarmd's socket has it; what alarmd could not even read, at once."""
        if self._link.waiting >= ARRIVED_MAX:
            return  # not confirmed: it comes again with the next connection
        try:
            body = text_of(arrived.body)
        except MalformedError as error:
            LOG.warning("dropped a message on %s: %s", arrived.topic, error)
            self._transport.confirm(arrived)
            return
        message = api.Received(topic=arrived.topic.removeprefix(self._root), body=body, retained=arrived.retained)
        self._link.say(message, lambda: self._transport.confirm(arrived))


def shares(most: int) -> tuple[int, int]:
    """Of what the broker takes in flight at once: how many reports, how many messages of pictures.

    A broker that takes one message at a time gets reports alone.
    """
    reports = max(1, min(most - picture_policy.WINDOW_MAX, policy.WINDOW_MAX))
    return reports, max(0, min(most - reports, picture_policy.WINDOW_MAX))


def settings(panel: str, mqtt: MqttConfig, data: Path) -> Settings:
    """How the panel connects. The flags of retained commands are wanted as published: alarmd refuses those."""
    root = f"sereno/1/{panel}/"
    return Settings(
        host=mqtt.host,
        port=mqtt.port,
        client_id=f"sereno-{panel}",
        ca_file=_file(data, mqtt.ca_file),
        cert_file=_file(data, mqtt.cert_file),
        key_file=_file(data, mqtt.key_file),
        keepalive_s=mqtt.heartbeat_s,
        will=Will(f"{root}presence", "offline"),
        subscriptions=(Subscription(f"{root}ack"), Subscription(f"{root}command", as_published=True)),
    )


def _file(data: Path, name: str | None) -> Path | None:
    return None if name is None else data / name


def _level(path: api.Path) -> int:
    return logging.INFO if path.up else logging.WARNING


async def _beat() -> None:
    """The watchdog's: commsd has one loop, and this turns only with it."""
    while True:
        notify("WATCHDOG=1")
        await asyncio.sleep(BEAT_S)


def _mono_ms() -> int:
    return time.monotonic_ns() // 1_000_000
