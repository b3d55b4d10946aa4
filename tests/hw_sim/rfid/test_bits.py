"""Bits over the air, and the checksum that the standard prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hw_sim.rfid.bits import crc_a, of_bytes, short, to_bytes, with_crc


# ISO/IEC 14443-3, annex B.1: two bytes each; HLTA and RATS as every reader sends them.
@pytest.mark.parametrize(
    ("data", "crc"), [("0000", "A01E"), ("1234", "26CF"), ("5000", "57CD"), ("E050", "BCA5"), ("C2", "E0B4")]
)
def test_the_checksum_is_the_standard_s(data: str, crc: str) -> None:
    assert crc_a(bytes.fromhex(data)).hex().upper() == crc
    assert with_crc(bytes.fromhex(data)).hex().upper() == data + crc


def test_the_lowest_bit_of_a_byte_goes_first_and_a_short_frame_has_seven() -> None:
    assert of_bytes(b"\x26") == (0, 1, 1, 0, 0, 1, 0, 0)
    assert short(0x52) == (0, 1, 0, 0, 1, 0, 1)
    assert to_bytes((0, 1, 0, 0, 1, 0, 1)) == b"\x52"


@given(st.binary(max_size=40))
def test_bytes_survive_the_air(data: bytes) -> None:
    assert to_bytes(of_bytes(data)) == data


@given(st.binary(max_size=40))
def test_a_frame_with_its_checksum_has_a_checksum_of_nothing(data: bytes) -> None:
    assert crc_a(with_crc(data)) == b"\x00\x00"
