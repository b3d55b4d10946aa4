"""People, their codes, tags and keys: frozen values, and pure functions that make new ones.

Everything that is looked for has its index, made with the value itself: the first code typed after a change is
found as quickly as every other. Who somebody is at this moment, with which rights, is ``actors``' to say.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cached_property

import msgspec

from panel.core.hours import UNLIMITED, Limits
from panel.core.names import Action, CodeKind, Language, Mode, Notice, Role, TagStanding
from panel.store.errors import (
    AdministratorRefused,
    CodeRefused,
    KeyTaken,
    NameRefused,
    TagTaken,
    UnknownTagRefused,
    UnknownUser,
)
from panel.store.pin_rules import has_room

STATION = "station"  # the actor of the station's key; no person may have this id
NAME_CHARACTERS_MAX = 40


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person, or a machine with rights of its own. Areas by id; the administrator's lists are not looked at.

    ``granted``: what the administrator allows beyond the role. ``limits``: when they may come.
    ``blocked``: from page and links; ``codes_blocked``, ``tags_blocked``: at the panel too, each by itself.
    """

    id: str
    name: str
    role: Role
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    granted: tuple[Action, ...] = ()
    notices: tuple[Notice, ...] = ()
    language: Language | None = None  # None: the panel's
    limits: Limits = UNLIMITED
    blocked: bool = False
    codes_blocked: bool = False
    tags_blocked: bool = False


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A user's code, as its verifier. ``digits``: how long it is, to know how many are left.

    ``spent``: a one-time code that has had its disarm; only the arming is left. ``initial``: the administrator's very
    first, which others have seen; it is to be changed.
    """

    verifier: bytes
    user: str
    digits: int = 6
    kind: CodeKind = CodeKind.OWN
    spent: bool = False
    initial: bool = False


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag. ``number`` as the reader gives it: upper-case hexadecimal. ``uid_only``: it proves nothing but that."""

    number: str
    label: str
    user: str
    uid_only: bool = True
    standing: TagStanding = TagStanding.GOOD


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolled public key. ``actor``: ``station``, or the id of the user whose rights it has."""

    kid: str
    ed25519: str
    x25519: str
    actor: str
    kind: str


class Contract(StrEnum):
    """How the panel and its station stand to each other."""

    OPEN = "open"  # from the beginning, whether or not a station has been enrolled
    ENDING = "ending"  # the last reports are still on their way
    ENDED = "ended"  # the station's keys are erased, nothing is sent any more; the house is guarded all the same


class People(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everybody. Cannot be made wrong: two administrators, shared codes or strangers' codes are a ValueError."""

    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    tags: tuple[Tag, ...] = ()
    keys: tuple[Key, ...] = ()
    contract: Contract = Contract.OPEN

    def __post_init__(self) -> None:
        if sum(user.role is Role.ADMINISTRATOR for user in self.users) > 1:
            raise ValueError("more than one administrator")
        single = [(code.user, code.kind) for code in self.codes if code.kind is not CodeKind.ONE_TIME]
        _unique("user id", len(self.by_id), len(self.users))
        _unique("user name", len({user.name for user in self.users}), len(self.users))
        _unique("code", len(self.by_verifier), len(self.codes))
        _unique("user with a code of a kind", len(set(single)), len(single))
        _unique("tag", len(self.by_tag), len(self.tags))
        _unique("key", len(self.by_kid), len(self.keys))
        if not self._owners() <= self.by_id.keys():
            raise ValueError("a code or tag of somebody who is not there")

    def _owners(self) -> set[str]:
        return {code.user for code in self.codes} | {tag.user for tag in self.tags}

    @cached_property
    def by_id(self) -> dict[str, User]:
        return {user.id: user for user in self.users}

    @cached_property
    def by_verifier(self) -> dict[bytes, Code]:
        return {code.verifier: code for code in self.codes}

    @cached_property
    def by_tag(self) -> dict[str, Tag]:
        return {tag.number: tag for tag in self.tags}

    @cached_property
    def by_kid(self) -> dict[str, Key]:
        return {key.kid: key for key in self.keys}

    @property
    def administrator(self) -> User | None:
        """The one administrator, or None before the panel is commissioned."""
        return next((user for user in self.users if user.role is Role.ADMINISTRATOR), None)


def new_id(people: People, name: str) -> str:
    """A free id for somebody of that name: plain small letters, numbered when taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "user"
    taken = people.by_id.keys() | {STATION}
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return candidate


def find_user(people: People, who: str) -> User:
    """The user of that id, else of that name. Raises UnknownUser."""
    user = people.by_id.get(who) or next((one for one in people.users if one.name == who), None)
    if user is None:
        # Whoever asks stands at the console, which is root's and the panel's own: the ids are no secret there.
        known = ", ".join(one.id for one in people.users) or "nobody yet"
        raise UnknownUser(f"nobody here is called {who!r}; there is {known}")
    return user


def with_user(people: People, user: User) -> People:
    """The same, with this in place of the user of its id; nobody becomes or ceases to be administrator so.

    Raises UnknownUser.
    """
    before = find_user(people, user.id)
    assert Role.ADMINISTRATOR not in (before.role, user.role) or before.role is user.role, "handed over, never changed"
    return msgspec.structs.replace(people, users=tuple(user if one is before else one for one in people.users))


def add_first_administrator(people: People, user: User) -> People:
    """The panel's first person. Raises AdministratorRefused when there is one already."""
    if people.administrator is not None:
        raise AdministratorRefused("there is an administrator already, and there is exactly one: it is handed over")
    if user.role is not Role.ADMINISTRATOR:
        raise AdministratorRefused(f"the first person must be the administrator, not {user.role.value}")
    return _and_user(people, user)


def add_user(people: People, user: User) -> People:
    """One more, with the rights in ``user`` and no others. Raises AdministratorRefused, NameRefused."""
    if user.role is Role.ADMINISTRATOR:
        raise AdministratorRefused("there is exactly one administrator: it is handed over, never added")
    if people.administrator is None:
        raise AdministratorRefused("before anybody else the panel needs its administrator")
    return _and_user(people, user)


def has_initial_code(people: People) -> bool:
    """Whether a code is still the one that came with the panel's commissioning."""
    return any(code.initial for code in people.codes)


def set_code(
    people: People,
    user: str,
    verifier: bytes,
    digits: int = 6,
    kind: CodeKind = CodeKind.OWN,
    *,
    initial: bool = False,
) -> People:
    """Gives a user the code, in place of the one of that kind they had; one-time codes are added to. Raises
    UnknownUser, CodeRefused.

    No two are alike. A taken code, one's own present one, and a length of which too many are in use
    are refused in the same words: whoever asks learns that *this* cannot be had, not whose it is.
    The caller counts the refusal as a wrong code, else it is a free way to try codes.
    """
    find_user(people, user)
    replaces = kind is not CodeKind.ONE_TIME
    others = tuple(one for one in people.codes if not (replaces and one.user == user and one.kind is kind))
    if verifier in people.by_verifier or not has_room(sum(code.digits == digits for code in others), digits):
        raise CodeRefused("this code cannot be used; choose another, or a longer one")
    code = Code(verifier=verifier, user=user, digits=digits, kind=kind, initial=initial)
    return msgspec.structs.replace(people, codes=(*others, code))


def add_tag(people: People, tag: Tag) -> People:
    """One more tag of a user. Raises UnknownUser, TagTaken."""
    find_user(people, tag.user)
    if tag.number in people.by_tag:
        raise TagTaken("this tag is enrolled already; remove it from its owner first")
    return msgspec.structs.replace(people, tags=(*people.tags, tag))


def find_tag(people: People, which: str) -> Tag:
    """The tag of that number, else the only one of that label. Raises UnknownTagRefused."""
    labelled = [tag for tag in people.tags if tag.label == which]
    found = people.by_tag.get(which.upper()) or (labelled[0] if len(labelled) == 1 else None)
    if found is None:
        several = " more than one has that label: name it by its number" if labelled else ""
        raise UnknownTagRefused(f"no tag is {which!r};{several or ' `sereno user list` shows them'}")
    return found


def set_standing(people: People, tag: Tag, standing: TagStanding) -> People:
    """The tag under another standing."""
    changed = msgspec.structs.replace(tag, standing=standing)
    return msgspec.structs.replace(people, tags=tuple(changed if one is tag else one for one in people.tags))


def remove_tag(people: People, tag: Tag) -> People:
    """A tag that is nobody's from now on."""
    return msgspec.structs.replace(people, tags=tuple(one for one in people.tags if one is not tag))


def add_key(people: People, key: Key) -> People:
    """One more public key. Raises UnknownUser (its actor is no user and not the station), KeyTaken."""
    if key.actor != STATION:
        find_user(people, key.actor)
    if key.kid in people.by_kid:
        raise KeyTaken(f"the key {key.kid} is enrolled already")
    return msgspec.structs.replace(people, keys=(*people.keys, key))


def _and_user(people: People, user: User) -> People:
    if user.id in people.by_id or any(one.name == user.name for one in people.users):
        raise NameRefused(f"somebody is called {user.name!r} or {user.id!r} already; names tell people apart")
    if not 1 <= len(user.name) <= NAME_CHARACTERS_MAX:
        raise NameRefused(f"a name has 1 to {NAME_CHARACTERS_MAX} characters, not {len(user.name)}")
    if user.id == STATION and user.role is not Role.STATION:
        raise NameRefused(f"the id {STATION!r} is the station's own")
    return msgspec.structs.replace(people, users=(*people.users, user))


def _unique(what: str, different: int, all_of_them: int) -> None:
    if different != all_of_them:
        raise ValueError(f"the same {what} twice")


NOBODY = People()
