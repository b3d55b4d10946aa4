"""The installation as its TOML file describes it, already checked. Times in seconds as written there.

Each description and bound here is shown to installers: by the errors of ``panel.config.load`` and,
through the exported JSON Schema, by their editors. ``extra["allowed"]`` is the text for a person
where a pattern would be no help; ``extra["refused"]`` are members of an enum that make no sense there.
"""

from typing import Annotated

from msgspec import Meta

from panel.config.base import END, FilePath, Id, Name, Record
from panel.config.cameras import CameraConfig as CameraConfig
from panel.config.cameras import CameraSource as CameraSource
from panel.config.cameras import PicturesConfig as PicturesConfig
from panel.config.chips import ClockConfig as ClockConfig
from panel.config.chips import SensorConfig as SensorConfig
from panel.config.converters import AdcConfig as AdcConfig
from panel.config.devices import BoardConfig as BoardConfig
from panel.config.devices import InputConfig as InputConfig
from panel.config.devices import OutputConfig as OutputConfig
from panel.config.devices import OutputRole as OutputRole
from panel.config.devices import PinFactory as PinFactory
from panel.config.devices import Pull as Pull
from panel.config.gsm import GsmConfig as GsmConfig
from panel.config.keypads import DisplayConfig as DisplayConfig
from panel.config.keypads import DisplaySize as DisplaySize
from panel.config.keypads import KeypadConfig as KeypadConfig
from panel.config.power import PowerConfig as PowerConfig
from panel.config.readers import ReaderConfig as ReaderConfig
from panel.config.readers import ReaderKind as ReaderKind
from panel.config.rules import AreaConfig as AreaConfig
from panel.config.rules import ArmingConfig as ArmingConfig
from panel.config.rules import EntryDelay as EntryDelay
from panel.config.rules import OverridesConfig as OverridesConfig
from panel.config.rules import TagsConfig as TagsConfig
from panel.config.rules import TimingsConfig as TimingsConfig
from panel.config.rules import ZoneConfig as ZoneConfig
from zones.wiring import Wiring as Wiring


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
    """One installation: everything in the file. No list is longer than the 28 lines of the header
    allow, four buses of four converters with four channels, eight sensors with three limits, or ids."""

    panel: PanelConfig
    board: BoardConfig = BoardConfig()
    adc: Annotated[tuple[AdcConfig, ...], Meta(max_length=16)] = ()
    input: Annotated[tuple[InputConfig, ...], Meta(min_length=1, max_length=116)]
    output: Annotated[tuple[OutputConfig, ...], Meta(max_length=28)] = ()
    reader: Annotated[tuple[ReaderConfig, ...], Meta(max_length=14)] = ()
    keypad: Annotated[tuple[KeypadConfig, ...], Meta(max_length=3)] = ()
    display: Annotated[tuple[DisplayConfig, ...], Meta(max_length=3)] = ()
    sensor: Annotated[tuple[SensorConfig, ...], Meta(max_length=8)] = ()
    camera: Annotated[tuple[CameraConfig, ...], Meta(max_length=8)] = ()
    area: Annotated[tuple[AreaConfig, ...], Meta(min_length=1, max_length=16)]
    zone: Annotated[tuple[ZoneConfig, ...], Meta(min_length=1, max_length=999)]
    timings: TimingsConfig = TimingsConfig()
    arming: ArmingConfig = ArmingConfig()
    overrides: OverridesConfig = OverridesConfig()
    tags: TagsConfig = TagsConfig()
    pictures: PicturesConfig = PicturesConfig()
    mqtt: MqttConfig | None = None
    gsm: GsmConfig | None = None
    power: PowerConfig | None = None
    clock: ClockConfig | None = None
