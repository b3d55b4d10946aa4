import itertools
from collections.abc import Callable

import msgspec
import pytest

from panel.core.names import CodeKind
from panel.store import people
from panel.store.codes import Use, assign, choose, take_away, use_up
from panel.store.errors import BadPin, CodeRefused
from panel.store.people import Code
from panel.store.pin_rules import derivable, is_trivial
from panel.store.pins import verifier
from tests.panel.store.making import DEVICE_KEY, PIN, household

THREAT = "620418"


def drawing(*pins: str) -> Callable[[int], bytes]:
    """Random bytes that draw these PINs in order, over and over."""
    draws = itertools.cycle(pins)
    return lambda size: int(next(draws)).to_bytes(4, "big") * (size // 4)


def test_a_duress_code_made_of_ones_own_is_refused_and_the_digits_are_not_repeated() -> None:
    for near in sorted(one for one in derivable(PIN) if not is_trivial(one)):
        with pytest.raises(BadPin, match="made of each other") as refused:
            choose(household(), "ana", near, DEVICE_KEY, CodeKind.DURESS)
        assert near not in str(refused.value)
    home = choose(household(), "ana", THREAT, DEVICE_KEY, CodeKind.DURESS)
    assert home.by_verifier[verifier(DEVICE_KEY, THREAT)].kind is CodeKind.DURESS


def test_a_new_own_code_keeps_its_distance_from_the_duress_code_too() -> None:
    home = choose(household(), "ana", THREAT, DEVICE_KEY, CodeKind.DURESS)
    with pytest.raises(BadPin, match="made of each other"):
        choose(home, "ana", "620419", DEVICE_KEY)
    assert len(choose(home, "ana", "739155", DEVICE_KEY).codes) == 2  # next to the one it replaces
    assert len(choose(home, "rui", "620419", DEVICE_KEY).codes) == 3  # next to another's, of whom nothing may be told


def test_the_codes_of_others_are_refused_alike_whatever_they_are_for() -> None:
    home = choose(household(), "ana", THREAT, DEVICE_KEY, CodeKind.DURESS)
    said = set()
    for pin, kind in itertools.product((PIN, THREAT), CodeKind):
        with pytest.raises(CodeRefused) as refused:
            choose(home, "rui", pin, DEVICE_KEY, kind)
        said.add(str(refused.value))
    assert len(said) == 1


def test_an_assigned_code_passes_over_those_taken_and_those_too_near() -> None:
    home, pin = assign(household(), "ana", DEVICE_KEY, drawing(PIN, "739155", THREAT), CodeKind.DURESS)
    assert pin == THREAT
    assert home.by_verifier[verifier(DEVICE_KEY, THREAT)].user == "ana"


def test_an_assigned_code_is_longer_where_a_thousand_have_six_digits() -> None:
    codes = tuple(Code(verifier=b"%d" % i, user="rui", kind=CodeKind.ONE_TIME) for i in range(1_000))
    crowded = msgspec.structs.replace(household(), codes=codes)
    _, pin = assign(crowded, "ana", DEVICE_KEY, drawing("7391542"))
    assert pin == "7391542"


def test_where_there_is_no_room_at_any_length_the_refusal_says_what_to_do() -> None:
    lengths = [6] * 1_000 + [7] * 10_000 + [8] * 100_000
    codes = tuple(
        Code(verifier=b"%d" % i, user="rui", digits=digits, kind=CodeKind.ONE_TIME) for i, digits in enumerate(lengths)
    )
    crowded = msgspec.structs.replace(household(), codes=codes)
    with pytest.raises(CodeRefused, match="remove users who have left"):
        assign(crowded, "ana", DEVICE_KEY, drawing(PIN))


def test_a_one_time_code_is_one_disarm_and_the_next_arm() -> None:
    used = verifier(DEVICE_KEY, THREAT)
    home = people.set_code(household(), "rui", used, kind=CodeKind.ONE_TIME)
    disarmed = use_up(home, used, Use.DISARMED)
    assert disarmed.by_verifier[used].spent
    assert used not in use_up(disarmed, used, Use.ARMED).by_verifier
    assert used not in use_up(home, used, Use.ARMED).by_verifier


def test_other_codes_are_never_used_up() -> None:
    home = choose(household(), "ana", THREAT, DEVICE_KEY, CodeKind.DURESS)
    for code in (PIN, THREAT, "999999"):
        assert use_up(home, verifier(DEVICE_KEY, code), Use.ARMED) is home


def test_a_code_is_taken_away_and_the_others_stay() -> None:
    home = choose(household(), "ana", THREAT, DEVICE_KEY, CodeKind.DURESS)
    assert take_away(home, "ana", CodeKind.DURESS) == household()
