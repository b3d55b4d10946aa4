"""Of people, at a shell: every message but the first administrator's carries the PIN of whoever asks."""

from panel.api.base import Message
from panel.core.hours import Limits
from panel.core.names import Action, CodeKind, Language, Mode, TagStanding


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
