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

    topic: str  # "ack", "command", or "sms": a text message
    body: str
    retained: bool = False


class Path(Message, tag="path", frozen=True, kw_only=True):
    """A path to the station went up or down."""

    name: Literal["mqtt", "gsm"]  # not any word: it becomes a trouble, is reported and kept
    up: bool
    detail: str = ""


class TextsWanted(Message, tag="texts_wanted", frozen=True, kw_only=True):
    """Wants reports as text messages, which alarmd alone can write; answered by ``Texts``, as a ``Pull`` is."""

    after_alarm: Place
    after_other: Place
    limit: Annotated[int, Meta(ge=1, le=ROWS_MAX)] = ROWS_MAX


class AttemptWanted(Message, tag="attempt_wanted", frozen=True, kw_only=True):
    """May this text go now? Answered by ``Attempt`` once the try is written down."""

    n: Place


class TakeBack(Message, tag="take_back", frozen=True, kw_only=True):
    """The network refused that try for certain: it cost nothing and counts for nothing."""

    n: Place


class ProbeWanted(Message, tag="probe_wanted", frozen=True):
    """Wants a text that asks the station whether it can be reached by text; answered by ``Probe``."""


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


class Text(Message, frozen=True, kw_only=True):
    """A report as one text message, sealed for the station. ``n``, ``alarm`` as in ``Row``."""

    n: int
    alarm: bool
    body: str


class Texts(Message, tag="texts", frozen=True, kw_only=True):
    """Texts, and the cursors behind them: what lies before and is not here is nothing to be texted."""

    texts: tuple[Text, ...]
    after_alarm: int
    after_other: int


class Texted(Message, tag="texted", frozen=True, kw_only=True):
    """The station has acknowledged these by text; place 0 is a ``Probe``. Their reports wait for the network still."""

    ns: tuple[int, ...]


class Attempt(Message, tag="attempt", frozen=True, kw_only=True):
    """The try is written down and may be made; or there were enough."""

    n: int
    allowed: bool


class Probe(Message, tag="probe", frozen=True, kw_only=True):
    """The text; empty while there is no station that could answer."""

    body: str


CommsToPanel = Pull | Received | Path | TextsWanted | AttemptWanted | TakeBack | ProbeWanted | FileGone
PanelToComms = Rows | Acked | StartOver | Publish | Texts | Texted | Attempt | Probe | Carry | Lacking
