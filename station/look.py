"""Looking at a picture: finds the sealed file, proves that the panel signed it, opens it with the station's key.

From a command typed beside the running station, which keeps its pictures as files: nothing here touches its store.
"""

import importlib
import importlib.util
import io
from pathlib import Path

import msgspec

from comms.envelope import Typ, verify
from comms.errors import CommsError
from comms.keys import KeyFile, kid
from comms.picture_documents import PictureDoc, decode_document
from comms.picture_files import digest_of
from comms.pictures import open_sealed
from station import keys
from station.errors import NotHereError, PictureRefused
from station.picture_files import FOLDER, PictureFiles

_START, _END = b"\xff\xd8", b"\xff\xd9"
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length (ITU-T T.81, B.1.1.3)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive frames
_SCAN = 0xDA


class Seen(msgspec.Struct, frozen=True):
    """A picture, opened. ``size``: width and height in pixels; ``decoded``: each pixel was, not its form alone."""

    document: PictureDoc
    jpeg: bytes
    size: tuple[int, int]
    decoded: bool


def look(folder: Path, picture: str, panel: str = "") -> Seen:
    """Opens a picture by its name; ``panel`` where several have one of that name.

    Raises NotHereError, PictureRefused, CommsError.
    """
    panel = panel or _panel_of(folder, picture)
    files = PictureFiles(folder)
    try:
        sealed = files.sealed(panel, picture).read_bytes()
        jws = files.word(panel, picture).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise NotHereError(f"the picture {picture!r} of {panel!r} is not here: see `sereno station log`") from error
    document = _proven(jws, keys.panels(folder).get(panel), panel, picture)
    if digest_of(sealed) != document.sha256:
        raise PictureRefused(f"the picture {picture} is not what the panel {panel} signed: its file was changed")
    about, jpeg = open_sealed(sealed, keys.identity(folder))
    if (about.picture, about.camera, about.at_ms) != (document.picture, document.camera, document.at_ms):
        raise PictureRefused(f"the picture {picture} says of itself another name, camera or time than was signed")
    size, decoded = measure(jpeg)
    return Seen(document, jpeg, size, decoded)


def measure(jpeg: bytes) -> tuple[tuple[int, int], bool]:
    """Width and height, and whether it was decoded: with Pillow where that is installed, else its form is judged.

    Raises PictureRefused when it is no JPEG.
    """
    size = _size_of(jpeg)
    if importlib.util.find_spec("PIL") is None:
        return size, False
    image = importlib.import_module("PIL.Image")
    try:
        with image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
            opened.load()
            return (opened.width, opened.height), True
    except (OSError, ValueError, SyntaxError) as error:  # Pillow's, for what it cannot decode
        raise PictureRefused(f"it was opened, but it is no JPEG that can be decoded: {error}") from error


def _panel_of(folder: Path, picture: str) -> str:
    found = sorted(path.parent.name for path in (folder / FOLDER).glob("*/*.srp") if path.stem == picture)
    if not found:
        raise NotHereError(f"no picture {picture!r} is here: see `sereno station log`")
    if len(found) > 1:
        raise NotHereError(f"{', '.join(found)} have a picture {picture!r}: name one with --panel")
    return found[0]


def _proven(jws: str, key: KeyFile | None, panel: str, picture: str) -> PictureDoc:
    if key is None:
        raise NotHereError(f"no panel {panel!r} is enrolled here; see `sereno station import`")
    try:
        document = decode_document(verify(jws, {kid(key): key}, Typ.PICTURE).payload, PictureDoc)
    except CommsError as error:
        raise PictureRefused(f"the picture {picture} is not signed by the panel {panel}: {error}") from error
    if (document.panel, document.picture) != (panel, picture):
        raise PictureRefused(f"the picture {picture} lies under another one's name")
    return document


def _size_of(jpeg: bytes) -> tuple[int, int]:
    """From its frame header, and only if segment follows segment from the first marker to the last."""
    if not jpeg.startswith(_START) or not jpeg.rstrip(b"\0").endswith(_END):
        raise PictureRefused("it was opened, but it is no JPEG: it does not begin or end as one")
    at, size = 2, (0, 0)
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker in _BARE or marker == 0xFF:  # bytes of filling are allowed before a marker
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in _FRAMES and at + 9 <= len(jpeg):
            size = (int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big"))
        if marker == _SCAN and all(size):
            return size
        at += 2 + length
    raise PictureRefused("it was opened, but it is no JPEG: its segments do not lead to a picture")
