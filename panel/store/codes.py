"""Choosing, assigning and using up codes: pure functions over people, the panel's key handed in.

Every refusal that could tell of another person's code is a ``CodeRefused`` in one and the same words; the caller
counts it as a wrong code.
"""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from panel.core.names import CodeKind
from panel.store.errors import BadPin, CodeRefused
from panel.store.people import People, set_code
from panel.store.pin_rules import PIN_DIGITS, PIN_DIGITS_MAX, check_pin, derivable, has_room, new_pin
from panel.store.pins import verifier

DRAWS = 1000  # one in a thousand codes is taken at most: the chance to find none free is nil
RNG_BYTES = 64


class Use(StrEnum):
    """What a one-time code has just done."""

    DISARMED = "disarmed"
    ARMED = "armed"


def choose(
    people: People, user: str, pin: str, key: bytes, kind: CodeKind = CodeKind.OWN, *, initial: bool = False
) -> People:
    """Gives a user the code they want. Raises BadPin, CodeRefused, UnknownUser.

    Own and duress code of one person must not be made of each other, whichever is chosen last.
    """
    check_pin(pin)
    if _is_of_the_other(people, user, pin, key, kind):
        raise BadPin("own and duress code must not be made of each other: no neighbours, slips, turns or swaps")
    return set_code(people, user, verifier(key, pin), len(pin), kind, initial=initial)


def assign(
    people: People,
    user: str,
    key: bytes,
    random: Callable[[int], bytes],
    kind: CodeKind = CodeKind.OWN,
    *,
    initial: bool = False,
) -> tuple[People, str]:
    """A new code for a user, of six digits or, when those are used up, of as few more as there is room in.

    Raises CodeRefused when there is no room at all, UnknownUser.
    """
    in_use = [code.digits for code in people.codes]
    for digits in range(PIN_DIGITS, PIN_DIGITS_MAX + 1):
        if not has_room(in_use.count(digits), digits):
            continue
        for _ in range(DRAWS):
            pin = new_pin(random(RNG_BYTES), digits)
            try:
                return choose(people, user, pin, key, kind, initial=initial), pin
            except (CodeRefused, BadPin):
                continue  # taken, or too near to the person's other one
    raise CodeRefused("no free code was found; remove users who have left")


def take_away(people: People, user: str, kind: CodeKind) -> People:
    """The same, without the user's codes of that kind."""
    left = tuple(code for code in people.codes if not (code.user == user and code.kind is kind))
    return msgspec.structs.replace(people, codes=left)


def use_up(people: People, used: bytes, use: Use) -> People:
    """After a one-time code did something: a disarm leaves the next arm, an arm leaves nothing. Others stay."""
    code = people.by_verifier.get(used)
    if code is None or code.kind is not CodeKind.ONE_TIME:
        return people
    left = () if use is Use.ARMED else (msgspec.structs.replace(code, spent=True),)
    codes = tuple(each for one in people.codes for each in (left if one is code else (one,)))
    return msgspec.structs.replace(people, codes=codes)


def _is_of_the_other(people: People, user: str, pin: str, key: bytes, kind: CodeKind) -> bool:
    """Whether a neighbour of ``pin`` is the user's code of the other kind. All are hashed, found or not."""
    other = {CodeKind.OWN: CodeKind.DURESS, CodeKind.DURESS: CodeKind.OWN}.get(kind)
    theirs = {code.verifier for code in people.codes if code.user == user and code.kind is other}
    near = [verifier(key, one) in theirs for one in sorted(derivable(pin))]
    return any(near)
