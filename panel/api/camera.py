"""Between alarmd and camerad, which takes pictures when told to and keeps them sealed.

alarmd listens on ``camera.sock``. What camerad says is checked like anybody's: it holds a camera, and no key.
"""

from typing import Annotated

from msgspec import Meta

from comms.keys import KeyFile, KeyId
from comms.pictures import SEALED_MAX, PictureId
from panel.api.base import Message

Camera = KeyId
Wall = Annotated[int, Meta(ge=0, le=2**53 - 1)]

# alarmd -> camerad --------------------------------------------------------------------------------


class Shoot(Message, tag="shoot", frozen=True, kw_only=True):
    """Pictures, now. ``before``: those of the moments before, from memory; ``after``: a burst after; neither: one."""

    job: PictureId
    cameras: tuple[Camera, ...]
    before: bool
    after: bool


class Readers(Message, tag="readers", frozen=True, kw_only=True):
    """Whom pictures are sealed for from now on, each under the id of its key."""

    keys: tuple[KeyFile, ...]


class Privacy(Message, tag="privacy", frozen=True, kw_only=True):
    """People are at home: nothing is held in memory either."""

    on: bool


class Shed(Message, tag="shed", frozen=True, kw_only=True):
    """The battery is running out: no camera runs but for an alarm."""

    on: bool


class Forget(Message, tag="forget", frozen=True, kw_only=True):
    """Erases pictures by name, or every one there is."""

    pictures: tuple[PictureId, ...]
    all: bool


# camerad -> alarmd --------------------------------------------------------------------------------


class Taken(Message, tag="taken", frozen=True, kw_only=True):
    """A sealed picture lies on the disk. ``file``: its name in the folder of pictures; see ``comms.pictures.About``."""

    job: PictureId
    picture: PictureId
    camera: Camera
    at_ms: Wall
    index: Annotated[int, Meta(ge=-100, le=100)]
    thumb: bool
    size: Annotated[int, Meta(ge=1, le=SEALED_MAX)]
    sha256: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
    file: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}$")]


class JobDone(Message, tag="job_done", frozen=True, kw_only=True):
    """Nothing more comes of a job. ``failed``: cameras, and why each gave no picture."""

    job: PictureId
    taken: int
    failed: tuple[tuple[str, str], ...]


class CameraIs(Message, tag="camera_is", frozen=True, kw_only=True):
    """A camera works, or does not."""

    camera: Camera
    up: bool
    detail: str


PanelToCamera = Shoot | Readers | Privacy | Shed | Forget
CameraToPanel = Taken | JobDone | CameraIs
