"""Pictures as camerad would leave them: sealed, told and cut into pieces."""

import msgspec

from comms.envelope import Typ, sign
from comms.keys import Identity, KeyFile
from comms.picture_documents import Chunk, PictureDoc, cut, encode_chunk, encode_document
from comms.picture_files import digest_of
from comms.pictures import About, seal
from hw_sim.bench.jpegs import jpeg

__all__ = ["Taken", "jpeg", "signed", "taken"]

AT_MS = 1_790_000_000_000


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
