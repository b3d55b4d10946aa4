"""Pictures as a camera would make them: JPEGs that decode, sealed, told and cut into pieces."""

import struct

import msgspec

from comms.envelope import Typ, sign
from comms.keys import Identity, KeyFile
from comms.picture_documents import Chunk, PictureDoc, cut, encode_chunk, encode_document
from comms.picture_files import digest_of
from comms.pictures import About, seal

AT_MS = 1_790_000_000_000


def jpeg(width: int = 64, height: int = 48, size: int = 0) -> bytes:
    """A grey baseline JPEG (ITU-T T.81), filled up with comments to ``size`` bytes if it is smaller."""
    tables = b"".join(
        (
            _segment(0xDB, b"\0" + b"\1" * 64),
            _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
            _segment(0xC4, b"\x00\1" + bytes(15) + b"\0"),  # DC: one code, of one bit, for no difference
            _segment(0xC4, b"\x10\1" + bytes(15) + b"\0"),  # AC: one code, of one bit, for the end of a block
        )
    )
    bits = 2 * -(-width // 8) * -(-height // 8)
    scan = bytes(bits // 8) + (bytes((0xFF >> bits % 8,)) if bits % 8 else b"")
    body = tables + _segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9"
    return b"\xff\xd8" + _filling(size - len(body) - 2) + body


def _filling(size: int) -> bytes:
    found = b""
    while size - len(found) >= 4:
        length = min(size - len(found) - 4, 65_533)
        found += _segment(0xFE, bytes(at * 7 % 251 for at in range(length)))
    return found


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


class Taken(msgspec.Struct, frozen=True):
    """A picture, sealed and told."""

    document: PictureDoc
    jws: str
    sealed: bytes

    def pieces(self) -> list[bytes]:
        """As they travel."""
        document = self.document
        return [
            encode_chunk(Chunk(document.picture, at, cut(self.sealed, at, document.chunk)))
            for at in range(document.chunks)
        ]


def taken(panel: Identity, station: KeyFile, name: str = "p1", size: int = 10_000, **fields: object) -> Taken:
    """A picture of the hall that ``panel`` has signed, for itself and ``station``."""
    known = {"camera": "hall", "job": "j1", "at_ms": AT_MS, "index": 0, "thumb": False}
    known |= {key: value for key, value in fields.items() if key in known}
    about = msgspec.convert(known | {"panel": panel.id, "picture": name}, About)
    sealed = seal(jpeg(size=size), about, {panel.id: panel.public(), "station": station})
    told = {"v": 1, "panel": panel.id, "picture": name, "size": len(sealed), "sha256": digest_of(sealed)}
    document = msgspec.convert(known | told | {"epoch": "k3f9c2a1", "seq": 1} | fields, PictureDoc)
    return Taken(document, signed(panel, document), sealed)


def signed(panel: Identity, document: PictureDoc) -> str:
    """The panel's word for it."""
    return sign(panel, Typ.PICTURE, encode_document(document))
