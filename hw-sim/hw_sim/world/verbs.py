"""What one may ask of the house: the forms of the requests, each with its meaning."""

from enum import StrEnum

import msgspec

from hw_sim.rfid.trouble import Fault as ReaderFault
from hw_sim.world.cellular import Gsm
from hw_sim.world.faults import ConverterFault, WireFault
from hw_sim.world.relays import RelayFault
from hw_sim.world.supply import Gauge
from hw_sim.world.timepiece import Fate


class Verb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every request: a misspelt field is an error."""


class OnZone(Verb, frozen=True, kw_only=True):
    """open, close, walk. ``zone``: an input's name or a zone's number."""

    zone: str | int


class OnWire(Verb, frozen=True, kw_only=True):
    """wire: what befalls a zone's wires. ``value``: ohms of ``drift``, per cent of ``noise``."""

    zone: str | int
    fault: WireFault
    value: str | float = ""


class OnConverter(Verb, frozen=True, kw_only=True):
    """converter. ``name``: as the configuration has it."""

    name: str
    action: ConverterFault


class OnRelay(Verb, frozen=True, kw_only=True):
    """relay. ``name``: the output's, as the configuration has it."""

    name: str
    action: RelayFault


class ShowTag(Verb, frozen=True, kw_only=True):
    """tag. ``reader``: the first one unless named."""

    label: str
    reader: str = ""


class PressKeys(Verb, frozen=True, kw_only=True):
    """keys. ``keypad``: the first one unless named."""

    keys: str
    keypad: str = ""


class Cable(StrEnum):
    CUT = "cut"
    RESTORE = "restore"
    SLOW = "slow"  # 64 kbit/s, half a second each way
    SILENT = "silent"  # connections stand, and nothing goes through


class Plug(StrEnum):
    CUT = "cut"
    RESTORE = "restore"


class OnNetwork(Verb, frozen=True, kw_only=True):
    """network: the cable between the panel and the broker. ``slow``: 64 kbit/s, half a second each way."""

    action: Cable


class Switch(StrEnum):
    KILL = "kill"
    START = "start"


class OnBroker(Verb, frozen=True, kw_only=True):
    """broker: killed like by a power cut, and not restarted until asked."""

    action: Switch


class OnMains(Verb, frozen=True, kw_only=True):
    """mains: the supply's plug."""

    action: Plug


class OnBattery(Verb, frozen=True, kw_only=True):
    """battery: the volts its terminals show from now on, or ``real``: what the battery gives; ``out``, ``in``;
    ``worn``: half its capacity is gone, ``new``."""

    battery: str


class OnGauge(Verb, frozen=True, kw_only=True):
    """gauge: how its I2C bus behaves."""

    gauge: Gauge


class OnGsm(Verb, frozen=True, kw_only=True):
    """gsm: what becomes of the panel's modem, or of its network."""

    action: Gsm


class CameraAct(StrEnum):
    HANG = "hang"
    UNPLUG = "unplug"
    BLACK = "black"
    NOISE = "noise"
    RESTORE = "restore"


class OnCamera(Verb, frozen=True, kw_only=True):
    """camera. ``name``: all of them unless named."""

    action: CameraAct
    name: str = ""


class OnClock(Verb, frozen=True, kw_only=True):
    """clock: what becomes of the clock module."""

    clock: Fate


class OnClimate(Verb, frozen=True, kw_only=True):
    """climate. ``air``: its temperature at a sensor in °C, or what becomes of the sensor: ``out``, ``garbage``,
    ``stuck``, ``well``. ``humidity``: in % RH, as it was unless given."""

    sensor: str
    air: str
    humidity: str = ""


class OnStorm(Verb, frozen=True, kw_only=True):
    """storm: every contact at rest chatters for ``seconds``; answered when it has broken out. See ``storm``."""

    seconds: int
    edges_per_s: int = 20
    glitch_ms: int = 20
    seed: int = 1


class OnReader(Verb, frozen=True, kw_only=True):
    """reader: what becomes of a tag reader. ``name``: the first one unless named."""

    action: ReaderFault
    name: str = ""


FORMS: dict[str, type[Verb]] = {
    "open": OnZone,
    "close": OnZone,
    "walk": OnZone,
    "wire": OnWire,
    "converter": OnConverter,
    "relay": OnRelay,
    "tag": ShowTag,
    "keys": PressKeys,
    "network": OnNetwork,
    "broker": OnBroker,
    "mains": OnMains,
    "battery": OnBattery,
    "gauge": OnGauge,
    "gsm": OnGsm,
    "camera": OnCamera,
    "climate": OnClimate,
    "storm": OnStorm,
    "reader": OnReader,
    "clock": OnClock,
}
