"""Of pictures: between alarmd and commsd, which carries what it cannot open; and asked for at a shell.

alarmd says what is to be carried, as a list in the order in which it is wanted; a new list replaces the one before.
"""

from typing import Annotated

from msgspec import Meta

from comms.keys import KeyId
from panel.api.base import Message

CARRIED_MAX = 8  # pictures on one list; what is behind them comes when they are gone


class Carried(Message, frozen=True, kw_only=True):
    """A picture on its way: its signed document, and the sealed file of camerad's that it names.

    ``file``: a name in the folder of pictures; empty when the document alone is to be told.
    """

    picture: str
    jws: str
    file: str
    size: int
    sha256: str


class Carry(Message, tag="carry", frozen=True, kw_only=True):
    """alarmd to commsd: everything that is to be carried next, the most wanted first."""

    pictures: Annotated[tuple[Carried, ...], Meta(max_length=CARRIED_MAX)]


class Lacking(Message, tag="lacking", frozen=True, kw_only=True):
    """alarmd to commsd: by the station's verified word these pieces of a picture are missing there."""

    picture: str
    missing: tuple[tuple[int, int], ...]


class FileGone(Message, tag="file_gone", frozen=True, kw_only=True):
    """commsd to alarmd: the file is not there, or is not what the document says."""

    picture: str
    sha256: str
    detail: str


class TakePicture(Message, tag="take_picture", frozen=True, kw_only=True):
    """Somebody at a shell wants a picture of now; answered when there is one, or none will come."""

    pin: str
    camera: KeyId
