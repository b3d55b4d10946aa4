"""alarmd's end of comms.sock, reduced to its outbox: signs reports, gives rows, judges acknowledgements.

The rules it keeps are those of panel.daemon: a Pull replaces the one before, alarm rows come first,
and only an acknowledgement signed by the enrolled station, with the right digest, settles a row.
"""

import asyncio
from pathlib import Path

import msgspec

from comms.documents import AckDoc, ReportDoc, StateDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.errors import EnvelopeError, WrongTypeError
from comms.keys import Identity, KeyFile, kid
from comms.picture_documents import PictureAckDoc, decode_document
from panel.api import (
    CARRIED_MAX,
    Acked,
    Carried,
    Carry,
    CommsToPanel,
    FileGone,
    FrameReader,
    Lacking,
    Message,
    PanelToComms,
    Publish,
    Pull,
    Received,
    Row,
    Rows,
    encode_frame,
)
from panel.api import Path as PathMessage

NOW_MS = 1_790_000_000_000


def report(panel: str, seq: int, kind: str = "alarm.intrusion", **fields: object) -> ReportDoc:
    """A report of a panel, complete; ``fields`` say what is special about it."""
    known = {
        "v": 1,
        "panel": panel,
        "epoch": "k3f9c2a1",
        "seq": seq,
        "kind": kind,
        "reporting_class": "alarm" if kind.startswith("alarm.") else "other",
        "at_ms": NOW_MS + seq,
        "mono_ms": 93_120 + seq,
        "clock": "trusted",
        "area": "house",
    }
    return ReportDoc(**(known | fields))  # type: ignore[arg-type]  # any field may differ


def state(panel: str, at_ms: int, challenge: str = "c1") -> StateDoc:
    """A panel's renewed state."""
    return StateDoc(
        v=1, panel=panel, epoch="k3f9c2a1", at_ms=at_ms, challenge=challenge, areas=(), troubles=(), unacked=0
    )


def signed_report(identity: Identity, document: ReportDoc) -> str:
    """What the panel keeps and sends."""
    return sign(identity, Typ.REPORT, encode(document))


class Outbox:
    """Listens on one socket and keeps what it hears."""

    def __init__(self, path: Path, identity: Identity, station: KeyFile) -> None:
        self.rows: dict[int, Row] = {}
        self.settled: list[int] = []
        self.received: list[Received] = []
        self.paths: list[PathMessage] = []
        self.refused: list[str] = []
        self.pictures: dict[str, Carried] = {}
        self.delivered: list[str] = []
        self.lacked: list[Lacking] = []
        self.gone: list[FileGone] = []
        self._path = path
        self._identity = identity
        self._stations = {kid(station): station}
        self._names: dict[tuple[str, int, str], int] = {}
        self._pull: Pull | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._server: asyncio.Server | None = None
        self._alive = False

    async def open(self) -> None:
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._path)
        self._alive = True

    async def close(self) -> None:
        """As when alarmd dies."""
        assert self._server is not None
        self._server.close()
        self._alive = False
        if self._writer is not None:
            self._writer.close()

    def add(self, document: ReportDoc) -> int:
        """A new report to be told; returns its row's number."""
        n = len(self.rows) + len(self.settled) + 1
        jws = signed_report(self._identity, document)
        self.rows[n] = Row(n=n, alarm=document.reporting_class == "alarm", jws=jws)
        self._names[document.epoch, document.seq, digest(jws)] = n
        self._give()
        return n

    def carry(self, *pictures: Carried) -> None:
        """Pictures to be carried, behind those that are."""
        self.pictures |= {each.picture: each for each in pictures}
        self._say(Carry(pictures=tuple(self.pictures.values())[:CARRIED_MAX]))

    def publish(self, message: Publish) -> None:
        self._say(message)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._alive:  # it died with somebody at the door: whoever has linked already must learn of it
            writer.close()
            return
        self._writer, self._pull = writer, None
        if self.pictures:
            self.carry()
        frames = FrameReader()
        while data := await reader.read(65_536):
            for body in frames.feed(data):
                self._hear(msgspec.json.decode(body, type=CommsToPanel))
        writer.close()

    def _hear(self, message: CommsToPanel) -> None:
        match message:
            case Pull():
                self._pull = message
                self._give()
            case Received():
                self.received.append(message)
                if message.topic == "ack":
                    self._settle(message.body)
            case PathMessage():
                self.paths.append(message)
            case FileGone():
                self.gone.append(message)

    def _give(self) -> None:
        pull = self._pull
        if pull is None:
            return
        found = [row for row in self.rows.values() if row.n > (pull.after_alarm if row.alarm else pull.after_other)]
        found.sort(key=lambda row: (not row.alarm, row.n))
        if found:
            self._pull = None
            self._say(Rows(rows=tuple(found[: pull.limit])))

    def _settle(self, body: str) -> None:
        try:
            document = decode(verify(body, self._stations, Typ.ACK).payload, AckDoc)
        except WrongTypeError:
            self._settle_pictures(body)
            return
        except EnvelopeError as error:
            self.refused.append(str(error))
            return
        names = [self._names.get((ack.epoch, ack.seq, ack.digest)) for ack in document.acks]
        ns = tuple(n for n in names if n is not None and n in self.rows)
        for n in ns:
            del self.rows[n]
        self.settled += ns
        if ns:
            self._say(Acked(ns=ns))

    def _settle_pictures(self, body: str) -> None:
        document = decode_document(verify(body, self._stations, Typ.PICTURE_ACK).payload, PictureAckDoc)
        for each in document.committed:
            if self.pictures.pop(each.picture, None):
                self.delivered.append(each.picture)
        for wanted in document.wanted:
            self.lacked.append(Lacking(picture=wanted.picture, missing=wanted.missing))
            self._say(self.lacked[-1])
        self.carry()

    def _say(self, message: Message) -> None:
        assert isinstance(message, PanelToComms)
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(encode_frame(message))
