"""Who this is, here and now: a code, a tag or a key, met with today's rights and hours.

A code is found by its verifier in a dictionary, and a stranger's goes the same way as a known one's: it is given an
actor too, of somebody without rights, and only the last step tells. So the same work is done for one user as for 5,000
and for a right code as for a wrong one. What a stopwatch could still see is the comparison of two equal hashes
inside the dictionary, and it tells nothing: verifiers are keyed with a secret of the panel, so nobody outside can
choose one that shares a beginning with another's.
"""

import msgspec

from panel.core.events import Actor
from panel.core.hours import UNLIMITED, hours_at
from panel.core.local_time import UTC, TimeZone
from panel.core.names import CodeKind, Hours, Mode, Role, TagStanding
from panel.store.people import STATION, Code, People, Tag, User


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """The panel: all its areas and modes, which the administrator has, and its wall clock's zone."""

    areas: tuple[str, ...]
    modes: tuple[Mode, ...]
    zone: TimeZone = UTC


class Moment(msgspec.Struct, frozen=True):
    """Now on the wall clock, and whether that can be believed."""

    wall_ms: int
    trusted: bool = True


class Found(msgspec.Struct, frozen=True):
    """Somebody who typed a code of theirs."""

    actor: Actor
    code: Code

    @property
    def duress(self) -> bool:
        """Whether it was the one for use under threat."""
        return self.code.kind is CodeKind.DURESS


class Shown(msgspec.Struct, frozen=True):
    """Somebody's tag, with what is thought of it today."""

    actor: Actor
    tag: Tag
    standing: TagStanding


_NO_CODE = Code(verifier=b"", user="")
_NO_USER = User(id="", name="", role=Role.LIMITED)


def by_code(people: People, verifier: bytes, here: Here, now: Moment) -> Found | None:
    """Who has this code, or None: nobody, or somebody whose codes are blocked."""
    code = people.by_verifier.get(verifier, _NO_CODE)
    user = people.by_id.get(code.user, _NO_USER)
    actor = actor_of(user, here, now)
    found = Found(msgspec.structs.replace(actor, disarm=() if code.spent else actor.disarm), code)
    return None if code is _NO_CODE or user.codes_blocked else found


def by_tag(people: People, number: str, here: Here, now: Moment) -> Shown | None:
    """Whose tag this is, or None. One whose owner's tags are blocked is a disabled one."""
    tag = people.by_tag.get(number)
    if tag is None:
        return None
    user = people.by_id[tag.user]
    standing = TagStanding.DISABLED if user.tags_blocked else tag.standing
    return Shown(actor_of(user, here, now), tag, standing)


def by_key(people: People, kid: str, here: Here, now: Moment) -> Actor | None:
    """For whom this key speaks, or None when it speaks for nobody (any more).

    The station has the rights of a user whose id is ``station`` where the administrator made one, else none.
    """
    key = people.by_kid.get(kid)
    if key is None:
        return None
    user = people.by_id.get(key.actor)
    if user is not None:
        return None if user.blocked else actor_of(user, here, now)
    return Actor(id=STATION, role=Role.STATION) if key.actor == STATION else None


def actor_of(user: User, here: Here, now: Moment) -> Actor:
    """The user with today's rights."""
    all_of_it = user.role is Role.ADMINISTRATOR
    return Actor(
        id=user.id,
        role=user.role,
        arm=here.areas if all_of_it else user.arm,
        disarm=here.areas if all_of_it else user.disarm,
        modes=here.modes if all_of_it else user.modes,
        granted=user.granted,
        hours=_hours(user, here, now),
    )


def _hours(user: User, here: Here, now: Moment) -> Hours:
    """Whoever has hours is out of them while nobody knows what time it is: a clock lost must open no door."""
    if user.limits == UNLIMITED:
        return Hours.IN
    return hours_at(user.limits, here.zone, now.wall_ms) if now.trusted else Hours.OUT
