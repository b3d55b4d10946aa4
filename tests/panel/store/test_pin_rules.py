import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.store.errors import BadPin
from panel.store.pin_rules import check_pin, derivable, has_room, is_code, is_trivial, new_pin

PINS = st.text("0123456789", min_size=4, max_size=8)


@pytest.mark.parametrize("pin", ["7391", "73915", "739154", "7391540", "73915402", "1123", "123457", "900000"])
def test_four_to_eight_digits_are_allowed(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize("pin", ["", "739", "739154021", "73915a", "7391 4", "-7391", "٧٣٩١٥٤", "७३९१"])
def test_anything_else_is_refused_without_repeating_it(pin: str) -> None:
    with pytest.raises(BadPin, match="4 to 8 digits") as refused:
        check_pin(pin)
    assert not pin or pin not in str(refused.value)


@pytest.mark.parametrize(
    "pin", ["000000", "1111", "123456", "654321", "012345", "7890", "0987", "98765432", "1212", "123123", "73917391"]
)
def test_those_tried_first_by_everybody_are_refused_without_repeating_them(pin: str) -> None:
    with pytest.raises(BadPin, match="tried first") as refused:
        check_pin(pin)
    assert pin not in str(refused.value)


def words(*values: int) -> bytes:
    return struct.pack(f">{len(values)}I", *values)


def test_a_new_pin_has_six_digits_with_its_leading_zeros() -> None:
    assert new_pin(words(42_913)) == "042913"


def test_a_trivial_draw_is_passed_over() -> None:
    assert new_pin(words(0, 123_456, 739_154)) == "739154"


def test_draws_that_would_favour_low_codes_are_passed_over() -> None:
    fair = 2**32 // 1_000_000 * 1_000_000
    assert new_pin(words(fair, 739_154)) == "739154"
    assert new_pin(words(fair - 1, 739_154)) == "739154"  # 999999, trivial
    assert new_pin(words(fair - 2)) == "999998"


def test_too_few_random_bytes_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="gave no PIN"):
        new_pin(b"\x00" * 32)


@given(st.binary(min_size=64, max_size=64))
def test_a_new_pin_is_always_one_that_may_be_chosen(rng: bytes) -> None:
    try:
        pin = new_pin(rng)
    except ValueError:
        return  # sixteen bad draws
    check_pin(pin)
    assert not is_trivial(pin)


def test_a_longer_pin_is_drawn_as_fairly() -> None:
    assert new_pin(words(42_913), digits=8) == "00042913"
    fair = 2**32 // 10**8 * 10**8
    assert new_pin(words(fair, 73_915_402), digits=8) == "73915402"


@pytest.mark.parametrize(
    ("made", "how"),
    [
        ("739154", "the same"),
        ("739155", "one higher"),
        ("739153", "one lower"),
        ("739156", "two higher"),
        ("839154", "a slip on the first digit"),
        ("739054", "a slip on a digit within"),
        ("379154", "two exchanged"),
        ("451937", "backwards"),
        ("391547", "turned to the left"),
        ("473915", "turned to the right"),
        ("840265", "every digit one higher"),
        ("628043", "every digit one lower"),
        ("7391540", "one digit more"),
        ("1739154", "one digit more, before"),
        ("73915", "one digit less"),
        ("39154", "one digit less, before"),
    ],
)
def test_what_people_make_of_a_code_under_threat_is_derived_from_it(made: str, how: str) -> None:
    assert made in derivable("739154"), how


def test_the_highest_and_the_lowest_code_are_neighbours() -> None:
    assert {"0000", "0001", "9998"} <= derivable("9999")


@pytest.mark.parametrize("other", ["620418", "739518", "154739", "7391", "73915400"])
def test_a_code_of_ones_own_invention_is_not(other: str) -> None:
    assert other not in derivable("739154")


@given(PINS)
def test_all_that_is_derived_is_a_code_and_would_lead_back(pin: str) -> None:
    made = derivable(pin)
    assert pin in made
    assert len(made) <= 130
    assert all(is_code(one) and pin in derivable(one) for one in made)


def test_one_in_a_thousand_of_a_length_may_be_in_use() -> None:
    for digits, most in ((4, 10), (5, 100), (6, 1_000), (7, 10_000), (8, 100_000)):
        assert has_room(most - 1, digits)
        assert not has_room(most, digits)
