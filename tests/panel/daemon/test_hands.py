"""Tags and keys become events that carry rights and no secrets."""

from panel.core.events import ArmRequested, DisarmRequested, TagPresented, UnknownTag, WrongCode
from panel.core.names import Mode, Source
from panel.daemon.hands import Hands
from panel.ports import KeyPressed, TagRead
from tests.support.panel_on_wires import PIN, TAG, PanelOnWires


def typed(house: PanelOnWires, keys: str, keypad: str = "hall") -> list[object]:
    """What keys on one keypad come to."""
    hands = Hands(house.engine.plan, house.engine.device_key)
    events = [hands.key(KeyPressed(keypad, key, at), house.engine.people) for at, key in enumerate(keys)]
    return [event for event in events if event is not None]


def test_a_known_tag_names_its_owner_with_todays_rights_and_a_strange_one_its_reader(house: PanelOnWires) -> None:
    hands = Hands(house.engine.plan, house.engine.device_key)
    known = hands.tag(TagRead("hall", TAG.tag, 26, 0), house.engine.people)
    assert isinstance(known, TagPresented)
    assert (known.actor.id, known.actor.disarm, known.uid_only) == ("ana", ("house", "garage"), True)
    assert hands.tag(TagRead("hall", "0DDBA1", 26, 0), house.engine.people) == UnknownTag("hall")


def test_a_code_disarms_or_arms_and_a_wrong_one_is_only_wrong(house: PanelOnWires) -> None:
    (disarm,), (arm,) = typed(house, f"{PIN}#"), typed(house, f"C{PIN}#")
    assert isinstance(disarm, DisarmRequested) and disarm.actor.id == "ana"
    assert isinstance(arm, ArmRequested) and arm.mode is Mode.NIGHT
    assert typed(house, "99999#") == [WrongCode(Source.KEYPAD)]
    assert PIN not in repr((disarm, arm))


def test_two_keypads_never_mix_their_digits(house: PanelOnWires) -> None:
    hands = Hands(house.engine.plan, house.engine.device_key)
    for at, key in enumerate(PIN):
        hands.key(KeyPressed("hall" if at % 2 else "garage", key, at), house.engine.people)
    assert hands.key(KeyPressed("hall", "#", 99), house.engine.people) == WrongCode(Source.KEYPAD)


def test_d_asks_for_the_last_arming_at_this_keypad_with_the_token_it_was_offered(house: PanelOnWires) -> None:
    refused, forced, again = typed(house, f"C{PIN}#D{PIN}#D{PIN}#")
    assert isinstance(refused, ArmRequested) and isinstance(forced, ArmRequested) and isinstance(again, ArmRequested)
    assert (forced.mode, forced.force) == (Mode.NIGHT, refused.offer)
    assert len(refused.offer) == 16 and forced.offer == ""
    assert again.force == "none", "once: what was offered is spent"


def test_each_offer_is_another_and_d_at_another_keypad_is_none_of_its_business(house: PanelOnWires) -> None:
    first, second = typed(house, f"C{PIN}#C{PIN}#")
    assert isinstance(first, ArmRequested) and isinstance(second, ArmRequested)
    assert first.offer != second.offer
    hands = Hands(house.engine.plan, house.engine.device_key)
    for at, key in enumerate(f"C{PIN}#"):
        hands.key(KeyPressed("hall", key, at), house.engine.people)
    elsewhere = [hands.key(KeyPressed("garage", key, at), house.engine.people) for at, key in enumerate(f"D{PIN}#")]
    assert isinstance(elsewhere[-1], ArmRequested) and elsewhere[-1].force == "none"
