import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.store.errors import BadPin, StorageBroken
from panel.store.pins import check_pin, device_key, is_trivial, make_device_key, new_pin, verifier

KEY = bytes(32)


def test_a_verifier_is_the_keyed_hash_of_the_digits() -> None:
    # HMAC-SHA256 under 32 zero bytes, computed with openssl dgst -sha256 -mac HMAC -macopt hexkey:00...
    assert verifier(KEY, "739154").hex() == "88c521de779ff4fab88fe19f1a56d42f671d8fcccea3b26658f41143e9c98b73"


def test_the_same_pin_under_another_panels_key_is_another_verifier() -> None:
    assert verifier(KEY, "739154") != verifier(b"\x01" * 32, "739154")


@given(st.text(max_size=12))
def test_whatever_is_typed_has_a_verifier_and_never_raises(typed: str) -> None:
    assert len(verifier(KEY, typed)) == 32


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


def test_the_panels_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    key = device_key(tmp_path, must_exist=False)
    assert len(key) == 32
    assert device_key(tmp_path, must_exist=True) == key
    assert (tmp_path / "pins.a").stat().st_mode & 0o777 == 0o600


def test_either_slot_alone_still_holds_the_panels_key(tmp_path: Path) -> None:
    key = device_key(tmp_path, must_exist=False)
    for name in ("pins.a", "pins.b"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(b"ruined")
        assert device_key(tmp_path, must_exist=True) == key
        (tmp_path / name).write_bytes(whole)


def test_a_lost_key_is_told_and_never_silently_replaced(tmp_path: Path) -> None:
    with pytest.raises(StorageBroken, match="new PINs"):
        device_key(tmp_path, must_exist=True)
    for name in ("pins.a", "pins.b"):
        (tmp_path / name).write_bytes(b"ruined")
    with pytest.raises(StorageBroken, match="new PINs"):
        device_key(tmp_path, must_exist=False)


def test_two_panels_have_two_keys() -> None:
    assert make_device_key() != make_device_key()
