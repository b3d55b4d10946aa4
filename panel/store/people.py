"""People, their codes, tags and keys: frozen values, and pure functions that make new ones.

A code is found by its verifier in a dictionary: the same work for one user as for 5,000, and for
a right code as for a wrong one. What a stopwatch could still see is the comparison of two equal
hashes inside the dictionary, and it tells nothing: verifiers are keyed with a secret of the panel,
so nobody outside can choose one that shares a beginning with another's.
"""

import re
import unicodedata
from functools import cached_property

import msgspec

from panel.core.events import Actor
from panel.core.names import Mode, Role
from panel.store.errors import AdministratorRefused, CodeRefused, KeyTaken, NameRefused, TagTaken, UnknownUser

STATION = "station"  # the actor of the station's key; no person may have this id
CODES_PER_ONE_IN_USE = 1000  # at most one in so many of all codes of a length is in use
NAME_CHARACTERS_MAX = 40


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person, or a machine with rights of its own. Areas by id; the administrator's lists are not looked at."""

    id: str
    name: str
    role: Role
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A user's PIN, as its verifier. ``digits``: how long it is, to know how many are left."""

    verifier: bytes
    user: str
    digits: int = 6


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag. ``number`` as the reader gives it: upper-case hexadecimal."""

    number: str
    label: str
    user: str
    uid_only: bool = True


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolled public key. ``actor``: ``station``, or the id of the user whose rights it has."""

    kid: str
    ed25519: str
    x25519: str
    actor: str
    kind: str


class People(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everybody. Cannot be made wrong: two administrators, shared codes or strangers' codes are a ValueError."""

    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    tags: tuple[Tag, ...] = ()
    keys: tuple[Key, ...] = ()

    def __post_init__(self) -> None:
        if sum(user.role is Role.ADMINISTRATOR for user in self.users) > 1:
            raise ValueError("more than one administrator")
        _unique("user id", [user.id for user in self.users])
        _unique("user name", [user.name for user in self.users])
        _unique("code", [code.verifier for code in self.codes])
        _unique("user with a code", [code.user for code in self.codes])
        _unique("tag", [tag.number for tag in self.tags])
        _unique("key", [key.kid for key in self.keys])
        owners = {code.user for code in self.codes} | {tag.user for tag in self.tags}
        if not owners <= {user.id for user in self.users}:
            raise ValueError("a code or tag of somebody who is not there")

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


def add_first_administrator(people: People, user: User) -> People:
    """The panel's first person. Raises AdministratorRefused when there is one already."""
    if people.administrator is not None:
        raise AdministratorRefused("there is an administrator already, and there is exactly one: it is handed over")
    if user.role is not Role.ADMINISTRATOR:
        raise AdministratorRefused(f"the first person must be the administrator, not {user.role.value}")
    return _with_user(people, user)


def add_user(people: People, user: User) -> People:
    """One more, with the rights in ``user`` and no others. Raises AdministratorRefused, NameRefused."""
    if user.role is Role.ADMINISTRATOR:
        raise AdministratorRefused("there is exactly one administrator: it is handed over, never added")
    if people.administrator is None:
        raise AdministratorRefused("before anybody else the panel needs its administrator")
    return _with_user(people, user)


def set_code(people: People, user: str, verifier: bytes, digits: int = 6) -> People:
    """Gives a user the code, in place of the one they had. Raises UnknownUser, CodeRefused.

    No two are alike. A taken code, one's own present one, and a length of which too many are in use
    are refused in the same words: whoever asks learns that *this* cannot be had, not whose it is.
    The caller counts the refusal as a wrong code, else it is a free way to try codes.
    """
    find_user(people, user)
    others = tuple(code for code in people.codes if code.user != user)
    used = sum(code.digits == digits for code in others)
    if verifier in people.by_verifier or (used + 1) * CODES_PER_ONE_IN_USE > 10**digits:
        raise CodeRefused("this code cannot be used; choose another, or a longer one")
    return msgspec.structs.replace(people, codes=(*others, Code(verifier=verifier, user=user, digits=digits)))


def add_tag(people: People, tag: Tag) -> People:
    """One more tag of a user. Raises UnknownUser, TagTaken."""
    find_user(people, tag.user)
    if tag.number in people.by_tag:
        raise TagTaken("this tag is enrolled already; remove it from its owner first")
    return msgspec.structs.replace(people, tags=(*people.tags, tag))


def add_key(people: People, key: Key) -> People:
    """One more public key. Raises UnknownUser (its actor is no user and not the station), KeyTaken."""
    if key.actor != STATION:
        find_user(people, key.actor)
    if key.kid in people.by_kid:
        raise KeyTaken(f"the key {key.kid} is enrolled already")
    return msgspec.structs.replace(people, keys=(*people.keys, key))


def actor_for_code(people: People, verifier: bytes, areas: tuple[str, ...], modes: tuple[Mode, ...]) -> Actor | None:
    """Who has this code, with today's rights, or None. ``areas``, ``modes``: all that the panel has."""
    code = people.by_verifier.get(verifier)
    return None if code is None else _actor(people.by_id[code.user], areas, modes)


def actor_for_tag(
    people: People, number: str, areas: tuple[str, ...], modes: tuple[Mode, ...]
) -> tuple[Actor, Tag] | None:
    """Whose tag this is, and the tag (it says whether it is ``uid_only``), or None."""
    tag = people.by_tag.get(number)
    return None if tag is None else (_actor(people.by_id[tag.user], areas, modes), tag)


def actor_for_key(people: People, kid: str, areas: tuple[str, ...], modes: tuple[Mode, ...]) -> Actor | None:
    """For whom this key speaks, or None when it speaks for nobody (any more).

    The station has the rights of a user whose id is ``station`` where the administrator made one, else none.
    """
    key = people.by_kid.get(kid)
    if key is None:
        return None
    user = people.by_id.get(key.actor)
    if user is not None:
        return _actor(user, areas, modes)
    return Actor(id=STATION, role=Role.STATION) if key.actor == STATION else None


def _actor(user: User, areas: tuple[str, ...], modes: tuple[Mode, ...]) -> Actor:
    if user.role is Role.ADMINISTRATOR:
        return Actor(id=user.id, role=user.role, arm=areas, disarm=areas, modes=modes)
    return Actor(id=user.id, role=user.role, arm=user.arm, disarm=user.disarm, modes=user.modes)


def _with_user(people: People, user: User) -> People:
    if user.id in people.by_id or any(one.name == user.name for one in people.users):
        raise NameRefused(f"somebody is called {user.name!r} or {user.id!r} already; names tell people apart")
    if not 1 <= len(user.name) <= NAME_CHARACTERS_MAX:
        raise NameRefused(f"a name has 1 to {NAME_CHARACTERS_MAX} characters, not {len(user.name)}")
    if user.id == STATION and user.role is not Role.STATION:
        raise NameRefused(f"the id {STATION!r} is the station's own")
    return msgspec.structs.replace(people, users=(*people.users, user))


def _unique(what: str, values: list[str] | list[bytes]) -> None:
    if len(set(values)) != len(values):
        raise ValueError(f"the same {what} twice")


NOBODY = People()
