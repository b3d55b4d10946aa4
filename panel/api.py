"""What the processes say to each other over Unix sockets.

One frame is a 4-byte big-endian length and that many bytes of JSON: a tagged msgspec struct, at most
``FRAME_MAX`` bytes. alarmd listens on ``comms.sock`` (commsd) and ``console.sock`` (people with a
shell on the panel); both sides close on a frame they cannot decode.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from panel.core.hours import Limits
from panel.core.names import Action, Bypass, CodeKind, Language, Mode, ReportKind, TagStanding, Trial
from panel.core.schedule import Dated, Day, Holiday, Programme

FRAME_MAX = 1 << 20
ROWS_MAX = 8  # outstanding report rows per peer: what a small window on the broker can carry
PLACE_MAX = 2**62  # beyond every place in the outbox, and within what SQLite takes for a number

Place = Annotated[int, Meta(ge=0, le=PLACE_MAX)]


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every message."""


# commsd -> alarmd ---------------------------------------------------------------------------------


class Pull(Message, tag="pull", frozen=True, kw_only=True):
    """Wants unacknowledged rows; answered by ``Rows`` now, or as soon as there are some.

    The cursors are the highest ``n`` already taken per class; alarm rows are given first.
    """

    after_alarm: Place
    after_other: Place
    limit: Annotated[int, Meta(ge=1, le=ROWS_MAX)] = ROWS_MAX  # more would not fit a frame


class Received(Message, tag="received", frozen=True, kw_only=True):
    """Bytes that came from the station's side of the tree, unjudged: an ack or a command."""

    topic: str  # "ack" or "command"
    body: str
    retained: bool = False


class Path(Message, tag="path", frozen=True, kw_only=True):
    """A path to the station went up or down."""

    name: Literal["mqtt"]  # not any word: it becomes a trouble, is reported and kept
    up: bool
    detail: str = ""


# alarmd -> commsd ---------------------------------------------------------------------------------


class Row(Message, frozen=True, kw_only=True):
    """A signed report. ``n`` is its place in the outbox; ``alarm`` its class."""

    n: int
    alarm: bool
    jws: str


class Rows(Message, tag="rows", frozen=True, kw_only=True):
    rows: tuple[Row, ...]


class Acked(Message, tag="acked", frozen=True, kw_only=True):
    """The station has these; forget them."""

    ns: tuple[int, ...]


class StartOver(Message, tag="start_over", frozen=True, kw_only=True):
    """The outbox can be read again after the storage failed, and its places mean other rows: read it from 0."""


class Publish(Message, tag="publish", frozen=True, kw_only=True):
    """A signed document to put out as it is: ``result``, or ``state`` (retained)."""

    topic: str
    jws: str
    retain: bool = False


CommsToPanel = Pull | Received | Path
PanelToComms = Rows | Acked | StartOver | Publish

# console -> alarmd and back -----------------------------------------------------------------------


class StatusWanted(Message, tag="status", frozen=True, kw_only=True):
    pass


# people: every message but the first administrator's carries the PIN of whoever asks.


class AddUser(Message, tag="add_user", frozen=True, kw_only=True):
    """``role``: administrator only while none exists; later an administrator's ``pin`` is needed."""

    name: str
    role: str
    pin: str = ""
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


class AddTag(Message, tag="add_tag", frozen=True, kw_only=True):
    """Gives a tag to a user. ``pin``: the administrator's."""

    user: str
    label: str
    tag: str
    pin: str


class ListPeople(Message, tag="list_people", frozen=True, kw_only=True):
    """Everybody for the administrator; themselves for everybody else."""

    pin: str


class Grant(Message, tag="grant", frozen=True, kw_only=True):
    """All that somebody is granted, in place of what they were granted before."""

    pin: str
    who: str
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    granted: tuple[Action, ...] = ()


class SetHours(Message, tag="set_hours", frozen=True, kw_only=True):
    """When a limited user may come; without spans and dates: always."""

    pin: str
    who: str
    limits: Limits = Limits()


class Speak(Message, tag="speak", frozen=True, kw_only=True):
    """What somebody is spoken to in."""

    pin: str
    who: str
    language: Language


class NewCode(Message, tag="new_code", frozen=True, kw_only=True):
    """A code for somebody: the one they ``chose``, else one that the panel draws."""

    pin: str
    who: str
    kind: CodeKind = CodeKind.OWN
    chosen: str = ""


class TakeCode(Message, tag="take_code", frozen=True, kw_only=True):
    """Takes somebody's code under threat, or all their one-time codes, away."""

    pin: str
    who: str
    kind: CodeKind


class SetTag(Message, tag="set_tag", frozen=True, kw_only=True):
    """What is thought of a tag, by its number or label; None: it is nobody's any more."""

    pin: str
    tag: str
    standing: TagStanding | None = None


class Block(Message, tag="block", frozen=True, kw_only=True):
    """Shuts somebody out of page and links, and by choice out of keypad and reader."""

    pin: str
    who: str
    codes: bool
    tags: bool


class Unblock(Message, tag="unblock", frozen=True, kw_only=True):
    """Lets somebody in again."""

    pin: str
    who: str


class RemoveUser(Message, tag="remove_user", frozen=True, kw_only=True):
    """Somebody has left."""

    pin: str
    who: str


class HandOver(Message, tag="hand_over", frozen=True, kw_only=True):
    """The administrator gives the place to a resident."""

    pin: str
    to: str


class Recover(Message, tag="recover", frozen=True, kw_only=True):
    """The administrator is lost: the installer, at the panel, makes a resident the administrator, or gives the
    administrator a new PIN."""

    pin: str
    who: str


class Transfer(Message, tag="transfer", frozen=True, kw_only=True):
    """Another owner: everybody of the former household is erased."""

    pin: str


class EndContract(Message, tag="end_contract", frozen=True, kw_only=True):
    """The contract with the station ends: when it has the last report, or ``now``, without waiting for it."""

    pin: str
    now: bool = False


class EnrolExport(Message, tag="enrol_export", frozen=True, kw_only=True):
    pass


class EnrolImport(Message, tag="enrol_import", frozen=True, kw_only=True):
    """Takes a key file's content. ``actor``: "station", or the id of the user the key belongs to."""

    content: str
    fingerprint: str
    actor: str
    pin: str


class Arm(Message, tag="arm_now", frozen=True, kw_only=True):
    """Arms, with somebody's own PIN. ``force``: the token of an earlier refusal, to arm over what it named."""

    pin: str
    mode: Mode
    areas: tuple[str, ...] = ()  # none given: all that have the mode and that the PIN may arm
    no_exit: bool = False
    silent: bool = False
    force: str = ""


class Disarm(Message, tag="disarm_now", frozen=True, kw_only=True):
    pin: str
    areas: tuple[str, ...] = ()


class LeaveOut(Message, tag="leave_out", frozen=True, kw_only=True):
    """Bypasses a zone once, isolates it, or (``none``) takes it back in."""

    pin: str
    zone: int
    bypass: Bypass


class TryOut(Message, tag="try_out", frozen=True, kw_only=True):
    """Begins a walk test, a station test or service; ``trial`` None ends the one that runs.

    ``named``: kinds of alarm on which lives may hang and that are to be part of the test all the same.
    """

    pin: str
    trial: Trial | None = None
    minutes: Annotated[int, Meta(ge=0, le=1440)] = 0  # 0: as usual
    named: tuple[ReportKind, ...] = ()


class LetIn(Message, tag="let_in", frozen=True, kw_only=True):
    """The administrator's consent to the installer, for so many hours; 0 ends it."""

    pin: str
    hours: Annotated[int, Meta(ge=0, le=8)]


class Chime(Message, tag="chime", frozen=True, kw_only=True):
    """Door chimes on or off; nobody needs a code for it."""

    on: bool


class Postpone(Message, tag="postpone_now", frozen=True, kw_only=True):
    """The arming that is announced waits so much longer, by the PIN of anybody who may arm."""

    pin: str
    minutes: Annotated[int, Meta(ge=1, le=240)]


class ScheduleWanted(Message, tag="schedule", frozen=True, kw_only=True):
    """Answered by a ``Timetable`` in ``data``."""


class AddProgramme(Message, tag="add_programme", frozen=True, kw_only=True):
    """``mode`` disarmed: it disarms; ``remind``: it only looks whether somebody forgot to arm. ``areas`` empty: all."""

    pin: str
    name: str
    mode: Mode
    days: tuple[Day, ...]
    at_min: int
    areas: tuple[str, ...] = ()
    remind: bool = False


class RemoveProgramme(Message, tag="remove_programme", frozen=True, kw_only=True):
    pin: str
    programme: str


class SwitchProgramme(Message, tag="switch_programme", frozen=True, kw_only=True):
    """A programme that is off stays in the list and does not run."""

    pin: str
    programme: str
    on: bool


class PutException(Message, tag="put_exception", frozen=True, kw_only=True):
    """On one date the programme runs at another time, or (``at_min`` None) not at all."""

    pin: str
    programme: str
    on: date
    at_min: int | None = None


class LiftException(Message, tag="lift_exception", frozen=True, kw_only=True):
    pin: str
    programme: str
    on: date


class AddHoliday(Message, tag="add_holiday", frozen=True, kw_only=True):
    pin: str
    name: str
    first: date
    last: date
    yearly: bool = False


class RemoveHoliday(Message, tag="remove_holiday", frozen=True, kw_only=True):
    pin: str
    name: str


class AutoDisarm(Message, tag="auto_disarm", frozen=True, kw_only=True):
    """Whether programmes may disarm at all."""

    pin: str
    on: bool


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that will happen. ``at``: what the clock on the wall will show; ``exception``: of that date alone."""

    at: str
    utc_ms: int
    programme: str
    name: str
    mode: Mode
    areas: tuple[str, ...]
    remind: bool = False
    exception: bool = False


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """The arming that the house hears of now."""

    name: str
    mode: Mode
    areas: tuple[str, ...]
    remaining_ms: int


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that happens by the clock, and what comes next.

    ``now``: what the clock on the wall shows, ``trusted`` whether the panel believes it; ``areas``: their names;
    ``coming``: the next seven days; ``in_the_way``: what would keep the next arming from happening as things stand.
    """

    panel: str
    timezone: str
    now: str
    now_utc_ms: int
    trusted: bool
    auto_disarm: bool
    warning_s: int
    areas: dict[str, str]
    programmes: tuple[Programme, ...] = ()
    exceptions: tuple[Dated, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    coming: tuple[Coming, ...] = ()
    next: Coming | None = None
    countdown: Announced | None = None
    in_the_way: tuple[str, ...] = ()


class Reply(Message, tag="reply", frozen=True, kw_only=True):
    """What came of it: ``text`` for a person, ``data`` (JSON) for a program."""

    ok: bool
    text: str = ""
    data: str = ""


Order = Arm | Disarm | LeaveOut | TryOut | LetIn | Chime | Postpone
ScheduleChange = (
    AddProgramme
    | RemoveProgramme
    | SwitchProgramme
    | PutException
    | LiftException
    | AddHoliday
    | RemoveHoliday
    | AutoDisarm
)
ChangeOfPeople = (
    AddTag
    | Grant
    | SetHours
    | Speak
    | NewCode
    | TakeCode
    | SetTag
    | Block
    | Unblock
    | RemoveUser
    | HandOver
    | Recover
    | Transfer
    | EndContract
)
ConsoleToPanel = (
    StatusWanted
    | AddUser
    | ListPeople
    | ChangeOfPeople
    | EnrolExport
    | EnrolImport
    | Order
    | ScheduleWanted
    | ScheduleChange
)

# frames -------------------------------------------------------------------------------------------


class FrameError(Exception):
    """The other side of a socket sent something that is no frame; the connection is of no more use."""


_HEAD = 4


def encode_frame(message: Message) -> bytes:
    """One message as it goes over the socket."""
    body = msgspec.json.encode(message)
    assert len(body) <= FRAME_MAX, f"a message of {len(body)} bytes; split it"
    return len(body).to_bytes(_HEAD, "big") + body


class FrameReader:
    """Cuts a byte stream into frames; feed it what arrives, in whatever pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that are complete now. Raises FrameError when a frame is longer than allowed."""
        self._held += data
        bodies = []
        while len(self._held) >= _HEAD:
            length = int.from_bytes(self._held[:_HEAD], "big")
            if length > FRAME_MAX:
                raise FrameError(f"a frame of {length} bytes; allowed are {FRAME_MAX}")
            if len(self._held) < _HEAD + length:
                break
            bodies.append(bytes(self._held[_HEAD : _HEAD + length]))
            del self._held[: _HEAD + length]
        return bodies
