"""Pictures at the station: told of first, kept in pieces, committed when the whole is what the panel signed.

Part of the intake, and as synchronous: it takes the messages of one batch within the batch's commit, and says
afterwards what is to be answered. Nothing is opened here; whoever looks at a picture does that, with the station's key
(``sereno station picture``).
"""

from collections.abc import Iterator

import msgspec

from comms.envelope import Typ, sign
from comms.errors import MalformedError
from comms.keys import Identity, b64_decode
from comms.picture_documents import (
    PICTURES_MAX,
    RANGES_MAX,
    Chunk,
    PictureAckDoc,
    PictureDoc,
    PictureName,
    Wanted,
    decode_document,
    encode_document,
    length_of,
    ranges,
)
from comms.picture_files import digest_of
from station.picture_files import PictureFiles
from station.picture_rows import PictureRow, Stands
from station.store import PICTURE, Entry, Store

OPEN_MAX = 32  # pictures of one panel that are not whole; a panel sends eight at most before it hears of one


class Coming(msgspec.Struct):
    """A picture that is not whole."""

    document: PictureDoc
    jws: str
    have: set[int]


class Answers(msgspec.Struct):
    """What one panel is to be told after a commit."""

    committed: list[PictureName] = []
    wanted: list[Wanted] = []
    refused: list[PictureName] = []


class Gallery:
    """One for each intake."""

    def __init__(self, files: PictureFiles, store: Store) -> None:
        self._files = files
        self._store = store
        self._coming: dict[tuple[str, str], Coming] = {}
        self._answers: dict[str, Answers] = {}
        self._news: list[tuple[Entry, PictureDoc]] = []
        self._announced: list[PictureDoc] = []

    def tell(self, document: PictureDoc, jws: str, received_ms: int, path: str) -> None:
        """The panel's verified word for a picture. Raises MalformedError for what is not taken."""
        row = self._store.picture(document.panel, document.picture)
        if row is None:
            self._first_heard(document, jws, received_ms, path)
        elif row.sha256 != document.sha256:
            self._answer(document).refused.append(_name(document))
            raise MalformedError(f"the picture {document.picture} came before with another content")
        elif row.stands is not Stands.OPEN:
            self._answer(document).committed.append(_name(document))
        elif document.gone:
            self._files.drop_pieces(document)
            self._coming.pop((document.panel, document.picture), None)
            self._end(document, jws, Stands.GONE, received_ms, path)
        else:
            self._ask(document)

    def take(self, panel: str, chunk: Chunk, received_ms: int, path: str) -> None:
        """A piece. Raises MalformedError for what is not taken, OSError when the disk fails."""
        coming = self._find(panel, chunk.picture)
        if coming is None or chunk.index in coming.have:
            return  # it came already
        document = coming.document
        if len(chunk.data) != length_of(document, chunk.index):
            raise MalformedError(f"piece {chunk.index} of the picture {chunk.picture} has {len(chunk.data)} bytes")
        self._files.add(document, chunk)
        coming.have.add(chunk.index)
        if len(coming.have) == document.chunks:
            self._judge(coming, received_ms, path)

    def answers(self, identity: Identity, at_ms: int) -> list[tuple[str, str]]:
        """Panel and signed answer, for everything since the last call; to be called after the commit."""
        answers, self._answers = self._answers, {}
        return [
            (panel, sign(identity, Typ.PICTURE_ACK, encode_document(document)))
            for panel, found in answers.items()
            for document in _documents(panel, identity.id, found, at_ms)
        ]

    def news(self) -> list[tuple[Entry, PictureDoc]]:
        """What is new in the log since the last call."""
        news, self._news = self._news, []
        return news

    def announced(self) -> tuple[PictureDoc, ...]:
        """Pictures that a panel has told of since the last call, and that are not here yet."""
        announced, self._announced = tuple(self._announced), []
        return announced

    def _first_heard(self, document: PictureDoc, jws: str, received_ms: int, path: str) -> None:
        if document.gone:
            self._end(document, jws, Stands.GONE, received_ms, path)
        elif self._store.count_open_pictures(document.panel) >= OPEN_MAX:
            raise MalformedError(f"more than {OPEN_MAX} pictures of this panel are not whole yet")
        else:
            self._put(document, jws, Stands.OPEN, received_ms)
            self._coming[document.panel, document.picture] = Coming(document, jws, set())
            self._announced.append(document)

    def _ask(self, document: PictureDoc) -> None:
        """It was told of before: the panel wants to know what is missing."""
        coming = self._find(document.panel, document.picture)
        assert coming is not None, "its row says that it is not whole"
        missing = tuple(at for at in range(document.chunks) if at not in coming.have)
        self._want(document, missing)

    def _want(self, document: PictureDoc, missing: tuple[int, ...]) -> None:
        found = ranges(missing)[:RANGES_MAX]
        self._answer(document).wanted.append(Wanted(picture=document.picture, sha256=document.sha256, missing=found))

    def _find(self, panel: str, picture: str) -> Coming | None:
        """A picture on its way; None when it is here or gone. Raises MalformedError when nobody told of it."""
        known = self._coming.get((panel, picture))
        if known is not None:
            return known
        row = self._store.picture(panel, picture)
        if row is None:
            raise MalformedError(f"a piece of the picture {picture}, of which nothing was told")
        if row.stands is not Stands.OPEN:
            return None
        document = reread(row.jws)
        found = Coming(document, row.jws, set(self._files.pieces(document)))
        self._coming[panel, picture] = found
        return found

    def _judge(self, coming: Coming, received_ms: int, path: str) -> None:
        document = coming.document
        pieces = self._files.pieces(document)
        sealed = b"".join(pieces[at] for at in sorted(pieces))
        if digest_of(sealed) != document.sha256:
            self._files.drop_pieces(document)
            coming.have.clear()
            self._want(document, tuple(range(document.chunks)))
            raise MalformedError(f"the picture {document.picture} arrived damaged: all of it is wanted once more")
        self._files.keep(document, sealed, coming.jws)
        del self._coming[document.panel, document.picture]
        self._end(document, coming.jws, Stands.WHOLE, received_ms, path)

    def _end(self, document: PictureDoc, jws: str, stands: Stands, received_ms: int, path: str) -> None:
        self._put(document, jws, stands, received_ms)
        self._answer(document).committed.append(_name(document))
        entry = Entry(
            panel=document.panel,
            epoch=document.epoch,
            seq=document.seq,
            digest=document.sha256,
            kind=PICTURE,
            at_ms=document.at_ms,
            received_ms=received_ms,
            path=path,
            verdict=PICTURE,
            why="gone" if stands is Stands.GONE else "",
        )
        self._news.append((self._store.add(entry, jws), document))

    def _put(self, document: PictureDoc, jws: str, stands: Stands, received_ms: int) -> None:
        self._store.put_picture(
            PictureRow(
                panel=document.panel,
                picture=document.picture,
                sha256=document.sha256,
                stands=stands,
                jws=jws,
                received_ms=received_ms,
            )
        )

    def _answer(self, document: PictureDoc) -> Answers:
        return self._answers.setdefault(document.panel, Answers())


def reread(jws: str) -> PictureDoc:
    """The document in a JWS of our own store, verified when it came in."""
    return decode_document(b64_decode(jws.split(".")[1]), PictureDoc)


def _name(document: PictureDoc) -> PictureName:
    return PictureName(picture=document.picture, sha256=document.sha256)


def _documents(panel: str, station: str, found: Answers, at_ms: int) -> Iterator[PictureAckDoc]:
    most = max(len(found.committed), len(found.wanted), len(found.refused))
    for at in range(0, most, PICTURES_MAX):
        yield PictureAckDoc(
            v=1,
            panel=panel,
            station=station,
            at_ms=at_ms,
            committed=tuple(found.committed[at : at + PICTURES_MAX]),
            wanted=tuple(found.wanted[at : at + PICTURES_MAX]),
            refused=tuple(found.refused[at : at + PICTURES_MAX]),
        )
