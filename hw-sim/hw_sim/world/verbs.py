"""What one may ask of the house: the forms of the requests, each with its meaning."""

from enum import StrEnum

import msgspec


class Verb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every request: a misspelt field is an error."""


class OnZone(Verb, frozen=True, kw_only=True):
    """open, close, walk. ``zone``: an input's name or a zone's number."""

    zone: str | int


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


class OnNetwork(Verb, frozen=True, kw_only=True):
    """network: the cable between the panel and the broker."""

    action: Cable


class Switch(StrEnum):
    KILL = "kill"
    START = "start"


class OnBroker(Verb, frozen=True, kw_only=True):
    """broker: killed like by a power cut, and not restarted until asked."""

    action: Switch


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


AnyVerb = OnZone | ShowTag | PressKeys | OnNetwork | OnBroker | OnCamera
FORMS: dict[str, type[AnyVerb]] = {
    "open": OnZone,
    "close": OnZone,
    "walk": OnZone,
    "tag": ShowTag,
    "keys": PressKeys,
    "network": OnNetwork,
    "broker": OnBroker,
    "camera": OnCamera,
}
