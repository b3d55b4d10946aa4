"""Between alarmd, which listens on ``camera.sock``, and camerad, which takes pictures when told.

What is in force (``Readers``, ``Privacy``, ``Shed``) alarmd says anew at each link; until it has spoken camerad takes
privacy to be on and keeps nothing, because there is nobody it could seal a picture for.
"""

from typing import Annotated

from msgspec import Meta

from comms.keys import KeyFile
from panel.api.base import Message

JOB_CAMERAS_MAX = 8
PICTURES_MAX = 256  # named in one message: some 4 KiB
READERS_MAX = 16

JobId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
CameraName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
Pictures = Annotated[tuple[JobId, ...], Meta(max_length=PICTURES_MAX)]

# alarmd -> camerad --------------------------------------------------------------------------------


class Shoot(Message, tag="shoot", frozen=True, kw_only=True):
    """Pictures of these cameras for a job. The same job again, while camerad lives, is answered and not repeated.

    ``before``: the frames held from before now too, unless privacy or saving keeps them from being held.
    ``after``: the burst from now on.
    """

    job: JobId
    cameras: Annotated[tuple[CameraName, ...], Meta(min_length=1, max_length=JOB_CAMERAS_MAX)]
    before: bool = True
    after: bool = True


class Readers(Message, tag="readers", frozen=True, kw_only=True):
    """For whom pictures are sealed from now on."""

    keys: Annotated[tuple[KeyFile, ...], Meta(max_length=READERS_MAX)]


class Privacy(Message, tag="privacy", frozen=True, kw_only=True):
    """On: no frames are held in memory, and what was held is dropped. What may be shot then is alarmd's to know."""

    on: bool


class Shed(Message, tag="shed", frozen=True, kw_only=True):
    """On: the battery runs low, so the cameras are switched off until a job wakes them."""

    on: bool


class Delivered(Message, tag="delivered", frozen=True, kw_only=True):
    """The station has these: where room is short they go first."""

    pictures: Pictures


class Forget(Message, tag="forget", frozen=True, kw_only=True):
    """Erases these pictures, or every picture there is and all that is held in memory."""

    pictures: Pictures = ()
    everything: bool = False


# camerad -> alarmd --------------------------------------------------------------------------------


class Taken(Message, tag="taken", frozen=True, kw_only=True):
    """A sealed picture lies on the disk. Said at least once: the same ``picture`` again is the same picture.

    ``index``: its place around the moment of the job, negative before it. ``file``: its name in the folder of pictures,
    ``size`` and ``sha256`` (hexadecimal) are of that file, as it is.
    """

    job: JobId
    picture: JobId
    camera: CameraName
    at_ms: Annotated[int, Meta(ge=0)]
    index: int
    thumb: bool
    size: Annotated[int, Meta(gt=0)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    file: str


class JobDone(Message, tag="job_done", frozen=True, kw_only=True):
    """Nothing more comes for this job. ``taken``: pictures, small copies not counted. ``failed``: which cameras gave
    fewer than they should, and why."""

    job: JobId
    taken: int
    failed: tuple[tuple[str, str], ...] = ()


class CameraIs(Message, tag="camera_is", frozen=True, kw_only=True):
    """A camera went up or down; said once for each change, and for each camera at each new link."""

    camera: CameraName
    up: bool
    detail: str = ""


class StoreIs(Message, tag="store_is", frozen=True, kw_only=True):
    """Whether pictures can be kept on the disk; said as ``CameraIs`` is."""

    up: bool
    detail: str = ""


PanelToCamera = Shoot | Readers | Privacy | Shed | Delivered | Forget
CameraToPanel = Taken | JobDone | CameraIs | StoreIs
