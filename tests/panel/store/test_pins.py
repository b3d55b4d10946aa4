from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.store.errors import StorageBroken
from panel.store.pins import device_key, make_device_key, verifier

KEY = bytes(32)


def test_a_verifier_is_the_keyed_hash_of_the_digits() -> None:
    # HMAC-SHA256 under 32 zero bytes, computed with openssl dgst -sha256 -mac HMAC -macopt hexkey:00...
    assert verifier(KEY, "739154").hex() == "88c521de779ff4fab88fe19f1a56d42f671d8fcccea3b26658f41143e9c98b73"


def test_the_same_pin_under_another_panels_key_is_another_verifier() -> None:
    assert verifier(KEY, "739154") != verifier(b"\x01" * 32, "739154")


@given(st.text(max_size=12))
def test_whatever_is_typed_has_a_verifier_and_never_raises(typed: str) -> None:
    assert len(verifier(KEY, typed)) == 32


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
