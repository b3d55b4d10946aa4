"""Changes of people at a shell: who may is the table's to say, what is changed is the store's; here both meet.

Every change needs a PIN, typed for it. It is heard by the core first, which counts wrong ones, locks, and tells of a
code typed under threat; then a change goes on as if it had been one's own.
"""

from collections.abc import Callable
from secrets import token_bytes
from typing import Protocol, assert_never

import msgspec

from panel import api
from panel.core.events import Actor, Event, PeopleChanged, TroubleCleared, TroubleRaised, WrongCode
from panel.core.hours import Limits
from panel.core.names import Action, CodeKind, PeopleChange, Role, Source, Trouble
from panel.core.people import circumstances
from panel.core.rights import allowed
from panel.core.state import State
from panel.daemon import orders
from panel.daemon.erasing import Eraser
from panel.daemon.orders import MAY_NOT, REQUEST, OrderRefused, identify
from panel.store import codes, household
from panel.store.errors import CodeRefused
from panel.store.household import Changed, Rights
from panel.store.people import (
    People,
    Tag,
    User,
    add_tag,
    find_tag,
    find_user,
    has_initial_code,
    remove_tag,
    set_standing,
)

Respond = Callable[[api.Reply], None]

CODE_WORDS = {
    CodeKind.OWN: "the PIN",
    CodeKind.DURESS: "the code for use under threat",
    CodeKind.ONE_TIME: "the one-time code",
}


class House(orders.House, Protocol):
    """What a change of people needs of the engine."""

    @property
    def live(self) -> State: ...

    eraser: Eraser

    def was_at_panel(self, user: str) -> bool: ...

    def tell_trouble(self, event: Event) -> None: ...

    def change_people(self, people: People, then: Callable[[], None], change: PeopleChanged | None = None) -> None: ...


class Done(msgspec.Struct, frozen=True):
    """A change that may be made, with the words and data for whoever asked."""

    changed: Changed
    text: str
    data: str = ""


def listed(house: House, asked: api.ListPeople) -> api.Reply:
    """Everybody as the administrator may see them; nobody's code is among it."""
    actor = identify(house, asked.pin).actor
    shown = house.people.users
    if not may(house, actor, Action.PEOPLE):
        shown = tuple(user for user in shown if household.is_own(actor, user))
    rows = [_row(house.people, user) for user in shown]
    return api.Reply(ok=True, text="\n".join(_line(row) for row in rows), data=msgspec.json.encode(rows).decode())


def change(house: House, asked: api.ChangeOfPeople, respond: Respond) -> None:
    """Does it if whoever asks may, and responds once it is kept. Raises OrderRefused, PeopleRefused."""
    chooses = isinstance(asked, api.NewCode) and asked.chosen != ""
    found = identify(house, asked.pin, forgives=not chooses)
    done = _done(house, asked, found.actor)
    make(house, done, found.actor.id, respond)
    _follow_up(house, asked)


def make(house: House, done: Done, actor: str, respond: Respond) -> None:
    """Keeps the change, tells the station of it, and responds."""
    told = PeopleChanged(change=done.changed.change, actor=actor, source=Source.CONSOLE, whom=done.changed.whom)
    reply = api.Reply(ok=True, text=done.text, data=done.data or "{}")

    def then() -> None:
        if done.changed.change in _FORMER:
            house.eraser.former(lambda: respond(reply))
        else:
            respond(reply)

    house.change_people(done.changed.people, then, told)


_FORMER = frozenset({PeopleChange.TRANSFERRED, PeopleChange.REMOVED})  # what old copies say of them goes too


def _follow_up(house: House, asked: api.ChangeOfPeople) -> None:
    """The trouble of a first code that still is the one the panel drew, and a contract that ends at once."""
    default = (TroubleRaised if has_initial_code(house.people) else TroubleCleared)(Trouble.DEFAULT_CODE, "")
    house.tell_trouble(default)
    if isinstance(asked, api.EndContract) and asked.now:
        house.eraser.end_now()


def may(house: House, actor: Actor, action: Action, *, part: bool = False) -> bool:
    """The table of rights at this moment; the PIN that was just typed proved who they are."""
    at = msgspec.structs.replace(circumstances(house.live), reauthenticated=True, at_panel=house.was_at_panel(actor.id))
    return allowed(actor, action, at, part=part)


def _need(house: House, actor: Actor, action: Action, *, part: bool = False, why: str = MAY_NOT) -> None:
    if not may(house, actor, action, part=part):
        raise OrderRefused(why)


# what may be asked --------------------------------------------------------------------------------


def _done(house: House, asked: api.ChangeOfPeople, actor: Actor) -> Done:
    match asked:
        case api.NewCode():
            return _new_code(house, asked, actor)
        case api.TakeCode():
            return _take_code(house, asked, actor)
        case api.Speak():
            user = find_user(house.people, asked.who)
            own = household.is_own(actor, user) and actor.role is not Role.LIMITED
            _need(house, actor, Action.PEOPLE, part=own)
            return Done(
                household.speak(house.people, user.id, asked.language), f"{user.id} is spoken to in {asked.language}"
            )
        case api.HandOver() | api.Recover() | api.Transfer() | api.EndContract():
            return _done_to_the_whole(house, asked, actor)
        case _:
            _need(house, actor, Action.PEOPLE)
            return _done_by_administrator(house, asked)


def _done_by_administrator(
    house: House, asked: api.AddTag | api.Grant | api.SetHours | api.SetTag | api.Block | api.Unblock | api.RemoveUser
) -> Done:
    people = house.people
    match asked:
        case api.AddTag():
            user = find_user(people, asked.user)
            changed = add_tag(people, Tag(number=asked.tag.upper(), label=asked.label, user=user.id))
            return Done(Changed(changed, PeopleChange.TAG, user.id), f"tag {asked.label} is {user.id}'s")
        case api.SetTag():
            return _set_tag(people, asked)
        case api.Grant():
            rights = Rights(arm=asked.arm, disarm=asked.disarm, modes=asked.modes, granted=asked.granted)
            done = household.grant(people, asked.who, rights, house.here)
            return Done(done, f"{done.whom} may now {_rights_in_words(rights)}")
        case api.SetHours():
            done = household.limit(people, asked.who, asked.limits)
            return Done(done, f"{done.whom} may come {'at their hours' if asked.limits != Limits() else 'always'}")
        case api.Block():
            done = household.block(people, asked.who, codes=asked.codes, tags=asked.tags)
            return Done(done, f"{done.whom} is shut out of page and links{_left_in(asked)}")
        case api.Unblock():
            done = household.unblock(people, asked.who)
            return Done(done, f"{done.whom} is let in again, with codes and tags")
        case api.RemoveUser():
            done = household.remove(people, asked.who)
            return Done(done, f"{done.whom} is removed, with codes, tags and keys")
        case _:
            assert_never(asked)


def _set_tag(people: People, asked: api.SetTag) -> Done:
    tag = find_tag(people, asked.tag)
    if asked.standing is None:
        return Done(Changed(remove_tag(people, tag), PeopleChange.TAG, tag.user), f"tag {tag.label} is nobody's now")
    changed = Changed(set_standing(people, tag, asked.standing), PeopleChange.TAG, tag.user)
    return Done(changed, f"tag {tag.label} of {tag.user}: {asked.standing.value}")


def _done_to_the_whole(
    house: House, asked: api.HandOver | api.Recover | api.Transfer | api.EndContract, actor: Actor
) -> Done:
    match asked:
        case api.HandOver():
            _need(house, actor, Action.HAND_OVER)
            done = household.hand_over(house.people, asked.to, house.here)
            return Done(done, f"{done.whom} is the administrator now, and {actor.id} a resident")
        case api.Recover():
            return _recover(house, asked, actor)
        case api.Transfer():
            _need(house, actor, Action.HAND_OVER, part=actor.role is Role.INSTALLER, why=_COME_TO_THE_PANEL)
            _need_disarmed(house)
            return Done(household.transfer(house.people), _NEW_OWNER)
        case api.EndContract():
            _need(house, actor, Action.HAND_OVER)
            when = "now" if asked.now else "as soon as the station has the last report"
            return Done(household.give_notice(house.people), f"the station's keys are erased {when}; {_STILL_GUARDED}")
        case _:
            assert_never(asked)


def _recover(house: House, asked: api.Recover, actor: Actor) -> Done:
    if actor.role is not Role.INSTALLER:
        raise OrderRefused("only the installer recovers a lost administrator; the administrator hands over")
    _need(house, actor, Action.HAND_OVER, part=True, why=_COME_TO_THE_PANEL)
    _need_disarmed(house)
    done = household.recover(house.people, asked.who)
    people, pin = codes.assign(done.people, done.whom, house.device_key, token_bytes, initial=True)
    changed = msgspec.structs.replace(done, people=people)
    text = f"{done.whom} is the administrator and has the PIN {pin}; it is shown only now, and is to be changed"
    return Done(changed, text, pin_data(done.whom, pin))


_COME_TO_THE_PANEL = "the installer does this at the panel: type your PIN at its keypad, then ask again within 2 min"
_NEW_OWNER = (
    "everybody is erased; the zones are as they were. No programme is left."
    " Make the new administrator: `sereno user add`"
)
_STILL_GUARDED = "the house is guarded as before. Take [mqtt] out of the configuration"


def _need_disarmed(house: House) -> None:
    if not circumstances(house.live).disarmed:
        raise OrderRefused("not while anything is armed: disarm first")


# codes --------------------------------------------------------------------------------------------


def _new_code(house: House, asked: api.NewCode, actor: Actor) -> Done:
    user = find_user(house.people, asked.who)
    _need_for_code(house, actor, user, asked.kind)
    if user.role is Role.STATION:
        raise OrderRefused("the station has no PIN: it speaks with its key")
    if not asked.chosen:
        people, pin = codes.assign(house.people, user.id, house.device_key, token_bytes, asked.kind)
        text = f"{CODE_WORDS[asked.kind]} of {user.id} is {pin}; it is shown only now"
        return Done(Changed(people, PeopleChange.CODE, user.id), text, pin_data(user.id, pin))
    try:
        people = codes.choose(house.people, user.id, asked.chosen, house.device_key, asked.kind)
    except CodeRefused:
        house.command(WrongCode(Source.CONSOLE, request=REQUEST))  # else choosing would be a free way to try codes
        raise
    return Done(Changed(people, PeopleChange.CODE, user.id), f"{CODE_WORDS[asked.kind]} of {user.id} is changed")


def _take_code(house: House, asked: api.TakeCode, actor: Actor) -> Done:
    user = find_user(house.people, asked.who)
    if asked.kind is CodeKind.OWN:
        raise OrderRefused("a PIN is changed, not taken away; to shut somebody out: `sereno user block`")
    _need_for_code(house, actor, user, asked.kind)
    people = codes.take_away(house.people, user.id, asked.kind)
    return Done(Changed(people, PeopleChange.CODE, user.id), f"{CODE_WORDS[asked.kind]} of {user.id} is taken away")


def _need_for_code(house: House, actor: Actor, user: User, kind: CodeKind) -> None:
    """One's own codes are one's own to change; those for one time are the administrator's to give."""
    own = household.is_own(actor, user) and kind is not CodeKind.ONE_TIME
    _need(house, actor, Action.PEOPLE, part=own)


# words --------------------------------------------------------------------------------------------


def _row(people: People, user: User) -> dict[str, object]:
    shown = msgspec.to_builtins(user)
    assert isinstance(shown, dict)
    # A code for use under threat is not shown: whoever threatens may be reading along.
    shown_kinds = (CodeKind.OWN, CodeKind.ONE_TIME)
    kinds = sorted(code.kind.value for code in people.codes if code.user == user.id and code.kind in shown_kinds)
    tags = [tag for tag in people.tags if tag.user == user.id]
    rows = [{"number": tag.number, "label": tag.label, "standing": tag.standing.value} for tag in tags]
    return shown | {"codes": kinds, "tags": rows}


def _line(row: dict[str, object]) -> str:
    blocked = "  BLOCKED" if row["blocked"] else ""
    entrances = f"codes: {_some(row['codes'])}  tags: {_labels(row['tags'])}"
    return f"{row['id']}  {row['name']}  {row['role']}  {entrances}{blocked}"


def _some(words: object) -> str:
    return ", ".join(words) if isinstance(words, list) and words else "none"


def _labels(tags: object) -> str:
    assert isinstance(tags, list)
    return ", ".join(f"{tag['label']} ({tag['standing']})" for tag in tags) or "none"


def _rights_in_words(rights: Rights) -> str:
    parts = [f"arm {', '.join(rights.arm)}" if rights.arm and rights.modes else ""]
    parts += [f"disarm {', '.join(rights.disarm)}" if rights.disarm else "", *(one.value for one in rights.granted)]
    return "; ".join(part for part in parts if part) or "nothing"


def _left_in(asked: api.Block) -> str:
    left = [word for word, shut in (("codes", asked.codes), ("tags", asked.tags)) if not shut]
    return f"; their {' and '.join(left)} still open the house" if left else ", and their codes and tags do nothing"


def pin_data(user: str, pin: str) -> str:
    """A new code for programs."""
    return msgspec.json.encode({"user": user, "pin": pin}).decode()
