"""What goes into the dialogue with a modem and what comes out of it: commands, messages, facts."""

from enum import StrEnum

import msgspec

from comms.at_words import Advice
from comms.pdu import Deliver, StatusReport, Submit

ANSWER_MS = 5_000  # for what the modem does alone


class Step(StrEnum):
    """What a command is for."""

    WAKE = "wake"
    ECHO = "echo"
    ERRORS = "errors"
    CARD = "card"
    PDU_MODE = "pdu_mode"
    NEWS = "news"
    REGISTRATION = "registration"
    SIGNAL = "signal"
    SEND = "send"
    BODY = "body"
    READ = "read"
    DELETE = "delete"
    STORED = "stored"


class Command(msgspec.Struct, frozen=True):
    """What is written, and how long the answer may take."""

    step: Step
    text: str
    wait_ms: int = ANSWER_MS


class Message(msgspec.Struct, frozen=True):
    """What is to be sent, by a name of its sender's own."""

    id: str
    parts: tuple[Submit, ...]


class Write(msgspec.Struct, frozen=True):
    """Bytes for the modem."""

    data: bytes


class Ready(msgspec.Struct, frozen=True):
    """It answers, and its card is open."""


class Registered(msgspec.Struct, frozen=True):
    """Whether it is known to a network."""

    registered: bool


class Signal(msgspec.Struct, frozen=True):
    """How well it hears the network."""

    dbm: int


class Sent(msgspec.Struct, frozen=True):
    """The network took it. ``references``: one for each part; ``Fated`` names them."""

    id: str
    references: tuple[int, ...]


class NotSent(msgspec.Struct, frozen=True):
    """It did not. ``unknown``: it may have all the same, for the modem fell silent or began anew."""

    id: str
    advice: Advice
    error: int = -1
    unknown: bool = False


class Fated(msgspec.Struct, frozen=True):
    """What became of a part."""

    report: StatusReport


class Came(msgspec.Struct, frozen=True):
    """A message came."""

    message: Deliver


class CardFails(msgspec.Struct, frozen=True):
    """No card, locked, or broken; as the modem puts it."""

    detail: str


class PowerFails(msgspec.Struct, frozen=True):
    """Its own supply does; as the modem puts it."""

    detail: str


class Dead(msgspec.Struct, frozen=True):
    """It does not answer: switch it off and on."""


Fact = Write | Ready | Registered | Signal | Sent | NotSent | Fated | Came | CardFails | PowerFails | Dead
