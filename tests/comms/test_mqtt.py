"""The transport against a real broker: what it promises holds when certificates, brokers and threads fail."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from comms.errors import TransportError
from comms.mqtt import BACKOFF_S_MAX, MqttTransport, _backoff_s, tls_context
from comms.transport import Arrived, BrokerEvent, Closed, Confirmed, Opened, Settings, Subscription, Will
from tests.support.mosquitto import Mosquitto, free_port
from tests.support.waiting import until

pytestmark = pytest.mark.lane("mosquitto")


class Ear:
    """A transport and everything it said."""

    def __init__(self, settings: Settings) -> None:
        self.said: list[BrokerEvent] = []
        self.transport = MqttTransport(settings, self.said.append)

    def count(self, kind: type[BrokerEvent]) -> int:
        return sum(isinstance(event, kind) for event in self.said)

    @property
    def arrived(self) -> list[Arrived]:
        return [event for event in self.said if isinstance(event, Arrived)]

    @property
    def details(self) -> str:
        return " | ".join(event.detail for event in self.said if isinstance(event, Closed))


@asynccontextmanager
async def running(*ears: Ear) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        work = [tasks.create_task(ear.transport.run()) for ear in ears]
        yield
        for task in work:
            task.cancel()


async def opened(ear: Ear, times: int = 1) -> None:
    await until(lambda: ear.count(Opened) >= times, f"connected {times} times; {ear.details}")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def story(body: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await body()

    asyncio.run(run())


def test_a_broker_that_was_long_away_is_missed_for_five_seconds_at_most_and_not_by_all_at_once() -> None:
    waits = [_backoff_s(failures=50) for _ in range(1000)]
    assert BACKOFF_S_MAX / 2 <= min(waits) < max(waits) <= BACKOFF_S_MAX == 5.0
    assert len({round(wait, 2) for wait in waits}) > 100, "a thousand panels come back spread out"
    assert max(_backoff_s(failures=0) for _ in range(100)) <= 1.0


def test_a_message_goes_from_one_certificate_to_another_and_is_confirmed(broker: Mosquitto) -> None:
    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        station = Ear(broker.settings("station", "station", Subscription("t/report")))
        async with running(panel, station):
            await opened(panel)
            await opened(station)
            panel.transport.publish(1, "t/report", b"told")
            await until(lambda: station.arrived != [] and Confirmed(1, True) in panel.said, "arrived and confirmed")
            assert station.arrived[0].body == b"told"
            assert not station.arrived[0].retained

    story(tell)


def test_a_stranger_without_certificate_gets_nowhere_and_is_told_why(broker: Mosquitto) -> None:
    async def tell() -> None:
        stranger = Ear(broker.settings("stranger", ""))
        async with running(stranger):
            await until(lambda: stranger.count(Closed) > 0, "refused")
        assert stranger.count(Opened) == 0

    story(tell)


# paho leaves the socket of a failed handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning")
def test_a_broker_of_another_name_or_authority_is_not_trusted(broker: Mosquitto, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Mosquitto(tmp_path / "other", address="127.0.0.2")  # a name that its certificate does not hold
    other.start()
    here, there = broker.settings("panel", "panel"), other.settings("panel", "panel")

    async def tell() -> None:
        by_name = Ear(msgspec.structs.replace(there, host=other.address))
        by_authority = Ear(msgspec.structs.replace(here, ca_file=other.tls / "ca.pem"))
        async with running(by_name, by_authority):
            await until(lambda: min(by_name.count(Closed), by_authority.count(Closed)) > 0, "both refused")
        assert by_name.count(Opened) + by_authority.count(Opened) == 0
        assert "IP address mismatch" in by_name.details
        assert "CERTIFICATE_VERIFY_FAILED" in by_authority.details

    story(tell)
    other.stop()
    gc.collect()


def test_a_way_that_is_long_down_holds_no_sockets(tmp_path: Path) -> None:
    """Neither the socket nor the pair that wakes the thread is left to the garbage collector."""
    nobody = Settings(host="127.0.0.1", port=free_port(), client_id="panel", will=None, subscriptions=())

    async def tell() -> None:
        panel = Ear(nobody)
        gc.collect()
        gc.disable()
        before = open_files()
        try:
            async with running(panel):
                await until(lambda: panel.count(Closed) >= 3, "refused three times")
                assert open_files() <= before
        finally:
            gc.enable()

    story(tell)


def test_a_lost_broker_is_noticed_and_found_again(broker: Mosquitto) -> None:
    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        async with running(panel):
            await opened(panel)
            broker.kill()
            await until(lambda: panel.count(Closed) > 0, "the loss is told")
            broker.start()
            await opened(panel, 2)

    story(tell)


def test_a_broker_that_is_not_there_is_told_with_the_reason() -> None:
    async def tell() -> None:
        panel = Ear(Settings(host="127.0.0.1", port=free_port(), client_id="panel"))
        async with running(panel):
            await until(lambda: panel.count(Closed) > 0, "the failure is told")
        assert "ConnectionRefusedError" in panel.details

    story(tell)


def test_a_transport_that_is_told_to_end_in_the_moment_its_connection_ends_does_end(broker: Mosquitto) -> None:
    """Python 3.11's wait_for takes what it waited for and forgets that it was cancelled."""

    async def tell() -> None:
        ear = Ear(broker.settings("panel", "panel"))
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(ear.transport.run())
            await opened(ear)
            ear.transport.rebuild("the broker goes")
            work.cancel()
            await until(work.done, "ended", 5)

    story(tell)


def test_a_message_that_was_not_confirmed_comes_again_with_the_next_connection(broker: Mosquitto) -> None:
    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        station = Ear(broker.settings("station", "station", Subscription("t/report")))
        async with running(panel, station):
            await opened(panel)
            await opened(station)
            panel.transport.publish(1, "t/report", b"told")
            await until(lambda: station.arrived != [], "it arrived")
            station.transport.rebuild("to see it again")
            await opened(station, 2)
            await until(lambda: len(station.arrived) > 1, "it came again")
            station.transport.confirm(station.arrived[-1])
            assert station.arrived[-1].body == b"told"

    story(tell)


def test_a_kept_command_is_marked_as_such_also_when_it_arrives_live(broker: Mosquitto) -> None:
    async def tell() -> None:
        station = Ear(broker.settings("station", "station"))
        panel = Ear(broker.settings("panel", "panel", Subscription("t/command", as_published=True)))
        async with running(panel, station):
            await opened(panel)
            await opened(station)
            station.transport.publish(1, "t/command", b"disarm", retain=True)
            await until(lambda: panel.arrived != [], "it arrived")
            assert panel.arrived[0].retained

    story(tell)


def test_who_goes_without_a_word_or_in_order_is_reported_offline(broker: Mosquitto) -> None:
    async def tell() -> None:
        station = Ear(broker.settings("station", "station", Subscription("t/presence")))
        panel = Ear(broker.settings("panel", "panel", will=Will("t/presence", "offline")))
        async with running(station):
            await opened(station)
            async with running(panel):
                await opened(panel)
                panel.transport.publish(1, "t/presence", b"online", retain=True)
                await until(lambda: [a.body for a in station.arrived] == [b"online"], "online")
                panel.transport.rebuild("the cable is cut")
                await until(lambda: station.arrived[-1].body == b"offline", "offline after the cut")
                await opened(panel, 2)
                panel.transport.publish(2, "t/presence", b"online", retain=True)
                await until(lambda: station.arrived[-1].body == b"online", "online again")
            await until(lambda: station.arrived[-1].body == b"offline", "offline after the good-bye")

    story(tell)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_network_thread_is_noticed_and_the_client_rebuilt(broker: Mosquitto) -> None:
    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        async with running(panel):
            await opened(panel)
            connection = panel.transport._connection
            assert connection is not None

            def die() -> None:
                raise SystemExit

            connection._client.loop_misc = die  # type: ignore[method-assign, assignment]  # kills its thread
            await until(lambda: panel.count(Closed) > 0, "the death is noticed")
            assert "network thread died" in panel.details
            await opened(panel, 2)

    story(tell)


def test_no_thread_is_left_behind(broker: Mosquitto) -> None:
    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        async with running(panel):
            for times in (1, 2, 3):
                await opened(panel, times)
                panel.transport.rebuild("again")
            await opened(panel, 4)
        await until(lambda: not [t for t in threading.enumerate() if t.name.startswith("paho")], "threads ended")

    story(tell)


def test_a_subscription_that_the_broker_refuses_is_no_connection(tmp_path: Path) -> None:
    rights = tmp_path / "rights"
    rights.write_text("user panel\ntopic write t/report\n", encoding="ascii")
    broker = Mosquitto(tmp_path, (f"acl_file {rights}",))
    rights.chmod(0o700)
    broker.start()

    async def tell() -> None:
        panel = Ear(broker.settings("panel", "panel"))
        async with running(panel):
            await opened(panel)
            panel.transport.publish(1, "t/other", b"told")
            await until(lambda: Confirmed(1, False) in panel.said, "a refused PUBACK is a refusal")
            panel.transport.publish(2, "t/report", b"told")
            await until(lambda: Confirmed(2, True) in panel.said, "what is allowed is confirmed")

    story(tell)
    broker.stop()


def test_certificates_that_cannot_be_used_are_refused_by_name(tmp_path: Path) -> None:
    missing = Settings(host="broker.example", port=8883, client_id="x", ca_file=tmp_path / "none.pem")
    with pytest.raises(TransportError, match=r"none\.pem"):
        tls_context(missing)
    assert tls_context(Settings(host="127.0.0.1", port=1883, client_id="x")) is None
    assert tls_context(Settings(host="broker.example", port=8883, client_id="x")) is not None
