"""What is inside the envelopes: the five documents, field by field as docs/protocol.md lists them.

A field that does not apply is absent. The station ignores fields it does not know, so that a newer
panel can say more to an older station (``ReportDoc``, ``ResultDoc``, ``StateDoc``; their words are
plain text for the same reason: a report of an unknown kind must still be kept and acknowledged). The
panel refuses unknown fields (``AckDoc``, ``CommandDoc``): obeying half a command is worse than none.
"""

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from comms.codes import Codes, codes_of
from comms.errors import DocumentError
from comms.keys import KeyId
from panel.core.names import ARMED_MODES, Mode, Reason, ReportKind, Status
from panel.core.plan import ZonePlan
from panel.core.reports import Report

WHOLE_MAX = 2**53 - 1  # the largest whole number that every JSON parser keeps exactly
ACKS_MAX = 256  # in one document: 256 of 120 characters stay under half of the envelope's limit

Count = Annotated[int, Meta(ge=0, le=WHOLE_MAX)]
Digest = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
Epoch = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Token = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]  # a command's id, a challenge
Text = Annotated[str, Meta(max_length=200)]


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of what a panel tells; read by stations that may be older."""

    v: Literal[1]
    panel: KeyId


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of what is said to a panel."""

    v: Literal[1]
    panel: KeyId


class ReportDoc(Told, frozen=True, kw_only=True, omit_defaults=True, rename={"reporting_class": "class"}):
    """One fact. (panel, epoch, seq) is its identity; ``at_ms`` is wall time, ``mono_ms`` the panel's own."""

    epoch: Epoch
    seq: Count
    kind: Text
    reporting_class: Text
    at_ms: Count
    mono_ms: Count
    clock: Text  # "trusted", or "untrusted" when at_ms was stamped before the clock was set
    area: Text = ""
    zone: Count = 0
    zone_name: Text = ""
    cid: Text = ""
    sia: Text = ""
    actor: Text = ""
    source: Text = ""
    mode: Text = ""
    why: Text = ""
    follow_up_ms: Count = 0
    closes_pending: bool = False
    exit_error: bool = False
    recent_close: bool = False
    test: bool = False
    since_alarm_ms: Count = 0
    zones: tuple[Count, ...] = ()
    conditions: tuple[Text, ...] = ()
    trouble: Text = ""
    detail: str = ""


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One report that the station has committed, named by identity and by content."""

    epoch: Epoch
    seq: Count
    digest: Digest


class AckDoc(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """What ``station`` has committed."""

    station: KeyId
    acks: Annotated[tuple[Acknowledged, ...], Meta(min_length=1, max_length=ACKS_MAX)]
    at_ms: Count


class CommandDoc(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """Arm, disarm, take a picture. ``challenge`` is the panel's newest or the one before; ``id`` names the command."""

    id: Token
    challenge: Token
    verb: Literal["arm", "disarm", "image"]
    camera: KeyId | None = None
    mode: Mode | None = None
    areas: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=32)], ...], Meta(max_length=16)] = ()
    no_exit: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError, which the decoder turns into DocumentError, when verb and mode disagree."""
        if (self.verb == "arm") != (self.mode in ARMED_MODES):
            raise ValueError(f"the verb {self.verb!r} with the mode {self.mode!r}; arm needs an armed one, disarm none")
        if self.verb != "arm" and (self.mode is not None or self.no_exit):
            raise ValueError("only an arm takes a mode and no_exit")
        if (self.verb == "image") != (self.camera is not None) or (self.verb == "image" and self.areas):
            raise ValueError("an image takes a camera and no areas; nothing else takes a camera")


class ResultDoc(Told, frozen=True, kw_only=True, omit_defaults=True):
    """How a command ended. ``command_digest`` names the bytes that were judged."""

    id: str
    command_digest: Digest
    status: Status
    at_ms: Count
    reason: Reason | None = None
    zones: tuple[Count, ...] = ()
    picture: Text = ""  # that was asked for; it comes on its own way


class AreaState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One area now. ``ready``: for each mode it offers, whether nothing is in the way."""

    id: Text
    name: Text
    mode: Text
    phase: Text
    ready: dict[str, bool]


class StateDoc(Told, frozen=True, kw_only=True, omit_defaults=True):
    """The panel now, renewed each minute; carries the challenge that commands must name."""

    epoch: Epoch
    at_ms: Count
    challenge: Token
    areas: tuple[AreaState, ...]
    troubles: tuple[str, ...]
    unacked: Count


Document = ReportDoc | AckDoc | CommandDoc | ResultDoc | StateDoc
_Doc = TypeVar("_Doc", ReportDoc, AckDoc, CommandDoc, ResultDoc, StateDoc)


def encode(document: Document) -> bytes:
    """The payload to sign. Fields stand in the order of their definition: same document, same bytes."""
    return msgspec.json.encode(document)


def decode(payload: bytes, form: type[_Doc]) -> _Doc:
    """The document in a verified payload. Raises DocumentError, with the field and what is allowed.

    Only for what ``comms.envelope.verify`` returned: there duplicate keys were refused.
    """
    try:
        return msgspec.json.decode(payload, type=form)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise DocumentError(f"this is no {form.__name__}: {str(error)[:200]}") from error


def report_doc(
    report: Report,
    *,
    panel: str,
    epoch: str,
    seq: int,
    wall_ms: int,
    mono_ms: int,
    clock: str,
    zone: ZonePlan | None,
) -> ReportDoc:
    """The document of one report of the core. ``zone``: the plan of ``report.zone``, for name and codes.

    ``wall_ms`` and ``mono_ms`` are the two clocks at the moment the core decided; ``clock`` says
    "trusted" or "untrusted" of the first.
    """
    codes = _codes(report, zone)
    return ReportDoc(
        v=1,
        panel=panel,
        epoch=epoch,
        seq=seq,
        kind=report.kind.value,
        reporting_class=report.reporting_class.value,
        at_ms=wall_ms,
        mono_ms=mono_ms,
        clock=clock,
        area=report.area,
        zone=report.zone,
        zone_name=zone.name if zone else "",
        cid=codes.cid or "",
        sia=codes.sia or "",
        actor=report.actor,
        source=report.source.value if report.source else "",
        mode=report.mode.value if report.mode else "",
        why=report.why,
        follow_up_ms=report.follow_up_ms,
        closes_pending=report.closes_pending,
        exit_error=report.exit_error,
        recent_close=report.recent_close,
        test=report.trial,
        since_alarm_ms=report.since_alarm_ms,
        zones=report.zones,
        conditions=tuple(condition.value for condition in report.conditions),
        trouble=report.trouble.value if report.trouble else "",
        detail=report.detail,
    )


def _codes(report: Report, zone: ZonePlan | None) -> Codes:
    return codes_of(
        report.kind,
        zone_kind=zone.kind if zone else None,
        mode=report.mode,
        source=report.source,
        trouble=report.trouble,
        exit_error=report.exit_error,
        word=_word(report),
    )


def _word(report: Report) -> str:
    """Which test it was, or what was done to the people; nothing of any other report decides its codes."""
    if report.kind is ReportKind.PEOPLE_CHANGED:
        return report.why
    return report.detail if report.kind in (ReportKind.TRIAL_BEGUN, ReportKind.TRIAL_ENDED) else ""
