"""Who comes new to a panel: its first administrator, everybody after them, and the keys of machines."""

from secrets import token_bytes

import msgspec

from comms.keys import KeyKind, confirm, kid, parse_key_file
from panel.api import AddUser, EnrolImport
from panel.core.events import Actor
from panel.core.names import ARMED_MODES, Mode, PeopleChange, Role
from panel.daemon.orders import OrderRefused
from panel.store import codes
from panel.store.actors import Here
from panel.store.household import Changed, Rights, check_rights
from panel.store.people import (
    STATION,
    Contract,
    Key,
    People,
    User,
    add_first_administrator,
    add_key,
    add_user,
    find_user,
    new_id,
)

NOBODY_YET = Actor(id="", role=Role.ADMINISTRATOR)  # who makes the first administrator


def add(people: People, asked: AddUser, here: Here, device_key: bytes) -> tuple[Changed, str]:
    """The people with one more, and their PIN; empty for the station, which speaks with its key.

    Raises OrderRefused, PeopleRefused.
    """
    user = _user(people, asked)
    if user.role is Role.ADMINISTRATOR:
        people = add_first_administrator(people, user)
    else:
        check_rights(user.role, Rights(arm=user.arm, disarm=user.disarm, modes=user.modes), here)
        people = add_user(people, user)
    pin = ""
    if user.role is not Role.STATION:
        first = user.role is Role.ADMINISTRATOR
        people, pin = codes.assign(people, user.id, device_key, token_bytes, initial=first)
    return Changed(people, PeopleChange.ADDED, user.id), pin


def welcome(asked: AddUser, changed: Changed, pin: str) -> str:
    """What whoever added somebody is told."""
    if not pin:
        return f"the station's key may arm {', '.join(asked.arm) or 'nothing'}"
    return f"{asked.name} ({asked.role}) has the PIN {pin}; it is shown only now"


def enrol(people: People, asked: EnrolImport) -> tuple[People, str]:
    """The people with one more key, and what to say. A station's key begins a contract that had ended anew.

    Raises CommsError, OrderRefused, PeopleRefused.
    """
    key = parse_key_file(asked.content)
    confirm(key, asked.fingerprint)
    if (asked.actor == STATION) != (key.kind is KeyKind.STATION):
        raise OrderRefused(f"a key of kind {key.kind.value} cannot speak for {asked.actor}")
    if key.kind is KeyKind.PANEL:
        raise OrderRefused("this is a panel's key; a panel takes the keys of stations and users")
    actor = asked.actor if asked.actor == STATION else find_user(people, asked.actor).id
    enrolled = Key(kid=kid(key), ed25519=key.ed25519, x25519=key.x25519, actor=actor, kind=key.kind.value)
    if actor == STATION:
        people = msgspec.structs.replace(people, contract=Contract.OPEN)
    return add_key(people, enrolled), f"the key of {key.id} now speaks for {actor}"


def _user(people: People, asked: AddUser) -> User:
    role = _role(asked.role)
    return User(
        id=STATION if role is Role.STATION else new_id(people, asked.name),
        name=asked.name,
        role=role,
        modes=tuple(_mode(mode) for mode in asked.modes),
        arm=asked.arm,
        disarm=asked.disarm,
    )


def _role(word: str) -> Role:
    for role in Role:
        if role.value == word:
            return role
    raise OrderRefused(f"role: found {word!r}, allowed: {', '.join(role.value for role in Role)}")


def _mode(word: str) -> Mode:
    for mode in ARMED_MODES:
        if mode.value == word:
            return mode
    raise OrderRefused(f"mode: found {word!r}, allowed: {', '.join(mode.value for mode in ARMED_MODES)}")
