"""A station, a listener or a publisher on a real broker, inside the test's own loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from comms.mqtt import MqttTransport
from comms.transport import Arrived, BrokerEvent, Confirmed, Opened, Subscription
from station import keys
from station.intake import Intake
from station.service import Broker, Service
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import until


def station_broker(broker: Mosquitto) -> Broker:
    """How a station reaches the test's broker."""
    tls = broker.tls
    return Broker(
        host="localhost",
        port=broker.port,
        ca_file=str(tls / "ca.pem"),
        cert_file=str(tls / "station.pem"),
        key_file=str(tls / "station.key"),
    )


@asynccontextmanager
async def station_running(folder: Path, broker: Mosquitto) -> AsyncIterator[tuple[Intake, list[str], int]]:
    """A station over ``folder / "station"``: its intake, what it shows, and its interface's port."""
    identity = keys.identity(folder / "station")
    intake = Intake.open(folder / "station", identity)
    shown: list[str] = []
    stop = asyncio.Event()
    with socket.create_server(("127.0.0.1", 0)) as http:
        service = Service(
            intake, station_broker(broker), identity.id, MqttTransport, lambda text, alarm: shown.append(text)
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(service.run(http, stop))
            yield intake, shown, http.getsockname()[1]
            stop.set()
    intake.close()


@asynccontextmanager
async def heard(broker: Mosquitto, *topics: str) -> AsyncIterator[list[Arrived]]:
    """Everything that is published on ``topics``, seen by a stranger with a certificate."""
    said: list[BrokerEvent] = []
    arrived: list[Arrived] = []

    def hear(event: BrokerEvent) -> None:
        said.append(event)
        if isinstance(event, Arrived):
            arrived.append(event)
            transport.confirm(event)

    subscriptions = tuple(Subscription(topic) for topic in topics)
    transport = MqttTransport(broker.settings("listener", "stranger", *subscriptions), hear)
    async with _running(transport, said):
        yield arrived


async def publish(broker: Mosquitto, topic: str, *bodies: bytes, retain: bool = False) -> None:
    """Puts messages out as a stranger with a certificate; returns when the broker has them."""
    said: list[BrokerEvent] = []
    transport = MqttTransport(broker.settings("publisher", "stranger"), said.append)
    async with _running(transport, said):
        for token, body in enumerate(bodies):
            transport.publish(token, topic, body, retain)
        await until(lambda: sum(isinstance(event, Confirmed) for event in said) == len(bodies), "published")


@asynccontextmanager
async def _running(transport: MqttTransport, said: list[BrokerEvent]) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        work = tasks.create_task(transport.run())
        await until(lambda: any(isinstance(event, Opened) for event in said), "connected")
        yield
        work.cancel()
