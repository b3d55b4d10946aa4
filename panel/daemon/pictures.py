"""Pictures on their way to the station: signed, kept, carried in the order in which they are wanted, settled by the
station's signed word.

alarmd never opens one and never reads its file: camerad says what lies there, alarmd vouches for that with its
signature, commsd reads and carries it, and the station sees whether it is so.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from comms.envelope import Typ, sign
from comms.errors import CommsError
from comms.keys import Identity, b64_decode
from comms.picture_documents import PictureDoc, PictureName, decode_document, encode_document
from panel.api import CARRIED_MAX, Carried, Carry, FileGone, Lacking, Message
from panel.daemon.commands import pictures_acknowledged
from panel.daemon.ledger import Keeper, Stamp
from panel.store import picture_rows
from panel.store.errors import StorageFailed
from panel.store.people import Contract, People
from panel.store.picture_rows import OPEN_MAX, PictureRow

FIRST, WHOLE, NOTE = 0, 1, 2  # ranks: small ones and what was asked for; whole pictures; that one is gone


class House(Protocol):
    """What is needed of the engine."""

    people: People
    identity: Identity
    tell: Callable[[Message], None]
    log: Callable[[str], None]

    def stamp(self) -> Stamp: ...


class Pictures:
    """One for each engine."""

    def __init__(self, house: House, keeper: Keeper, delivered: Callable[[tuple[str, ...]], None]) -> None:
        """``delivered``: told of those that the station has."""
        self._house = house
        self._delivered = delivered
        self._keeper = keeper
        self._open: dict[str, PictureRow] = {}
        self._fresh: list[PictureRow] = []  # wait for the writer, which keeps them together
        self._writing = False
        self._erased = 0  # how often everything was forgotten: what was being written then must not come back
        self._told: tuple[Carried, ...] = ()
        keeper.query(lambda journal: journal.pictures(picture_rows.waiting), self._found)

    # what is to be carried --------------------------------------------------------------------------

    def add(self, document: PictureDoc, file: str, job_ms: int) -> None:
        """A picture for the station. ``job_ms``: wall time of what it was taken for. Nobody's without a contract; the
        same again is no second one. Raises DocumentError for what no station would take."""
        known = self._open.get(document.picture)
        if self._house.people.contract is Contract.ENDED or (known is not None and known.sha256 == document.sha256):
            return
        payload = encode_document(document)
        decode_document(payload, PictureDoc)
        rank = FIRST if document.thumb or document.request else WHOLE
        self._keep(
            PictureRow(
                picture=document.picture,
                sha256=document.sha256,
                size=document.size,
                file=file,
                rank=rank,
                job_ms=job_ms,
                off=document.index,
                jws=sign(self._house.identity, Typ.PICTURE, payload),
            )
        )

    def gone(self, lost: FileGone) -> None:
        """The carrier found no such file: the station gets a note in its place, so that nobody waits for it."""
        row = self._open.get(lost.picture)
        if row is None or row.sha256 != lost.sha256 or not row.file:
            return
        self._house.log(f"a picture cannot be sent: {lost.detail}")
        document = msgspec.structs.replace(reread(row.jws), gone=True)
        jws = sign(self._house.identity, Typ.PICTURE, encode_document(document))
        self._keep(msgspec.structs.replace(row, file="", rank=NOTE, jws=jws))

    def greeting(self) -> tuple[Carry, ...]:
        """For a carrier that has just come."""
        self._told = self._list()
        return (Carry(pictures=self._told),)

    def acknowledged(self, body: str) -> None:
        """The station's word, unjudged as yet."""
        try:
            document = pictures_acknowledged(body, self._house.identity.id, self._house.people)
        except CommsError as error:
            self._house.log(f"what the station says of pictures was refused: {error}")
            return
        for name in document.refused:
            self._house.log(f"the station will not take the picture {name.picture}: another has its name there")
        have = self._settle(document.committed)
        if have:
            self._delivered(have)
        self._settle(document.refused)
        for wanted in document.wanted:
            row = self._open.get(wanted.picture)
            if row is not None and row.sha256 == wanted.sha256:
                self._house.tell(Lacking(picture=wanted.picture, missing=wanted.missing))

    def erase(self) -> None:
        """Another owner: none is on its way any more, and the journal knows that files are to be erased."""
        self._forget()
        self._keeper.query(lambda journal: journal.pictures(picture_rows.erase), self._failed)

    def look(self) -> None:
        """Without a contract there is nobody to send anything to."""
        if self._open and self._house.people.contract is Contract.ENDED:
            left = tuple(self._open)
            self._forget()
            self._mark(left)

    def _forget(self) -> None:
        self._open.clear()
        self._fresh.clear()
        self._erased += 1
        self._tell()

    def _settle(self, names: tuple[PictureName, ...]) -> tuple[str, ...]:
        """Takes them off the list; which of them were on it."""
        found = {
            name.picture: None  # once, in their order, however often the station names it
            for name in names
            if name.picture in self._open and self._open[name.picture].sha256 == name.sha256
        }
        settled = tuple(found)
        for picture in settled:
            del self._open[picture]
        if settled:
            self._mark(settled)
            self._tell()
        return settled

    def _mark(self, settled: tuple[str, ...]) -> None:
        wall_ms = self._house.stamp().wall_ms
        self._keeper.query(
            lambda journal: journal.pictures(lambda db: picture_rows.settle(db, settled, wall_ms)), self._failed
        )

    # keeping ----------------------------------------------------------------------------------------

    def _keep(self, row: PictureRow) -> None:
        self._fresh.append(row)
        if not self._writing:
            self._write()

    def _write(self) -> None:
        """Told once it is kept; and if nothing can be kept, told all the same, as reports are."""
        rows, self._fresh = tuple(self._fresh), []
        self._writing, erased = bool(rows), self._erased
        if rows:
            self._keeper.query(
                lambda journal: journal.pictures(lambda db: picture_rows.put(db, rows)),
                lambda failure: self._kept(rows if erased == self._erased else (), failure),
            )

    def _kept(self, rows: tuple[PictureRow, ...], failure: StorageFailed | None) -> None:
        self._failed(failure)
        self._open |= {row.picture: row for row in rows}
        while len(self._open) > OPEN_MAX:
            del self._open[next(iter(self._open))]
        self._tell()
        self._write()

    def _failed(self, failure: StorageFailed | None) -> None:
        if failure is not None:
            self._house.log(f"what is known of pictures is not kept: {failure}")

    def _found(self, rows: tuple[PictureRow, ...] | StorageFailed) -> None:
        if isinstance(rows, StorageFailed):
            self._failed(rows)
            return
        self._open = {row.picture: row for row in rows} | self._open
        self._tell()

    def _tell(self) -> None:
        wanted = self._list()
        if wanted != self._told:
            self._told = wanted
            self._house.tell(Carry(pictures=wanted))

    def _list(self) -> tuple[Carried, ...]:
        return tuple(_carried(row) for row in sorted(self._open.values(), key=_order)[:CARRIED_MAX])


def reread(jws: str) -> PictureDoc:
    """The document in a JWS of our own."""
    return decode_document(b64_decode(jws.split(".")[1]), PictureDoc)


def _order(row: PictureRow) -> tuple[int, int, int, bool, str]:
    """What is seen first of the newest alarm; then whole pictures, nearest its moment first, and rather after it."""
    return row.rank, -row.job_ms, abs(row.off), row.off < 0, row.picture


def _carried(row: PictureRow) -> Carried:
    return Carried(picture=row.picture, jws=row.jws, file=row.file, size=row.size, sha256=row.sha256)
