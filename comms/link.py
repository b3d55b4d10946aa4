"""commsd's end of the Unix socket to alarmd."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from panel.api import CommsToPanel, LinkClosed, LinkOpened, PanelToComms, Received
from panel.link import Link

LOG = logging.getLogger("comms.link")

LinkEvent = LinkOpened | LinkClosed | PanelToComms
_DECODER: msgspec.json.Decoder[PanelToComms] = msgspec.json.Decoder(PanelToComms)


class PanelLink(Link[PanelToComms, CommsToPanel]):
    """What arrived from the broker waits here while alarmd is away; the rest is said anew."""

    def __init__(self, path: Path, sink: Callable[[LinkEvent], None]) -> None:
        super().__init__(path, _DECODER, Received, sink, LOG)
