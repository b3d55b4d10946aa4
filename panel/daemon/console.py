"""People at a shell on the panel: first administrator, tags, enrolment, status.

The console socket is open to root and the panel's group alone; whoever is there holds the card in their
hands. Still, once there is an administrator, a change of people needs the administrator's PIN.
"""

from collections.abc import Callable
from secrets import token_bytes
from typing import Protocol, assert_never

from comms.errors import CommsError
from comms.keys import Identity, KeyKind, confirm, fingerprint, format_key_file, kid, parse_key_file
from panel.api import (
    AddTag,
    AddUser,
    Arm,
    Chime,
    ConsoleToPanel,
    Disarm,
    EnrolExport,
    EnrolImport,
    LeaveOut,
    LetIn,
    Reply,
    StatusWanted,
    TryOut,
)
from panel.core.names import Mode, Role
from panel.daemon import orders
from panel.store.errors import CodeRefused, StoreError
from panel.store.people import (
    STATION,
    Key,
    People,
    Tag,
    User,
    add_first_administrator,
    add_key,
    add_tag,
    add_user,
    find_user,
    new_id,
    set_code,
)
from panel.store.pin_rules import PIN_DIGITS, new_pin
from panel.store.pins import verifier

Respond = Callable[[Reply], None]


class ConsoleRefused(Exception):
    """What was asked cannot be done; the message says why and what to do."""


class House(orders.House, Protocol):
    """What the console needs of the engine."""

    identity: Identity

    def status(self) -> bytes: ...

    def change_people(self, people: People, then: Callable[[], None]) -> None: ...


def handle(house: House, message: ConsoleToPanel, respond: Respond) -> None:
    """Does what a console message asks and responds once, after it is kept."""
    try:
        _handle(house, message, respond)
    except (ConsoleRefused, StoreError, CommsError) as error:
        respond(Reply(ok=False, text=str(error)))


def _handle(house: House, message: ConsoleToPanel, respond: Respond) -> None:
    match message:
        case StatusWanted():
            respond(Reply(ok=True, data=house.status().decode()))
        case AddUser():
            _add_user(house, message, respond)
        case AddTag():
            _authorise(house, message.pin)
            user = find_user(house.people, message.user).id
            people = add_tag(house.people, Tag(number=message.tag.upper(), label=message.label, user=user))
            house.change_people(people, lambda: respond(Reply(ok=True, text=f"tag {message.label} is {user}'s")))
        case EnrolExport():
            key = house.identity.public()
            respond(Reply(ok=True, text=fingerprint(key), data=format_key_file(key)))
        case EnrolImport():
            _authorise(house, message.pin)
            _import_key(house, message, respond)
        case Arm() | Disarm() | LeaveOut() | TryOut() | LetIn() | Chime():
            orders.obey(house, message, respond)
        case _:
            assert_never(message)


def _authorise(house: House, pin: str) -> None:
    """Raises ConsoleRefused unless the PIN is the administrator's."""
    code = house.people.by_verifier.get(verifier(house.device_key, pin))
    administrator = house.people.administrator
    if administrator is None:
        raise ConsoleRefused("there is no administrator yet; make one: `sereno user add NAME --role administrator`")
    if code is None or code.user != administrator.id:
        raise ConsoleRefused("this needs the administrator's PIN; the one given is not it")


def _add_user(house: House, asked: AddUser, respond: Respond) -> None:
    role = _role(asked.role)
    user = User(
        id=STATION if role is Role.STATION else new_id(house.people, asked.name),
        name=asked.name,
        role=role,
        modes=tuple(_mode(mode) for mode in asked.modes),
        arm=asked.arm,
        disarm=asked.disarm,
    )
    if role is Role.ADMINISTRATOR:
        people = add_first_administrator(house.people, user)
    else:
        _authorise(house, asked.pin)
        people = add_user(house.people, user)
    if role is Role.STATION:
        _grant_station(house, people, user, respond)
        return
    people, pin = _with_new_pin(people, user.id, house.device_key)
    text = f"{user.name} ({role.value}) has the PIN {pin}; it is shown only now"
    data = f'{{"user":"{user.id}","pin":"{pin}"}}'
    house.change_people(people, lambda: respond(Reply(ok=True, text=text, data=data)))


def _grant_station(house: House, people: People, user: User, respond: Respond) -> None:
    """What the station's key may do. It has no PIN, and there is no disarming from afar by the station."""
    if user.disarm:
        raise ConsoleRefused("a station never disarms; leave --disarm away")
    areas = ", ".join(user.arm) or "nothing"
    house.change_people(people, lambda: respond(Reply(ok=True, text=f"the station's key may arm {areas}", data="{}")))


def _with_new_pin(people: People, user: str, device_key: bytes) -> tuple[People, str]:
    for _ in range(1000):  # one in a thousand codes may be taken: the chance to find none is nil
        pin = new_pin(token_bytes(64))
        try:
            return set_code(people, user, verifier(device_key, pin), PIN_DIGITS), pin
        except CodeRefused:
            continue
    raise ConsoleRefused("no free PIN was found; remove users who have left")


def _import_key(house: House, asked: EnrolImport, respond: Respond) -> None:
    key = parse_key_file(asked.content)
    confirm(key, asked.fingerprint)
    if (asked.actor == STATION) != (key.kind is KeyKind.STATION):
        raise ConsoleRefused(f"a key of kind {key.kind.value} cannot speak for {asked.actor}")
    if key.kind is KeyKind.PANEL:
        raise ConsoleRefused("this is a panel's key; a panel takes the keys of stations and users")
    actor = asked.actor if asked.actor == STATION else find_user(house.people, asked.actor).id
    enrolled = Key(kid=kid(key), ed25519=key.ed25519, x25519=key.x25519, actor=actor, kind=key.kind.value)
    people = add_key(house.people, enrolled)
    house.change_people(people, lambda: respond(Reply(ok=True, text=f"the key of {key.id} now speaks for {actor}")))


def _role(word: str) -> Role:
    allowed = (Role.ADMINISTRATOR, Role.RESIDENT, Role.STATION)
    for role in allowed:
        if role.value == word:
            return role
    raise ConsoleRefused(f"role: found {word!r}, allowed: {', '.join(role.value for role in allowed)}")


def _mode(word: str) -> Mode:
    allowed = [mode for mode in Mode if mode is not Mode.DISARMED]
    for mode in allowed:
        if mode.value == word:
            return mode
    raise ConsoleRefused(f"mode: found {word!r}, allowed: {', '.join(mode.value for mode in allowed)}")
