"""Sealed pictures on the station's disk: in pieces until they are whole, and never opened here.

    pictures/PANEL/NAME.part   the pieces that have come, in the order in which they came
    pictures/PANEL/NAME.srp    the whole, sealed; NAME.jws the panel's signed word for it

A piece needs not be durable: what a power cut takes is asked for again, and what it mangles fails the digest of the
whole. The whole is on the medium before anybody is told that it is here.
"""

import contextlib
from pathlib import Path

from comms.errors import MalformedError
from comms.keys import save_private
from comms.picture_documents import Chunk, PictureDoc, decode_chunk, encode_chunk, length_of
from comms.pictures import SEALED_MAX

FOLDER = "pictures"
_LENGTH = 4


class PictureFiles:
    """Over the station's folder. Raises OSError when the disk does not take it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def sealed(self, panel: str, picture: str) -> Path:
        """Where the whole lies, or will."""
        return self._folder / panel / f"{picture}.srp"

    def word(self, panel: str, picture: str) -> Path:
        """Where the panel's signed word for it lies."""
        return self._folder / panel / f"{picture}.jws"

    def add(self, document: PictureDoc, chunk: Chunk) -> None:
        """Keeps a piece."""
        body = encode_chunk(chunk)
        path = self._part(document)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(len(body).to_bytes(_LENGTH, "big") + body)

    def pieces(self, document: PictureDoc) -> dict[int, bytes]:
        """The pieces that are here, by place; what is torn or belongs to another picture is not."""
        try:
            kept = self._part(document).read_bytes()
        except FileNotFoundError:
            return {}
        found: dict[int, bytes] = {}
        at = 0
        while at + _LENGTH <= len(kept):
            end = at + _LENGTH + int.from_bytes(kept[at : at + _LENGTH], "big")
            with contextlib.suppress(MalformedError):
                chunk = decode_chunk(kept[at + _LENGTH : end])
                if chunk.picture == document.picture and len(chunk.data) == length_of(document, chunk.index):
                    found[chunk.index] = chunk.data
            at = end
        return found

    def drop_pieces(self, document: PictureDoc) -> None:
        """They are of no use."""
        self._part(document).unlink(missing_ok=True)

    def keep(self, document: PictureDoc, sealed: bytes, jws: str) -> None:
        """The whole and the word for it, durable at return."""
        assert len(sealed) <= SEALED_MAX, "its document said so"
        self._part(document).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_private(self.word(document.panel, document.picture), jws.encode("ascii"))
        save_private(self.sealed(document.panel, document.picture), sealed)
        self.drop_pieces(document)

    def _part(self, document: PictureDoc) -> Path:
        return self._folder / document.panel / f"{document.picture}.part"
