"""The installation as its TOML file describes it, already checked. Times in seconds as written there."""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from panel.core.names import Mode
from zones.kinds import Kind
from zones.wiring import Wiring as Wiring

Name = Annotated[str, Meta(min_length=1, max_length=40)]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
Pin = Annotated[int, Meta(ge=0, le=27, description="BCM number of a GPIO line on the 40-pin header")]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table: frozen, and a misspelt key is an error, never a silent default."""


class Pull(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"


class OutputRole(StrEnum):
    SIREN = "siren"
    STROBE = "strobe"
    SOUNDER = "sounder"
    LAMP_READY = "lamp_ready"
    LAMP_ARMED = "lamp_armed"
    LAMP_ALARM = "lamp_alarm"


class PanelConfig(Record, frozen=True, kw_only=True):
    id: Id
    name: Name
    account: Annotated[str, Meta(pattern=r"^[0-9A-F]{4,16}$")]
    timezone: str
    language: Annotated[str, Meta(pattern=r"^(pt|es|en)$")] = "en"


class PinFactory(StrEnum):
    GPIOD = "gpiod"
    LGPIO = "lgpio"


class BoardConfig(Record, frozen=True, kw_only=True):
    pins: PinFactory = PinFactory.GPIOD


class InputConfig(Record, frozen=True, kw_only=True):
    name: Id
    pin: Pin
    pull: Pull = Pull.UP


class OutputConfig(Record, frozen=True, kw_only=True):
    name: Id
    pin: Pin
    role: OutputRole
    active_high: bool = True


class ReaderConfig(Record, frozen=True, kw_only=True):
    """A Wiegand reader on two lines."""

    name: Id
    d0: Pin
    d1: Pin


class KeypadConfig(Record, frozen=True, kw_only=True):
    """A 4x4 matrix: rows are driven, columns are read."""

    name: Id
    rows: Annotated[tuple[Pin, ...], Meta(min_length=4, max_length=4)]
    columns: Annotated[tuple[Pin, ...], Meta(min_length=4, max_length=4)]


class AreaConfig(Record, frozen=True, kw_only=True):
    id: Id
    name: Name
    modes: Annotated[tuple[Mode, ...], Meta(min_length=1)]


class EntryDelay(StrEnum):
    A = "A"
    B = "B"


class ZoneConfig(Record, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=1, le=999)]
    name: Name
    area: Id
    kind: Kind
    input: Id
    modes: tuple[Mode, ...] = ()
    wiring: Wiring = Wiring.NC
    entry_delay: EntryDelay = EntryDelay.A
    qualification_ms: Annotated[int, Meta(ge=10, le=5000)] = 50


class TimingsConfig(Record, frozen=True, kw_only=True):
    exit_delay_s: Annotated[int, Meta(ge=0, le=255)] = 60
    entry_delay_a_s: Annotated[int, Meta(ge=0, le=255)] = 30
    entry_delay_b_s: Annotated[int, Meta(ge=0, le=255)] = 45
    siren_s: Annotated[int, Meta(ge=90, le=900)] = 180
    cancel_window_s: Annotated[int, Meta(ge=0, le=3600)] = 300


class TagsConfig(Record, frozen=True, kw_only=True):
    uid_only_needs_pin: bool = True
    tag_cancels: bool = False


class MqttConfig(Record, frozen=True, kw_only=True):
    """The primary path. Files are paths on the panel; a broker off loopback needs TLS."""

    host: Annotated[str, Meta(min_length=1)]
    port: Annotated[int, Meta(ge=1, le=65535)] = 8883
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    heartbeat_s: Annotated[int, Meta(ge=10, le=600)] = 60


class Config(Record, frozen=True, kw_only=True):
    """One installation. ``station`` names the station that must be enrolled before reports are believed."""

    panel: PanelConfig
    board: BoardConfig = BoardConfig()
    input: Annotated[tuple[InputConfig, ...], Meta(min_length=1)]
    output: tuple[OutputConfig, ...] = ()
    reader: tuple[ReaderConfig, ...] = ()
    keypad: tuple[KeypadConfig, ...] = ()
    area: Annotated[tuple[AreaConfig, ...], Meta(min_length=1, max_length=16)]
    zone: Annotated[tuple[ZoneConfig, ...], Meta(min_length=1)]
    timings: TimingsConfig = TimingsConfig()
    tags: TagsConfig = TagsConfig()
    mqtt: MqttConfig | None = None
