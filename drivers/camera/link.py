"""camerad's end of the Unix socket to alarmd."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from panel.api import CameraToPanel, JobDone, LinkClosed, LinkOpened, PanelToCamera
from panel.link import Link

LOG = logging.getLogger("camerad.link")

WAITING_MAX = 256  # answers to jobs that alarmd has not read; it has one job a zone at most

LinkEvent = LinkOpened | LinkClosed | PanelToCamera
_DECODER: msgspec.json.Decoder[PanelToCamera] = msgspec.json.Decoder(PanelToCamera)


class PanelLink(Link[PanelToCamera, CameraToPanel]):
    """The ends of jobs wait here while alarmd is away; everything else is said anew at each link, the pictures from
    the disk where they lie."""

    def __init__(self, path: Path, sink: Callable[[LinkEvent], None]) -> None:
        super().__init__(path, _DECODER, JobDone, sink, LOG)

    def say(self, message: CameraToPanel, delivered: Callable[[], None] | None = None) -> None:
        """Sends as soon as possible; while alarmd is away only the ends of jobs are worth keeping, the newest."""
        if not self.open:
            if not isinstance(message, JobDone):
                return
            self.drop_oldest(WAITING_MAX - 1)  # alarmd has long given those jobs up
        super().say(message, delivered)
