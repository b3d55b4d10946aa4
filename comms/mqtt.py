"""The way to the broker over MQTT 5, on paho-mqtt, which is trusted with one small window and no memory.

Each connection is a client of its own, thread included: a new one owes nothing to what an old one
queued, wedged on or died of. (Reconnecting one client resends all it was ever handed, at once, and a
client whose thread died goes on saying that it is connected; both seen with paho 2.2.0.)

paho's thread calls the methods named ``_on_*``: they take no lock and only hand over to the event
loop; what they could raise is caught by paho (``suppress_exceptions``), and the loop watches the
thread itself.
"""

import asyncio
import logging
import os
import secrets
import ssl
import sys
import threading
from contextlib import suppress
from ipaddress import ip_address
from socket import SHUT_RDWR, socket

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from comms.errors import TransportError
from comms.transport import Arrived, BrokerEvent, BrokerSink, Closed, Confirmed, Opened, Settings

LOG = logging.getLogger("comms.mqtt")

WINDOW_MAX = 65_535  # what MQTT 5 means when a broker names no Receive Maximum
BACKLOG_MAX = 256  # events on their way from paho's thread to the loop; QoS 0 floods end here
WATCH_S = 1.0
OPENING_S_MAX = 30.0  # name look-up, TCP, TLS and CONNACK together
FAREWELL_S_MAX = 2.0
LETTING_GO_S_MAX = 1.0
BACKOFF_S = 1.0
# What a broker that came back is missed for at most. It was 30 s, and a station came back 22 s after its broker had,
# with every alarm of that time waiting. The price is an attempt each 2.5 to 5 s while it is away, some kilobytes of
# TLS; a thousand panels that lost one broker come back spread over 2.5 s, 400 a second, and not in one instant.
BACKOFF_S_MAX = 5.0


class MqttTransport:
    """Implements comms.transport.Transport. Raises TransportError at once when certificates cannot be read."""

    def __init__(self, settings: Settings, sink: BrokerSink) -> None:
        self._settings = settings
        self._sink = sink
        self._context = tls_context(settings)
        self._connection: _Connection | None = None
        self._number = 0

    async def run(self) -> None:
        """Connects, and again after every loss, until cancelled."""
        failures = 0
        while True:
            connection = self._connect()
            try:
                await connection.wait_closed()
            finally:
                self._connection = None
                await connection.close()
            failures = 0 if connection.opened else failures + 1
            LOG.warning("no connection to %s: %s", self._settings.host, connection.detail)
            self._sink(Closed(connection.detail))
            await asyncio.sleep(_backoff_s(failures))

    def publish(self, token: int, topic: str, body: bytes, retain: bool = False) -> None:
        """As Transport.publish; without a connection nothing happens, as ``Closed`` has told already."""
        if self._connection is not None:
            self._connection.publish(token, topic, body, retain)

    def confirm(self, arrived: Arrived) -> None:
        """As Transport.confirm; a message of an earlier connection will come again and be confirmed then."""
        if self._connection is not None and arrived.receipt[0] == self._connection.number:
            self._connection.confirm(arrived.receipt[1])

    def rebuild(self, detail: str) -> None:
        """As Transport.rebuild."""
        if self._connection is not None:
            self._connection.give_up(detail)

    def _connect(self) -> "_Connection":
        self._number += 1
        self._connection = _Connection(self._settings, self._context, self._sink, self._number)
        self._connection.start()
        return self._connection


class _Connection:
    """One client from its first look-up to its end. ``detail`` says why it ended."""

    def __init__(self, settings: Settings, context: ssl.SSLContext | None, sink: BrokerSink, number: int) -> None:
        self.number = number
        self.opened = False
        self.detail = ""
        self._settings = settings
        self._sink = sink
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._tokens: dict[int, int] = {}
        self._thread: threading.Thread | None = None
        self._most = WINDOW_MAX
        self._handed = 0  # written by paho's thread only
        self._taken = 0  # written by the loop only
        self._client = self._make(context)

    def start(self) -> None:
        """Begins to connect, in paho's thread."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho has no type there
        properties.SessionExpiryInterval = self._settings.session_expiry_s
        properties.ReceiveMaximum = self._settings.receive_maximum
        properties.MaximumPacketSize = self._settings.packet_bytes_max
        self._client.connect_async(
            self._settings.host,
            self._settings.port,
            keepalive=self._settings.keepalive_s,
            clean_start=False,
            properties=properties,
        )
        self._client.loop_start()

    async def wait_closed(self) -> None:
        """Returns when the connection ended, whoever ended it, a dead or wedged thread included."""
        opening_until = self._loop.time() + OPENING_S_MAX
        while not self._ended.is_set():
            try:
                async with asyncio.timeout(WATCH_S):
                    await self._ended.wait()
            except TimeoutError:
                if not self.opened and self._loop.time() > opening_until:
                    self.give_up(f"no connection within {OPENING_S_MAX:.0f} s")
                elif self._thread_ended():
                    self.give_up("the network thread died")

    async def close(self) -> None:
        """Says good-bye where that is still possible, and leaves nothing open."""
        if self.opened and not self._ended.is_set():
            # "With will": whoever reads the presence must learn that we are gone, also when we left in order.
            self._client.disconnect(ReasonCode(PacketTypes.DISCONNECT, "Disconnect with will message"))
            try:
                async with asyncio.timeout(FAREWELL_S_MAX):
                    await self._ended.wait()
            except TimeoutError:
                LOG.warning("the broker did not hear our good-bye")
        self._sever()
        await self._let_go()

    def publish(self, token: int, topic: str, body: bytes, retain: bool) -> None:
        info = self._client.publish(topic, body, qos=1, retain=retain)
        if info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS:
            self._tokens[info.mid] = token
        else:
            self.give_up(f"the transport does not take messages any more: {info.rc.name}")

    def confirm(self, mid: int) -> None:
        self._client.ack(mid, 1)

    def give_up(self, detail: str) -> None:
        """Ends the connection; the first reason given counts."""
        self.detail = self.detail or detail
        self._ended.set()

    def _make(self, context: ssl.SSLContext | None) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._settings.client_id,
            protocol=MQTTProtocolVersion.MQTTv5,
            reconnect_on_failure=False,
            manual_ack=True,
        )
        client.suppress_exceptions = True
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        if context is not None:
            client.tls_set_context(context)
        if self._settings.will is not None:
            client.will_set(self._settings.will.topic, self._settings.will.body, qos=1, retain=True)
        return client

    def _sever(self) -> None:
        """Wakes a thread that still waits on the socket."""
        sock = self._client.socket()
        if sock is None:
            return
        # By a second handle: SSLSocket.shutdown would take the TLS object away from under the thread.
        with suppress(OSError, ValueError), socket(fileno=os.dup(sock.fileno())) as twin:
            twin.shutdown(SHUT_RDWR)

    async def _let_go(self) -> None:
        """Closes every socket of a client whose thread has ended, the pair included by which paho wakes it.

        Left to the garbage collector they pile up on a way that is long down, and Python warns of each. A thread
        that still hangs in a look-up keeps them: taking them away from under it could close another's number.
        """
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, LETTING_GO_S_MAX)
        if self._thread_ended():
            self._client.reinitialise()

    def _thread_ended(self) -> bool:
        return self._thread is not None and not self._thread.is_alive()

    # In the event loop --------------------------------------------------------------------------

    def _take(self, event: BrokerEvent) -> None:
        self._taken += 1
        if self._ended.is_set():
            return
        match event:
            case Closed(detail=detail):
                self.give_up(detail)
            case Confirmed(token=mid, accepted=accepted):
                self._sink(Confirmed(self._tokens.pop(mid), accepted))
            case Opened():
                self.opened = True
                self._sink(event)
            case Arrived():
                self._sink(event)

    # In paho's thread ---------------------------------------------------------------------------

    def _hand_over(self, event: BrokerEvent) -> None:
        self._handed += 1
        with suppress(RuntimeError):  # the loop has ended, and with it everybody who could be told
            self._loop.call_soon_threadsafe(self._take, event)

    def _on_pre_connect(self, client: Client, userdata: object) -> None:
        self._thread = threading.current_thread()

    def _on_connect(
        self, client: Client, userdata: object, flags: ConnectFlags, code: ReasonCode, properties: Properties | None
    ) -> None:
        if code.is_failure:
            self._hand_over(Closed(f"the broker refused us: {code}"))
            return
        self._most = getattr(properties, "ReceiveMaximum", WINDOW_MAX)
        # "Retain handling 1": kept messages come with a new subscription, not with every reconnect.
        wanted = [
            (each.topic, SubscribeOptions(qos=1, retainAsPublished=each.as_published, retainHandling=1))
            for each in self._settings.subscriptions
        ]
        if wanted:
            client.subscribe(wanted)  # whether or not a session was kept: brokers lose sessions
        else:
            self._hand_over(Opened(self._most))

    def _on_connect_fail(self, client: Client, userdata: object) -> None:
        error = sys.exc_info()[1]  # paho calls us from its except clause and does not pass the reason
        self._hand_over(Closed(f"{type(error).__name__}: {error}"))
        client.loop_stop()  # from its own thread: does not wait, only keeps it from trying again

    def _on_disconnect(
        self, client: Client, userdata: object, flags: DisconnectFlags, code: ReasonCode, properties: Properties | None
    ) -> None:
        self._hand_over(Closed(f"disconnected: {code}"))

    def _on_subscribe(
        self, client: Client, userdata: object, mid: int, codes: list[ReasonCode], properties: Properties | None
    ) -> None:
        """Only one who also hears is connected."""
        refused = [str(code) for code in codes if code.is_failure]
        if refused:
            self._hand_over(Closed(f"the broker refused a subscription: {', '.join(refused)}"))
        else:
            self._hand_over(Opened(self._most))

    def _on_publish(
        self, client: Client, userdata: object, mid: int, code: ReasonCode, properties: Properties | None
    ) -> None:
        self._hand_over(Confirmed(mid, not code.is_failure))

    def _on_message(self, client: Client, userdata: object, message: MQTTMessage) -> None:
        if message.qos == 0 and self._handed - self._taken > BACKLOG_MAX:
            return  # a flood; what our own parties send is QoS 1 and bounded by the receive maximum
        self._hand_over(Arrived(message.topic, bytes(message.payload), message.retain, (self.number, message.mid)))


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """How we prove who we are and see who the broker is; None for a broker of our own machine without files.

    Raises TransportError when a file is missing, broken, or a key does not fit its certificate.
    """
    files = (settings.ca_file, settings.cert_file, settings.key_file)
    if _on_loopback(settings.host) and not any(files):
        return None
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if settings.cert_file is not None:
            context.load_cert_chain(settings.cert_file, settings.key_file)
    except OSError as error:
        named = ", ".join(str(file) for file in files if file)
        raise TransportError(f"the certificates {named} cannot be used: {error}; give readable PEM files") from error
    return context


def _on_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host.lower() == "localhost"


def _backoff_s(failures: int) -> float:
    """Doubles up to a limit, and spreads over half of it: a thousand panels must not return in one instant."""
    whole = min(BACKOFF_S * (1 << min(failures, 10)), BACKOFF_S_MAX)
    return whole * (0.5 + secrets.randbelow(1000) / 2000)
