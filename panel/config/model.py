"""The installation as its TOML file describes it, already checked. Times in seconds as written there.

Each description and bound here is shown to installers: by the errors of ``panel.config.load`` and,
through the exported JSON Schema, by their editors. ``extra["allowed"]`` is the text for a person
where a pattern would be no help; ``extra["refused"]`` are members of an enum that make no sense there.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from panel.core.names import Mode
from zones.kinds import Kind
from zones.wiring import Wiring as Wiring

END = r"$(?!\n)"  # "$" alone would let a line feed at the end through

Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        pattern=r"^[^\x00-\x1f\x7f]*" + END,
        extra={"allowed": "text of 1 to 40 characters on one line"},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_-]{0,31}" + END,
        extra={"allowed": "1 to 32 small letters, digits, _ and -, beginning with a letter"},
    ),
]
Pin = Annotated[int, Meta(ge=0, le=27, description="BCM number of a GPIO line on the 40-pin header")]
ArmedMode = Annotated[
    Mode,
    Meta(
        extra={"refused": (Mode.DISARMED,)},
        extra_json_schema={"enum": [Mode.TOTAL.value, Mode.PARTIAL.value, Mode.NIGHT.value]},
    ),
]
FilePath = Annotated[str, Meta(min_length=1, max_length=4096)]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table: frozen, and a misspelt key is an error, never a silent default.

    msgspec does not inherit ``frozen`` and ``kw_only`` for the new fields of a subclass: repeat them.
    """


class Pull(StrEnum):
    """The resistor that holds an input's line while its contact is open.

    ``up`` and ``none`` (a resistor of your own to 3.3 V) go with a contact to ground, ``down`` with
    a contact to 3.3 V.
    """

    UP = "up"
    DOWN = "down"
    NONE = "none"


class OutputRole(StrEnum):
    """What an output is for."""

    SIREN = "siren"
    STROBE = "strobe"
    SOUNDER = "sounder"
    LAMP_READY = "lamp_ready"
    LAMP_ARMED = "lamp_armed"
    LAMP_ALARM = "lamp_alarm"


class PanelConfig(Record, frozen=True, kw_only=True):
    """The panel itself: ``[panel]``, once."""

    id: Annotated[Id, Meta(description="The panel's id in topics and reports; unique at its station, never changed")]
    name: Annotated[Name, Meta(description="What people call this installation")]
    account: Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-F]{4,16}" + END,
            description="Account number that the station gave: 4 to 16 digits or capital letters A to F",
            extra={"allowed": "4 to 16 digits or capital letters A to F, in quotes"},
        ),
    ]
    timezone: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=64,
            description='The time zone of the house by its IANA name, as "Europe/Lisbon"',
            extra={"allowed": 'an IANA time zone such as "Europe/Lisbon"'},
        ),
    ]
    language: Annotated[
        str,
        Meta(
            pattern=r"^(pt|es|en)" + END,
            description="Language of the keypad: pt, es or en",
            extra={"allowed": "pt, es, en"},
        ),
    ] = "en"


class PinFactory(StrEnum):
    """Who talks to the GPIO lines. Never a silent fall-back from one to the other."""

    GPIOD = "gpiod"
    LGPIO = "lgpio"


class BoardConfig(Record, frozen=True, kw_only=True):
    """The computer and its pins: ``[board]``, optional."""

    pins: Annotated[
        PinFactory,
        Meta(description="Library for the GPIO lines: gpiod (kernel time stamps) or lgpio (gpiozero's own)"),
    ] = PinFactory.GPIOD


class InputConfig(Record, frozen=True, kw_only=True):
    """A line that a detector is wired to: ``[[input]]``. Each belongs to exactly one zone."""

    name: Annotated[Id, Meta(description="Name of the input; a zone refers to it")]
    pin: Pin
    pull: Annotated[
        Pull,
        Meta(
            description="Resistor holding the line while the contact is open. up: the Pi's own, contact to ground; "
            "none: a resistor of yours to 3.3 V, contact to ground; down: the Pi's own, contact to 3.3 V"
        ),
    ] = Pull.UP


class OutputConfig(Record, frozen=True, kw_only=True):
    """A line that switches something: ``[[output]]``."""

    name: Annotated[Id, Meta(description="Name of the output")]
    pin: Pin
    role: Annotated[OutputRole, Meta(description="What the output is for")]
    active_high: Annotated[
        bool, Meta(description="true: on is 3.3 V at the pin; false: on is 0 V, as with many relay boards")
    ] = True


class ReaderConfig(Record, frozen=True, kw_only=True):
    """A Wiegand tag reader on two lines: ``[[reader]]``."""

    name: Annotated[Id, Meta(description="Name of the reader, as events show it")]
    d0: Annotated[
        Pin, Meta(description="BCM number of the line to the reader's D0 (green wire), through a level shifter")
    ]
    d1: Annotated[
        Pin, Meta(description="BCM number of the line to the reader's D1 (white wire), through a level shifter")
    ]


class KeypadConfig(Record, frozen=True, kw_only=True):
    """A 4x4 matrix: rows are driven, columns are read: ``[[keypad]]``."""

    name: Annotated[Id, Meta(description="Name of the keypad, as events show it")]
    rows: Annotated[
        tuple[Pin, ...],
        Meta(min_length=4, max_length=4, description="BCM numbers of the four rows, top to bottom (1 2 3 A first)"),
    ]
    columns: Annotated[
        tuple[Pin, ...],
        Meta(min_length=4, max_length=4, description="BCM numbers of the four columns, left to right (1 4 7 * first)"),
    ]


class AreaConfig(Record, frozen=True, kw_only=True):
    """A part of the property that is armed on its own: ``[[area]]``."""

    id: Annotated[Id, Meta(description="The area's id; zones refer to it")]
    name: Annotated[Name, Meta(description="What people call the area")]
    modes: Annotated[
        tuple[ArmedMode, ...], Meta(min_length=1, max_length=3, description="The modes in which the area can be armed")
    ]


class EntryDelay(StrEnum):
    """Which of the two entry delays of ``[timings]`` a zone starts."""

    A = "A"
    B = "B"


class ZoneConfig(Record, frozen=True, kw_only=True):
    """A detector and what it is for: ``[[zone]]``."""

    id: Annotated[int, Meta(ge=1, le=999, description="The zone's number, as the station sees it; never reuse it")]
    name: Annotated[Name, Meta(description="What people call the zone")]
    area: Annotated[Id, Meta(description="The id of the area it belongs to")]
    kind: Annotated[Kind, Meta(description="What the panel does when the zone trips")]
    input: Annotated[Id, Meta(description="The name of the input its detector is wired to")]
    modes: Annotated[
        tuple[ArmedMode, ...],
        Meta(
            max_length=3,
            description="The modes in which it is live; entry_exit, follower and instant only",
        ),
    ] = ()
    wiring: Annotated[
        Wiring, Meta(description="nc: closed while all is well (a cut cable alarms); no: closes when it trips")
    ] = Wiring.NC
    entry_delay: Annotated[EntryDelay, Meta(description="Which entry delay an entry_exit zone starts: A or B")] = (
        EntryDelay.A
    )
    qualification_ms: Annotated[
        int, Meta(ge=10, le=5000, description="How long a change must hold to count, in milliseconds")
    ] = 50


class TimingsConfig(Record, frozen=True, kw_only=True):
    """Delays in seconds: ``[timings]``, optional."""

    exit_delay_s: Annotated[int, Meta(ge=0, le=255, description="Time to leave after arming")] = 60
    entry_delay_a_s: Annotated[int, Meta(ge=0, le=255, description="Time to disarm after coming in, delay A")] = 30
    entry_delay_b_s: Annotated[int, Meta(ge=0, le=255, description="Time to disarm after coming in, delay B")] = 45
    siren_s: Annotated[int, Meta(ge=90, le=900, description="How long the siren sounds for one alarm")] = 180
    cancel_window_s: Annotated[
        int, Meta(ge=0, le=3600, description="How long after an alarm a disarm by code reports it as cancelled")
    ] = 300


class TagsConfig(Record, frozen=True, kw_only=True):
    """What a tag may do: ``[tags]``, optional."""

    uid_only_needs_pin: Annotated[
        bool, Meta(description="A tag that is only a number (and so can be copied) disarms with a PIN only")
    ] = True
    tag_cancels: Annotated[
        bool, Meta(description="Disarming by tag within the cancel window cancels the alarm too, as a code does")
    ] = False


class MqttConfig(Record, frozen=True, kw_only=True):
    """The primary path to the station: ``[mqtt]``. A broker off loopback needs TLS, which ``ca_file`` turns on."""

    host: Annotated[
        str,
        Meta(
            pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,252}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f.:]*)" + END,
            description="Name or address of the broker, without a scheme",
            extra={"allowed": "a host name or an address, without a scheme or port"},
        ),
    ]
    port: Annotated[int, Meta(ge=1, le=65535, description="Port of the broker: 8883 is MQTT over TLS")] = 8883
    ca_file: (
        Annotated[FilePath, Meta(description="Certificate of the authority that vouches for the broker; turns TLS on")]
        | None
    ) = None
    cert_file: (
        Annotated[FilePath, Meta(description="The panel's own certificate, if the broker asks for one")] | None
    ) = None
    key_file: Annotated[FilePath, Meta(description="The key to that certificate")] | None = None
    heartbeat_s: Annotated[int, Meta(ge=10, le=600, description="How often the path is tried when nothing is said")] = (
        60
    )


class Config(Record, frozen=True, kw_only=True):
    """One installation: everything in the file. No list is longer than the 28 lines of the header allow, or ids do."""

    panel: PanelConfig
    board: BoardConfig = BoardConfig()
    input: Annotated[tuple[InputConfig, ...], Meta(min_length=1, max_length=28)]
    output: Annotated[tuple[OutputConfig, ...], Meta(max_length=28)] = ()
    reader: Annotated[tuple[ReaderConfig, ...], Meta(max_length=14)] = ()
    keypad: Annotated[tuple[KeypadConfig, ...], Meta(max_length=3)] = ()
    area: Annotated[tuple[AreaConfig, ...], Meta(min_length=1, max_length=16)]
    zone: Annotated[tuple[ZoneConfig, ...], Meta(min_length=1, max_length=999)]
    timings: TimingsConfig = TimingsConfig()
    tags: TagsConfig = TagsConfig()
    mqtt: MqttConfig | None = None
