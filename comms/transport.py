"""What a way to the broker takes and tells: the form that ``comms.mqtt`` implements.

Roots hand an implementation to whoever needs one, so that neither the panel's nor the station's part
knows paho.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec


class Subscription(msgspec.Struct, frozen=True):
    """``as_published``: messages keep their retained flag also when they arrive live (MQTT 5)."""

    topic: str
    as_published: bool = False


class Will(msgspec.Struct, frozen=True):
    """What the broker says, retained, when we are gone without a word."""

    topic: str
    body: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One connection. Off loopback, or with any file given, it is TLS with the host's name verified."""

    host: str
    port: int
    client_id: str
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    keepalive_s: int = 60
    session_expiry_s: int = 86_400  # how long the broker keeps for us what arrives while we are away
    receive_maximum: int = 8  # messages that the broker may send before we confirm the first
    packet_bytes_max: int = 72 * 1024  # an envelope of 64 KiB and its topic; the broker drops what is larger
    will: Will | None = None
    subscriptions: tuple[Subscription, ...] = ()


class Opened(msgspec.Struct, frozen=True):
    """Connected. ``receive_maximum``: how many of ours the broker wants before it confirmed the first."""

    receive_maximum: int


class Closed(msgspec.Struct, frozen=True):
    """The connection is gone, or could not be made. The next one is being prepared."""

    detail: str


class Confirmed(msgspec.Struct, frozen=True):
    """The broker's answer to ``publish``: it took the message or refused it, which is not the same."""

    token: int
    accepted: bool


class Arrived(msgspec.Struct, frozen=True):
    """A message. Confirm it with ``confirm`` when it is safe. ``receipt`` says which, on which connection."""

    topic: str
    body: bytes
    retained: bool
    receipt: tuple[int, int] = (0, 0)


BrokerEvent = Opened | Closed | Confirmed | Arrived
BrokerSink = Callable[[BrokerEvent], None]


class Transport(Protocol):
    """Keeps one connection to a broker alive; tells its sink, in the event loop's thread."""

    async def run(self) -> None:
        """Connects, and again after every loss, until cancelled; says good-bye then."""
        ...

    def publish(self, token: int, topic: str, body: bytes, retain: bool = False) -> None:
        """QoS 1. Answered by ``Confirmed(token)``, unless ``Closed`` comes first."""
        ...

    def confirm(self, arrived: Arrived) -> None:
        """Tells the broker that a message need not be sent again."""
        ...

    def rebuild(self, detail: str) -> None:
        """Gives the connection up, dead or alive; a new one follows."""
        ...
