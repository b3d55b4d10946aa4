"""What may be done to people by somebody who may: pure changes of the household, each as one value to keep.

Whether somebody may is the table's to say (``panel.core.rights``); here it is whether what they ask for makes sense.
"""

from collections.abc import Iterable

import msgspec

from panel.core.events import Actor
from panel.core.hours import Limits
from panel.core.names import Action, Language, Mode, Notice, PeopleChange, Role
from panel.core.rights import GRANTABLE
from panel.store.actors import Here
from panel.store.errors import AdministratorRefused, RightsRefused
from panel.store.people import STATION, Contract, People, User, find_user, with_user

NEVER_OPENS = frozenset({Role.INSTALLER, Role.STATION})
_BY_AREAS = frozenset({Action.ARM, Action.DISARM})  # given by naming areas and modes


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """All that somebody is granted, in place of what they were granted before."""

    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    granted: tuple[Action, ...] = ()
    notices: tuple[Notice, ...] = ()


class Changed(msgspec.Struct, frozen=True):
    """The people after a change, and what the station is told of it."""

    people: People
    change: PeopleChange
    whom: str = ""


def grant(people: People, who: str, rights: Rights, here: Here) -> Changed:
    """Gives somebody these rights and no others. Raises UnknownUser, RightsRefused."""
    user = find_user(people, who)
    if user.role is Role.ADMINISTRATOR and (rights.arm or rights.disarm or rights.modes):
        raise RightsRefused("the administrator has every area and mode; leave them away")
    check_rights(user.role, rights, here)
    fields = {name: getattr(rights, name) for name in rights.__struct_fields__}
    return Changed(with_user(people, msgspec.structs.replace(user, **fields)), PeopleChange.RIGHTS, user.id)


def check_rights(role: Role, rights: Rights, here: Here) -> None:
    """Raises RightsRefused when an area or mode is not here, or the role can never have such a right."""
    _known("area", (*rights.arm, *rights.disarm), here.areas)
    _known("mode", rights.modes, here.modes)
    if role in NEVER_OPENS and rights.disarm:
        raise RightsRefused(f"the {role.value} never disarms; leave --disarm away")
    if role is Role.INSTALLER and rights.arm:
        raise RightsRefused("the installer does not arm; leave --arm away")
    _known("right", rights.granted, tuple(sorted(GRANTABLE[role] - _BY_AREAS)), f" to a user of role {role.value}")


def limit(people: People, who: str, limits: Limits) -> Changed:
    """Says when somebody may come. Raises UnknownUser, RightsRefused: hours are for limited users."""
    user = find_user(people, who)
    check_limits(user.role, limits)
    return Changed(with_user(people, msgspec.structs.replace(user, limits=limits)), PeopleChange.RIGHTS, user.id)


def check_limits(role: Role, limits: Limits) -> None:
    """Raises RightsRefused for hours of anybody but a limited user, and for dates in the wrong order."""
    if role is not Role.LIMITED and limits != Limits():
        raise RightsRefused(f"only a limited user has hours and dates; this is a user of role {role.value}")
    if limits.first_day is not None and limits.last_day is not None and limits.first_day > limits.last_day:
        raise RightsRefused("the last day lies before the first; nobody could ever come")


def speak(people: People, who: str, language: Language) -> Changed:
    """Chooses what somebody is spoken to in. Raises UnknownUser."""
    user = find_user(people, who)
    return Changed(with_user(people, msgspec.structs.replace(user, language=language)), PeopleChange.RIGHTS, user.id)


def block(people: People, who: str, *, codes: bool, tags: bool) -> Changed:
    """Shuts somebody out of page and links, and by choice out of keypad and reader. Raises UnknownUser,
    AdministratorRefused."""
    user = _another(people, who, "blocked")
    changed = msgspec.structs.replace(user, blocked=True, codes_blocked=codes, tags_blocked=tags)
    return Changed(with_user(people, changed), PeopleChange.BLOCKED, user.id)


def unblock(people: People, who: str) -> Changed:
    """Lets somebody in again, everywhere. Raises UnknownUser."""
    user = find_user(people, who)
    changed = msgspec.structs.replace(user, blocked=False, codes_blocked=False, tags_blocked=False)
    return Changed(with_user(people, changed), PeopleChange.UNBLOCKED, user.id)


def remove(people: People, who: str) -> Changed:
    """Somebody has left: codes, tags and keys go with them. Raises UnknownUser, AdministratorRefused."""
    user = _another(people, who, "removed")
    return Changed(_without(people, [user]), PeopleChange.REMOVED, user.id)


def hand_over(people: People, to: str, here: Here) -> Changed:
    """A resident becomes the administrator, and the administrator a resident who opens and shuts as before.

    Raises UnknownUser, AdministratorRefused.
    """
    heir = _heir(people, to)
    assert people.administrator is not None, "an heir is a resident, and there are none before the administrator"
    before = _as_resident(people.administrator, here)
    users = tuple({heir.id: _as_administrator(heir), before.id: before}.get(one.id, one) for one in people.users)
    return Changed(msgspec.structs.replace(people, users=users), PeopleChange.HANDED_OVER, heir.id)


def recover(people: People, who: str) -> Changed:
    """The administrator is lost: gone, or without a PIN. Their place goes to a resident, or stays theirs.

    In the first case nobody knows who has the former one's codes and tags, so all of them are shut out. The new
    PIN is for the caller to assign. Raises UnknownUser, AdministratorRefused.
    """
    lost = people.administrator
    if lost is None:
        raise AdministratorRefused("there is no administrator to be recovered; make the first: `sereno user add`")
    if find_user(people, who) is lost:
        return Changed(people, PeopleChange.RECOVERED, lost.id)
    heir = _heir(people, who)
    shut_out = User(id=lost.id, name=lost.name, role=Role.RESIDENT, blocked=True, codes_blocked=True, tags_blocked=True)
    users = tuple({heir.id: _as_administrator(heir), lost.id: shut_out}.get(one.id, one) for one in people.users)
    return Changed(msgspec.structs.replace(people, users=users), PeopleChange.RECOVERED, heir.id)


def transfer(people: People) -> Changed:
    """Another owner: nobody of the former household is left. The station's key stays, without the rights it had."""
    keys = tuple(key for key in people.keys if key.actor == STATION)
    return Changed(People(keys=keys, contract=people.contract), PeopleChange.TRANSFERRED)


def give_notice(people: People) -> Changed:
    """The contract with the station ends once it has the last report."""
    return Changed(msgspec.structs.replace(people, contract=Contract.ENDING), PeopleChange.DECOMMISSIONED)


def without_station(people: People) -> People:
    """The contract has ended: the station's keys and rights are gone, and everybody else stays."""
    keys = tuple(key for key in people.keys if key.actor != STATION)
    users = tuple(user for user in people.users if user.id != STATION)
    return msgspec.structs.replace(people, keys=keys, users=users, contract=Contract.ENDED)


def is_own(actor: Actor, who: User) -> bool:
    """Whether somebody asks for themselves, which the table allows more of."""
    return actor.id == who.id


def _another(people: People, who: str, what: str) -> User:
    user = find_user(people, who)
    if user.role is Role.ADMINISTRATOR:
        raise AdministratorRefused(f"the administrator cannot be {what}; hand the place over first")
    return user


def _heir(people: People, who: str) -> User:
    heir = find_user(people, who)
    if heir.role is not Role.RESIDENT:
        raise AdministratorRefused(f"only a resident can become the administrator; {heir.id} is {heir.role.value}")
    if heir.blocked or heir.codes_blocked:
        raise AdministratorRefused(f"{heir.id} is blocked; unblock them first")
    if not any(code.user == heir.id for code in people.codes):
        raise AdministratorRefused(f"{heir.id} has no PIN; give them one first")
    return heir


def _as_administrator(user: User) -> User:
    return msgspec.structs.replace(user, role=Role.ADMINISTRATOR, arm=(), disarm=(), modes=(), granted=())


def _as_resident(user: User, here: Here) -> User:
    return msgspec.structs.replace(
        user, role=Role.RESIDENT, arm=here.areas, disarm=here.areas, modes=here.modes, granted=()
    )


def _without(people: People, gone: list[User]) -> People:
    ids = {user.id for user in gone}
    return msgspec.structs.replace(
        people,
        users=tuple(user for user in people.users if user.id not in ids),
        codes=tuple(code for code in people.codes if code.user not in ids),
        tags=tuple(tag for tag in people.tags if tag.user not in ids),
        keys=tuple(key for key in people.keys if key.actor not in ids),
    )


def _known(what: str, found: Iterable[str], allowed: tuple[str, ...], whom: str = "") -> None:
    strange = [one for one in found if one not in allowed]
    if strange:
        choice = ", ".join(allowed) or "none"
        raise RightsRefused(f"{what}: found {', '.join(strange)}; allowed{whom}: {choice}")
