"""The cameras and how long their pictures are kept: ``[[camera]]`` and ``[pictures]``."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import END, Id, Record


def _even(least: int, most: int) -> dict[str, str]:
    return {"allowed": f"an even number from {least} to {most}"}


class CameraSource(StrEnum):
    """Through what a camera is reached: a ribbon cable and libcamera, or USB and the kernel's V4L2."""

    PICAMERA2 = "picamera2"
    V4L2 = "v4l2"


class CameraConfig(Record, frozen=True, kw_only=True):
    """A camera: ``[[camera]]``. Zones name the cameras that look at what they watch."""

    name: Annotated[Id, Meta(description="Name of the camera; zones refer to it, pictures bear it")]
    source: Annotated[
        CameraSource, Meta(description="picamera2: on the Pi's ribbon connector; v4l2: on USB, an MJPEG or YUYV webcam")
    ]
    device: Annotated[
        str,
        Meta(
            pattern=r"^([0-7]|/dev/[A-Za-z0-9_.:/+-]{1,250})" + END,
            description="Which camera: the number libcamera gives it (picamera2), or its device file (v4l2)",
            extra={"allowed": 'a camera number from "0" to "7", or a device file such as "/dev/video0"'},
        ),
    ]
    width: Annotated[
        int, Meta(ge=160, le=1280, multiple_of=2, description="Width in pixels", extra=_even(160, 1280))
    ] = 640
    height: Annotated[
        int, Meta(ge=120, le=960, multiple_of=2, description="Height in pixels", extra=_even(120, 960))
    ] = 480
    before: Annotated[int, Meta(ge=0, le=10, description="How many pictures from before an alarm belong to it")] = 3
    before_fps: Annotated[
        int, Meta(ge=1, le=2, description="Pictures a second that are held in memory for that, while it may look")
    ] = 1
    after: Annotated[int, Meta(ge=1, le=20, description="How many pictures are taken once it is wanted")] = 5
    after_fps: Annotated[int, Meta(ge=1, le=5, description="How many of those a second")] = 2


class PicturesConfig(Record, frozen=True, kw_only=True):
    """How long sealed pictures lie on the panel's card: ``[pictures]``, optional. Whichever comes first."""

    keep_days: Annotated[int, Meta(ge=1, le=365, description="Days after which a picture is erased")] = 30
    keep_mib: Annotated[
        int, Meta(ge=16, le=65536, description="Mebibytes of pictures beyond which the oldest are erased")
    ] = 1024
