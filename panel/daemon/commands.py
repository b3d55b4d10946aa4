"""What comes from the station's side: judged here, because only alarmd may. Pure but for its random challenge."""

from secrets import token_urlsafe
from typing import assert_never

import msgspec

from comms.documents import AckDoc, CommandDoc, decode
from comms.envelope import Typ, digest, verify
from comms.errors import CommsError
from comms.keys import KeyFile, KeyKind
from comms.picture_documents import PictureAckDoc, decode_document
from panel.core.events import Actor, ArmRequested, DisarmRequested, RequestMade
from panel.core.names import Reason, RequestKind, Role, Source
from panel.store.actors import Here, Moment, by_key
from panel.store.people import STATION, People
from panel.store.rows import AckRow

CHALLENGE_MS = 60_000  # renewed each minute; the present and the last one count


Order = ArmRequested | DisarmRequested | RequestMade


class Accepted(msgspec.Struct, frozen=True):
    """A command that is genuine and meant for us now; whether it may is for the core to say."""

    document: CommandDoc
    digest: str
    event: Order

    @property
    def id(self) -> str:
        """Its sender's name for it."""
        return self.document.id


class Refused(msgspec.Struct, frozen=True):
    """A command that is not obeyed. With an ``id`` its sender is known and gets a result; else only a log line."""

    why: str
    id: str = ""
    digest: str = ""
    reason: Reason = Reason.INVALID


Judged = Accepted | Refused


class Gate:
    """Holds the challenges and knows the panel; people and time change under it, so they are handed in."""

    def __init__(self, panel: str, here: Here) -> None:
        self._panel = panel
        self._here = here
        self.challenge = token_urlsafe(16)
        self._previous = self.challenge
        self._renewed_ms: int | None = None

    def renew(self, now_ms: int) -> bool:
        """A new challenge when the present one has had its minute. Says whether there is a new one."""
        if self._renewed_ms is not None and now_ms < self._renewed_ms + CHALLENGE_MS:
            return False
        self._previous, self.challenge = self.challenge, token_urlsafe(16)
        self._renewed_ms = now_ms
        return True

    def next_renewal_ms(self) -> int:
        """When ``renew`` is wanted."""
        return 0 if self._renewed_ms is None else self._renewed_ms + CHALLENGE_MS

    def judge(self, body: str, retained: bool, people: People, now: Moment) -> Judged:
        """Is this a command by an enrolled key, for this panel, now?"""
        if retained:
            return Refused("a retained command: it was not sent now")
        try:
            proven = verify(body, _keys(people), Typ.COMMAND)
            document = decode(proven.payload, CommandDoc)
        except CommsError as error:
            return Refused(str(error))
        named = digest(body)
        if document.panel != self._panel:
            return Refused(f"a command for panel {document.panel}", document.id, named)
        if document.challenge not in (self.challenge, self._previous):
            return Refused("its challenge is not one of the last two", document.id, named)
        actor = by_key(people, proven.kid, self._here, now)
        if actor is None:
            return Refused("its key speaks for nobody", document.id, named, Reason.NO_PERMISSION)
        return Accepted(document, named, _event(document, actor))


def acknowledged(body: str, panel: str, people: People) -> tuple[AckRow, ...]:
    """What a station says it has. Raises CommsError when it is not a station's word, or not for this panel."""
    document = decode(verify(body, stations(people), Typ.ACK).payload, AckDoc)
    if document.panel != panel:
        raise CommsError(f"an acknowledgement for panel {document.panel!r}; this is {panel!r}")
    return tuple(AckRow(ack.epoch, ack.seq, ack.digest) for ack in document.acks)


def pictures_acknowledged(body: str, panel: str, people: People) -> PictureAckDoc:
    """What a station says it has, and lacks, of our pictures. Raises CommsError as ``acknowledged``."""
    document = decode_document(verify(body, stations(people), Typ.PICTURE_ACK).payload, PictureAckDoc)
    if document.panel != panel:
        raise CommsError(f"an acknowledgement for panel {document.panel!r}; this is {panel!r}")
    return document


def stations(people: People) -> dict[str, KeyFile]:
    """The keys of enrolled stations, by key id."""
    return {kid: key for kid, key in _keys(people).items() if people.by_kid[kid].actor == STATION}


def _event(document: CommandDoc, actor: Actor) -> Order:
    source = Source.STATION if actor.role is Role.STATION else Source.MQTT
    match document.verb:
        case "arm":
            assert document.mode is not None, "checked where it was decoded"
            return ArmRequested(
                actor=actor,
                source=source,
                mode=document.mode,
                areas=document.areas,
                no_exit=document.no_exit,
                request=document.id,
            )
        case "disarm":
            return DisarmRequested(actor=actor, source=source, areas=document.areas, request=document.id)
        case "image":
            assert document.camera is not None, "checked where it was decoded"
            return RequestMade(
                actor=actor, source=source, kind=RequestKind.IMAGE, id=document.id, camera=document.camera
            )
        case _:
            assert_never(document.verb)


def _keys(people: People) -> dict[str, KeyFile]:
    return {
        key.kid: KeyFile(kind=KeyKind(key.kind), id=key.actor, ed25519=key.ed25519, x25519=key.x25519)
        for key in people.keys
    }
