"""Between alarmd and commsd, which carries reports to the station and brings back what it says."""

from typing import Annotated, Literal

from msgspec import Meta

from panel.api.base import Message
from panel.api.pictures import Carry, FileGone, Lacking

ROWS_MAX = 8  # outstanding report rows per peer: what a small window on the broker can carry
PLACE_MAX = 2**62  # beyond every place in the outbox, and within what SQLite takes for a number

Place = Annotated[int, Meta(ge=0, le=PLACE_MAX)]

# commsd -> alarmd ---------------------------------------------------------------------------------


class Pull(Message, tag="pull", frozen=True, kw_only=True):
    """Wants unacknowledged rows; answered by ``Rows`` now, or as soon as there are some.

    The cursors are the highest ``n`` already taken per class; alarm rows are given first.
    """

    after_alarm: Place
    after_other: Place
    limit: Annotated[int, Meta(ge=1, le=ROWS_MAX)] = ROWS_MAX  # more would not fit a frame


class Received(Message, tag="received", frozen=True, kw_only=True):
    """Bytes that came from the station's side of the tree, unjudged: an ack or a command."""

    topic: str  # "ack" or "command"
    body: str
    retained: bool = False


class Path(Message, tag="path", frozen=True, kw_only=True):
    """A path to the station went up or down."""

    name: Literal["mqtt"]  # not any word: it becomes a trouble, is reported and kept
    up: bool
    detail: str = ""


# alarmd -> commsd ---------------------------------------------------------------------------------


class Row(Message, frozen=True, kw_only=True):
    """A signed report. ``n`` is its place in the outbox; ``alarm`` its class."""

    n: int
    alarm: bool
    jws: str


class Rows(Message, tag="rows", frozen=True, kw_only=True):
    rows: tuple[Row, ...]


class Acked(Message, tag="acked", frozen=True, kw_only=True):
    """The station has these; forget them."""

    ns: tuple[int, ...]


class StartOver(Message, tag="start_over", frozen=True, kw_only=True):
    """The outbox can be read again after the storage failed, and its places mean other rows: read it from 0."""


class Publish(Message, tag="publish", frozen=True, kw_only=True):
    """A signed document to put out as it is: ``result``, or ``state`` (retained)."""

    topic: str
    jws: str
    retain: bool = False


CommsToPanel = Pull | Received | Path | FileGone
PanelToComms = Rows | Acked | StartOver | Publish | Carry | Lacking
