"""A house with cameras on wires, and camerad's end of its socket: what it is told, and what it says."""

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from comms.envelope import Typ, sign
from comms.keys import b64_encode
from comms.picture_documents import PictureAckDoc, PictureName, Wanted, encode_document
from panel.api import Carry, Message, Received
from panel.api.camera import CameraIs, JobDone, Shoot, StoreIs, Taken
from tests.support.panel_on_wires import PanelOnWires, payload

HALL, LIVING = "hall", "living"
SHA_HEX = "00" * 32
SHA = b64_encode(bytes.fromhex(SHA_HEX))

_M = TypeVar("_M", bound=Message)


def with_cameras(house: PanelOnWires, *, privacy: bool = True) -> None:
    """The hall's camera sees the front door, the living room's its window."""
    plan = house.engine.plan
    seen = {1: (HALL,), 3: (LIVING, HALL)}
    zones = tuple(replace(zone, cameras=seen.get(zone.id, ())) for zone in plan.zones)
    house.engine.plan = replace(plan, cameras=(HALL, LIVING), zones=zones, camera_privacy=privacy)


class Camerad:
    """Connected to a house."""

    def __init__(self, house: PanelOnWires) -> None:
        self.house = house
        self.said: list[Message] = []
        self.cameras = house.engine.desk.cameras
        self._say = self.said.append
        self._seen: dict[type, int] = {}
        self.made = 0
        self.connect()

    def connect(self) -> None:
        self.cameras.connected(self._say)

    def leave(self) -> None:
        self.cameras.gone(self._say)

    def heard(self, kind: type[_M]) -> list[_M]:
        """What it was told of one kind, since the last time it was asked."""
        found: list[_M] = [message for message in self.said if isinstance(message, kind)]
        seen = self._seen.get(kind, 0)
        self._seen[kind] = len(found)
        return found[seen:]

    def shoots(self) -> list[tuple[str, ...]]:
        """The cameras of each job it was given since the last time."""
        return [shoot.cameras for shoot in self.heard(Shoot)]

    def takes(self, job: str, camera: str = HALL, **fields: Any) -> str:
        """A picture of a job; its name."""
        self.made += 1
        known: dict[str, Any] = {
            "picture": f"p{self.made}",
            "at_ms": self.house.clocks.wall_ms(),
            "index": 0,
            "thumb": False,
            "size": 5_000,
            "sha256": SHA_HEX,
            "file": f"p{self.made}.srp",
        }
        taken = Taken(job=job, camera=camera, **(known | fields))
        self.cameras.hear(msgspec.json.decode(msgspec.json.encode(taken), type=Taken))
        return taken.picture

    def done(self, job: str, taken: int = 1, *failed: tuple[str, str]) -> None:
        self.cameras.hear(JobDone(job=job, taken=taken, failed=failed))

    def camera_is(self, camera: str, *, up: bool) -> None:
        self.cameras.hear(CameraIs(camera=camera, up=up, detail="" if up else "no frame for 5 s"))


def store_is(camerad: Camerad, *, up: bool) -> None:
    """camerad can keep pictures, or cannot."""
    camerad.cameras.hear(StoreIs(up=up, detail="" if up else "the card is full"))


def carried(house: PanelOnWires) -> list[dict[str, Any]]:
    """The documents that commsd is to carry now, the most wanted first."""
    lists = [message for message in house.told if isinstance(message, Carry)]
    return [payload(row.jws) for row in lists[-1].pictures] if lists else []


def answered(house: PanelOnWires, **lists: Any) -> None:
    """The station says what it has of the pictures: ``committed``, ``wanted``, ``refused``."""
    names = {
        key: tuple(PictureName(picture=name, sha256=SHA) for name in found)
        for key, found in lists.items()
        if key != "wanted"
    }
    wanted = tuple(
        Wanted(picture=name, sha256=SHA, missing=missing) for name, missing in lists.get("wanted", {}).items()
    )
    document = PictureAckDoc(v=1, panel=house.config.panel.id, station="cra", at_ms=1, wanted=wanted, **names)
    body = sign(house.station, Typ.PICTURE_ACK, encode_document(document))
    house.engine.desk.received(Received(topic="ack", body=body))
