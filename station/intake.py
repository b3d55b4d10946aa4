"""The core of the receiving end: verifies, commits, and only then acknowledges. Synchronous.

Knows nothing of MQTT: it takes a topic and a body and gives topics and bodies back, so that a
recorded week can be driven through it as well as a broker's stream. Several messages taken together
share one commit, which is what makes thousands a second possible on one disk.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

import msgspec

from comms.documents import ACKS_MAX, AckDoc, Acknowledged, ReportDoc, StateDoc, decode, encode
from comms.envelope import Typ, digest, sign, text_of, verify
from comms.errors import EnvelopeError, MalformedError
from comms.keys import Identity, KeyFile, KeyKind, b64_decode, kid
from comms.picture_documents import PictureDoc, decode_chunk, decode_document, is_chunk
from station import keys
from station.errors import StationError
from station.gallery import Gallery, reread
from station.picture_files import PictureFiles
from station.store import ACCEPTED, CONFLICT, PICTURE, RAISED, REFUSED, Entry, Store
from station.texts import PATH, Texts
from station.watch import Pending, Raised, Watch, due, next_due, report_taken, state_heard

ROOT = "sereno/1/"

Told = ReportDoc | PictureDoc | None  # what an entry of the log stands for


class Incoming(msgspec.Struct, frozen=True):
    """A message as it came. ``received_ms``: the station's wall clock; ``path``: over which way."""

    topic: str
    body: bytes
    received_ms: int
    path: str = "mqtt"
    retained: bool = False


class Outgoing(msgspec.Struct, frozen=True):
    """To be published, QoS 1, not retained."""

    topic: str
    body: bytes


class Taken(msgspec.Struct, frozen=True):
    """What came of a batch: acknowledgements to publish, and what is new in the log with its report.

    ``completed``: what a short text had told, now that the whole report is here; ``announced``: pictures that were told
    of and are not here yet; ``renewed``: panels whose state came.
    """

    outgoing: tuple[Outgoing, ...] = ()
    news: tuple[tuple[Entry, Told], ...] = ()
    completed: tuple[tuple[Entry, ReportDoc], ...] = ()
    announced: tuple[PictureDoc, ...] = ()
    renewed: tuple[str, ...] = ()


class TextTaken(msgspec.Struct, frozen=True):
    """What came of a text message: the answer to its sender, and what is new in the log."""

    answer: str
    news: tuple[tuple[Entry, Told], ...] = ()


class PanelView(msgspec.Struct, frozen=True):
    """A panel as the station knows it. ``state`` is the newest verified one since the station started."""

    key: KeyFile
    heard_ms: int
    silent: bool
    state: StateDoc | None = None


class Intake:
    """One station's receiving end over one folder. Open with ``open``, then ``close``."""

    def __init__(self, folder: Path, identity: Identity, store: Store) -> None:
        self._folder = folder
        self._identity = identity
        self._store = store
        self._gallery = Gallery(PictureFiles(folder), store)
        self._texts = Texts(identity)
        self._stamp = -1
        self._panels: dict[str, KeyFile] = {}
        self._watches = {watch.panel: watch for watch in store.watches()}
        self._states: dict[str, StateDoc] = {}

    @classmethod
    def open(cls, folder: Path, identity: Identity) -> Self:
        """The intake over ``folder``, made on first use. Raises StorageError, KeyFileError, OSError."""
        if identity.kind is not KeyKind.STATION:
            raise StationError(f"the identity {identity.id!r} is a {identity.kind.value}'s; a station needs its own")
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, identity, Store.open(folder / "station.sqlite"))

    @property
    def folder(self) -> Path:
        """Where everything of this station lies."""
        return self._folder

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    def enrol(self, key: KeyFile, fingerprint: str) -> None:
        """Believes this panel from now on; ``fingerprint`` is what was confirmed. Raises as station.keys.enrol."""
        keys.enrol(self._folder, key, fingerprint)

    def receive(
        self, topic: str, body: bytes, received_ms: int, path: str, retained: bool = False
    ) -> tuple[Outgoing, ...]:
        """Takes one message in; returns what to answer, after it was committed. Raises StorageError."""
        return self.receive_all([Incoming(topic, body, received_ms, path, retained)]).outgoing

    def receive_all(self, batch: Iterable[Incoming]) -> Taken:
        """Takes a batch in with one commit. Whatever the bytes, raises nothing but StorageError."""
        work = _Batch(self._store, self._look_up(), self._watches, self._gallery)
        with self._store.commit():
            for incoming in batch:
                work.take(incoming)
            work.keep()
        self._watches |= work.watches
        self._states |= work.states
        pictures = self._gallery.answers(self._identity, work.received_ms)
        answers = [Outgoing(f"{ROOT}{panel}/ack", jws.encode("ascii")) for panel, jws in pictures]
        return Taken(
            outgoing=(*self._acknowledge(work), *answers),
            news=(*work.news, *self._gallery.news()),
            completed=tuple(work.completed),
            announced=self._gallery.announced(),
            renewed=tuple(work.states),
        )

    def receive_text(self, body: str, received_ms: int) -> TextTaken | None:
        """Takes one text message in; what to answer its sender is in it, after it was committed. None for what is no
        text of a panel's. Raises SmsFormError for one that no enrolled panel wrote, StorageError."""
        texted = self._texts.read(body, self._look_up())
        if texted is None or texted.report is None:
            return None if texted is None else TextTaken(texted.answer)
        work = _Batch(self._store, self._look_up(), self._watches, self._gallery)
        with self._store.commit():
            work.take_text(texted.report, received_ms)
            work.keep()
        self._watches |= work.watches
        return TextTaken(texted.answer, tuple(work.news))

    def tick(self, now_ms: int) -> Taken:
        """Raises what silence has made due. ``now_ms``: the station's wall clock. Raises StorageError."""
        self._watch_new_panels(now_ms)
        judged = {panel: due(watch, now_ms) for panel, watch in sorted(self._watches.items())}
        changed = {panel: watch for panel, (watch, _) in judged.items() if watch != self._watches[panel]}
        if not changed:
            return Taken()
        with self._store.commit():
            news = [(self._store.add(_entry_of(raised)), None) for _, told in judged.values() for raised in told]
            for watch in changed.values():
                self._store.keep_watch(watch)
        self._watches |= changed
        return Taken(news=tuple(news))

    def next_due_ms(self) -> int | None:
        """When ``tick`` may next have something to say."""
        return min((at for at in map(next_due, self._watches.values()) if at is not None), default=None)

    def log(self, after: int = 0, limit: int = 1_000) -> tuple[Entry, ...]:
        """The log from place ``after`` on, oldest first. Raises StorageError."""
        return self._store.log(after, limit)

    def told(self, after: int = 0, limit: int = 1_000) -> tuple[tuple[Entry, Told], ...]:
        """As ``log``, each entry with the report or the picture it stands for. Raises StorageError."""
        return tuple(
            (entry, reread(jws) if entry.verdict == PICTURE else _reread(jws))
            for entry, jws in self._store.told(after, limit)
        )

    def newest(self, limit: int) -> tuple[tuple[Entry, Told], ...]:
        """As ``told``, the newest ones, still oldest first. Raises StorageError."""
        return self.told(max(0, self._store.newest() - limit), limit)

    def zone_history(self, panel: str, zone: int, limit: int) -> tuple[tuple[Entry, ReportDoc | None], ...]:
        """The newest entries about a zone, newest first. Raises StorageError."""
        return tuple((entry, _reread(jws)) for entry, jws in self._store.of_zone(panel, zone, limit))

    def coming(self, limit: int) -> tuple[PictureDoc, ...]:
        """Pictures that were told of and are not whole yet. Raises StorageError."""
        return tuple(reread(row.jws) for row in self._store.open_pictures(limit))

    def alarms(self, limit: int = 100) -> tuple[tuple[Entry, ReportDoc | None], ...]:
        """The newest alarms and whatever else an operator must see, newest first. Raises StorageError."""
        return tuple((entry, _reread(jws)) for entry, jws in self._store.alarms(limit))

    def panels(self) -> dict[str, PanelView]:
        """Every enrolled panel by id."""
        return {panel: self._view(panel, key) for panel, key in sorted(self._look_up().items())}

    def pendings(self) -> tuple[tuple[str, Pending], ...]:
        """Every pending alarm that nothing has followed yet, with its panel."""
        return tuple((watch.panel, pending) for watch in self._watches.values() for pending in watch.pendings)

    def _view(self, panel: str, key: KeyFile) -> PanelView:
        watch = self._watches.get(panel, Watch(panel, 0))
        return PanelView(key, watch.heard_ms, watch.silent, self._states.get(panel))

    def _look_up(self) -> Mapping[str, KeyFile]:
        """The enrolled panels; read again only when their folder changed."""
        stamp = keys.panels_stamp(self._folder)
        if stamp != self._stamp:
            self._panels, self._stamp = keys.panels(self._folder), stamp
        return self._panels

    def _watch_new_panels(self, now_ms: int) -> None:
        """A panel that was enrolled and never heard is as silent as any other."""
        for panel in self._look_up():
            self._watches.setdefault(panel, Watch(panel, now_ms))

    def _acknowledge(self, work: "_Batch") -> Iterable[Outgoing]:
        for panel, acks in work.acks.items():
            for at in range(0, len(acks), ACKS_MAX):
                document = AckDoc(
                    v=1,
                    panel=panel,
                    station=self._identity.id,
                    acks=tuple(acks[at : at + ACKS_MAX]),
                    at_ms=work.received_ms,
                )
                jws = sign(self._identity, Typ.ACK, encode(document))
                yield Outgoing(f"{ROOT}{panel}/ack", jws.encode("ascii"))


class _Batch:
    """One commit at work. What it changes is visible outside only when the commit is through."""

    def __init__(
        self, store: Store, panels: Mapping[str, KeyFile], before: Mapping[str, Watch], gallery: Gallery
    ) -> None:
        self._store = store
        self._gallery = gallery
        self._takers = {"report": self._report, "state": self._state, "image": self._image}
        self._panels = panels
        self._before = before
        self.watches: dict[str, Watch] = {}
        self.states: dict[str, StateDoc] = {}
        self.acks: dict[str, list[Acknowledged]] = {}
        self.news: list[tuple[Entry, ReportDoc | None]] = []
        self.completed: list[tuple[Entry, ReportDoc]] = []
        self.received_ms = 0

    def take(self, incoming: Incoming) -> None:
        self.received_ms = max(self.received_ms, incoming.received_ms)
        panel, _, leaf = incoming.topic.removeprefix(ROOT).partition("/")
        if not incoming.topic.startswith(ROOT) or leaf not in self._takers:
            return  # presence is a hint, results are for whoever commanded
        try:
            self._takers[leaf](panel, incoming)
        except EnvelopeError as error:
            self._refuse(panel[:32], incoming, str(error))

    def keep(self) -> None:
        for watch in self.watches.values():
            self._store.keep_watch(watch)

    def _verified(self, panel: str, incoming: Incoming, typ: Typ) -> tuple[str, bytes]:
        """Only the key of the panel whose topic this is counts: no panel speaks in another's place."""
        key = self._panels.get(panel)
        if key is None:
            raise MalformedError("no panel of this name is enrolled here")
        jws = text_of(incoming.body)
        return jws, verify(jws, {kid(key): key}, typ).payload

    def _report(self, panel: str, incoming: Incoming) -> None:
        if incoming.retained:
            raise MalformedError("a retained report; reports are never retained")
        jws, payload = self._verified(panel, incoming, Typ.REPORT)
        report = decode(payload, ReportDoc)
        if report.panel != panel:
            raise MalformedError(f"the report names the panel {report.panel!r}")
        entry = _accepted(report, digest(jws), incoming)
        known = self._store.find(panel, report.epoch, report.seq)
        if known is None:
            self._accept(entry, report, jws)
        elif known[1] == entry.digest:
            self._store.count_again(known[0])
        elif not known[1] and self._store.kind_at(known[0]) == entry.kind:
            self._store.complete(known[0], entry, jws)  # it came by text before, and was told then
            self.completed.append((entry, report))
        else:
            self._conflict(entry, report, jws)
            return
        acknowledged = Acknowledged(epoch=report.epoch, seq=report.seq, digest=entry.digest)
        self.acks.setdefault(panel, []).append(acknowledged)

    def take_text(self, report: ReportDoc, received_ms: int) -> None:
        """What the network brought before the text is the better report, and stays."""
        known = self._store.find(report.panel, report.epoch, report.seq)
        if known is not None:
            self._store.count_again(known[0])
            return
        before = self._watch(report.panel, received_ms)
        self._accept(_accepted(report, "", Incoming("", b"", received_ms, PATH)), report, "")
        # No sign of life on the network: a panel that is cut off is silent there, and says so once.
        heard_ms = before.heard_ms
        self.watches[report.panel] = msgspec.structs.replace(self.watches[report.panel], heard_ms=heard_ms)

    def _accept(self, entry: Entry, report: ReportDoc, jws: str) -> None:
        self.news.append((self._store.add(entry, jws), report))
        self.watches[entry.panel] = report_taken(self._watch(entry.panel, entry.received_ms), report, entry.received_ms)

    def _conflict(self, entry: Entry, report: ReportDoc, jws: str) -> None:
        """Two reports under one identity: one of them is lost or forged, and a person must look."""
        conflict = msgspec.structs.replace(entry, verdict=CONFLICT, why="another report has this identity")
        logged = self._store.clash(conflict)
        if logged is None:
            self.news.append((self._store.add(conflict, jws), report))
        else:
            self._store.count_again(logged)

    def _state(self, panel: str, incoming: Incoming) -> None:
        _, payload = self._verified(panel, incoming, Typ.STATE)
        state = decode(payload, StateDoc)
        if state.panel != panel:
            raise MalformedError(f"the state names the panel {state.panel!r}")
        self.states[panel] = state
        if not incoming.retained:  # a kept one is worth showing, but is no sign of life
            watch = self._watch(panel, incoming.received_ms)
            self.watches[panel] = state_heard(watch, state.at_ms, incoming.received_ms)

    def _image(self, panel: str, incoming: Incoming) -> None:
        """A picture's document, or a piece of one. A disk that takes no pictures must still take reports."""
        if incoming.retained:
            raise MalformedError("a retained picture; pictures are never retained")
        if panel not in self._panels:
            raise MalformedError("no panel of this name is enrolled here")
        try:
            if is_chunk(incoming.body):
                self._gallery.take(panel, decode_chunk(incoming.body), incoming.received_ms, incoming.path)
                return
            jws, payload = self._verified(panel, incoming, Typ.PICTURE)
            document = decode_document(payload, PictureDoc)
            if document.panel != panel:
                raise MalformedError(f"the picture names the panel {document.panel!r}")
            self._gallery.tell(document, jws, incoming.received_ms, incoming.path)
        except OSError as error:
            raise MalformedError(f"the disk does not take the picture: {error}") from error

    def _watch(self, panel: str, received_ms: int) -> Watch:
        return self.watches.get(panel) or self._before.get(panel) or Watch(panel, received_ms)

    def _refuse(self, panel: str, incoming: Incoming, why: str) -> None:
        entry = Entry(
            panel=panel.encode("utf-8", "replace").decode("utf-8"),
            received_ms=incoming.received_ms,
            path=incoming.path,
            verdict=REFUSED,
            why=why,
        )
        self.news.append((self._store.add(entry), None))


def _accepted(report: ReportDoc, name: str, incoming: Incoming) -> Entry:
    return Entry(
        panel=report.panel,
        epoch=report.epoch,
        seq=report.seq,
        digest=name,
        kind=report.kind,
        zone=report.zone,
        area=report.area,
        at_ms=report.at_ms,
        received_ms=incoming.received_ms,
        path=incoming.path,
        verdict=ACCEPTED,
    )


def _entry_of(raised: Raised) -> Entry:
    return Entry(
        panel=raised.panel,
        epoch=raised.epoch,
        seq=raised.seq,
        kind=raised.kind,
        zone=raised.zone,
        area=raised.area,
        at_ms=raised.at_ms,
        received_ms=raised.at_ms,
        path="station",
        verdict=RAISED,
    )


def _reread(jws: str) -> ReportDoc | None:
    """The report in a JWS of our own store, verified when it came in."""
    if not jws:
        return None
    return msgspec.json.decode(b64_decode(jws.split(".")[1]), type=ReportDoc)
