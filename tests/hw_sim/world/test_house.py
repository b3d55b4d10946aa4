"""What people do to the house becomes timed actions on wires."""

import pytest

from hw_sim.world.actions import ContactMoved, KeyMoved, Timed
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.house import KEY_DOWN_MS, KEY_GAP_MS, READER_REST_MS, WALK_MS, House
from tests.hw_sim.small_house import CONFIG, TAGS


def house() -> House:
    return House(CONFIG, TAGS)


def test_a_door_opens_now_and_stays_open() -> None:
    gesture = house().open("door", 1_000)
    assert gesture.timed == (Timed(1_000, ContactMoved("door", True)),)
    assert gesture.until_ms == 1_000


@pytest.mark.parametrize("zone", ["door", "7"])
def test_a_zone_is_meant_by_its_inputs_name_or_its_number(zone: str) -> None:
    assert house().input_of(zone) == "door"


def test_an_unknown_zone_is_refused_with_what_there_is() -> None:
    with pytest.raises(NoSuchThing, match="no zone 'cellar' in this house; it has door, smoke"):
        house().open("cellar", 0)


def test_somebody_walks_past_a_detector_and_it_falls_back() -> None:
    gesture = house().walk("door", 1_000)
    first, last = gesture.timed
    assert first == Timed(1_000, ContactMoved("door", True))
    assert (last.at_ms, gesture.until_ms) == (1_000 + WALK_MS, 1_000 + WALK_MS)


def test_a_second_walk_prolongs_the_first() -> None:
    it = house()
    first = it.walk("door", 0)
    second = it.walk("door", 500)
    assert it.happened(first.timed[0].action)
    assert not it.happened(first.timed[1].action), "the first walk's end must not close what the second holds"
    assert it.happened(second.timed[1].action)
    assert it.inputs["door"] is False


def test_a_door_opened_by_hand_during_a_walk_stays_open() -> None:
    it = house()
    walk = it.walk("door", 0)
    it.happened(walk.timed[0].action)
    it.open("door", 100)
    assert not it.happened(walk.timed[1].action)
    assert it.inputs["door"] is True


def test_a_contact_that_already_is_so_does_not_move() -> None:
    it = house()
    assert not it.happened(it.close("door", 0).timed[0].action)


def test_keys_are_pressed_one_after_the_other_with_gaps() -> None:
    gesture = house().keys("1#", 0)
    second_ms = KEY_DOWN_MS + KEY_GAP_MS
    assert gesture.timed == (
        Timed(0, KeyMoved("keypad", 0, 0, True)),
        Timed(KEY_DOWN_MS, KeyMoved("keypad", 0, 0, False)),
        Timed(second_ms, KeyMoved("keypad", 3, 2, True)),
        Timed(second_ms + KEY_DOWN_MS, KeyMoved("keypad", 3, 2, False)),
    )
    assert gesture.until_ms == 2 * second_ms


def test_two_hands_on_one_keypad_wait_for_each_other() -> None:
    it = house()
    first = it.keys("12", 0)
    assert it.keys("3", 10).timed[0].at_ms == first.until_ms


def test_a_key_no_keypad_has_is_refused_before_any_is_pressed() -> None:
    with pytest.raises(BadRequest, match="no key 'x'"):
        house().keys("12x", 0)


def test_no_keys_are_refused() -> None:
    with pytest.raises(BadRequest, match="no keys given"):
        house().keys("", 0)


def test_two_readings_are_told_apart_by_a_rest() -> None:
    it = house()
    first, second = it.tag("blue", 0), it.tag("blue", 1)
    assert second.until_ms - first.until_ms == READER_REST_MS + first.until_ms, "the rest, and the frame itself"


def test_a_tag_in_nobodys_pocket_is_refused() -> None:
    with pytest.raises(NoSuchThing, match="no tag 'red' in this house's pockets; there are blue"):
        house().tag("red", 0)


def test_a_named_reader_must_exist() -> None:
    with pytest.raises(NoSuchThing, match="no tag reader 'back' in this house; it has reader"):
        house().tag("blue", 0, "back")
