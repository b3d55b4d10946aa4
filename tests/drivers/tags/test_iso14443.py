"""Frames and checksums of ISO/IEC 14443-3 against its own examples, and levels of a UID bit by bit."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import TagUnclearError
from drivers.tags.iso14443 import CASCADE_TAG, Level, crc_a, halt, part_of_uid, sak, selection

LEVEL = bytes([0x88, 0x04, 0x63, 0x2D, 0x88 ^ 0x04 ^ 0x63 ^ 0x2D])


@pytest.mark.parametrize(("data", "crc"), [("0000", "A01E"), ("1234", "26CF"), ("5000", "57CD")])
def test_checksums_are_those_of_annex_b(data: str, crc: str) -> None:
    assert crc_a(bytes.fromhex(data)) == bytes.fromhex(crc)


def test_frames_are_whole() -> None:
    assert halt() == bytes.fromhex("500057CD")
    assert selection(0x93, LEVEL)[:7] == bytes([0x93, 0x70]) + LEVEL
    assert selection(0x93, LEVEL)[7:] == crc_a(bytes([0x93, 0x70]) + LEVEL)
    assert Level(0x93).question() == bytes([0x93, 0x20])


def test_an_answer_to_a_selection_has_its_checksum() -> None:
    assert sak(b"\x08" + crc_a(b"\x08")) == 0x08
    for wrong in (b"", b"\x08", b"\x08\x00\x00", b"\x08" + crc_a(b"\x08") + b"\x00"):
        with pytest.raises(TagUnclearError, match="none"):
            sak(wrong)


def test_a_level_without_collisions_is_its_five_bytes() -> None:
    assert Level(0x93).answered(LEVEL) == LEVEL
    assert part_of_uid(LEVEL, last=False) == LEVEL[1:4]
    assert part_of_uid(b"\x01\x02\x03\x04\x04", last=True) == b"\x01\x02\x03\x04"


def test_a_number_goes_on_only_where_the_cascade_tag_says_so_and_the_last_level_may_begin_with_its_byte() -> None:
    assert part_of_uid(LEVEL, last=True) == LEVEL[:4]
    with pytest.raises(TagUnclearError, match="goes on after 0102030404"):
        part_of_uid(b"\x01\x02\x03\x04\x04", last=False)


@pytest.mark.parametrize("wrong", [b"", LEVEL[:4], LEVEL + b"\x00", LEVEL[:4] + b"\x00"])
def test_what_does_not_fit_its_check_byte_is_no_level(wrong: bytes) -> None:
    with pytest.raises(TagUnclearError, match="check byte"):
        Level(0x93).answered(wrong)


@given(first=st.binary(min_size=4, max_size=4), second=st.binary(min_size=4, max_size=4))
def test_of_two_levels_that_with_a_1_is_followed_to_its_end(first: bytes, second: bytes) -> None:
    one, two = (data + bytes([data[0] ^ data[1] ^ data[2] ^ data[3]]) for data in (first, second))
    ones, twos = (int.from_bytes(data, "little") for data in (one, two))
    if ones == twos:
        return
    place = ((ones ^ twos) & -(ones ^ twos)).bit_length()  # the first bit that differs, from 1
    winner = one if ones >> place - 1 & 1 else two
    clear = (ones & (1 << place) - 1 | 1 << place - 1).to_bytes(5, "little")
    level = Level(0x95).collided(clear, place)
    assert (level.command, level.bits, level.odd_bits) == (0x95, place, place % 8)
    assert level.question()[1] == (2 + place // 8) << 4 | place % 8
    known = (1 << place) - 1
    assert int.from_bytes(level.question()[2:], "little") == int.from_bytes(winner, "little") & known
    rest = (int.from_bytes(winner, "little") & ~known).to_bytes(5, "little")[place // 8 :]
    assert level.answered(rest) == winner


@pytest.mark.parametrize(("bits", "place"), [(0, 0), (0, 40), (11, 3), (11, 0), (33, 8)])
def test_a_collision_that_brings_nothing_new_or_is_beyond_the_level_is_unclear(bits: int, place: int) -> None:
    with pytest.raises(TagUnclearError, match="in each other's way"):
        Level(0x93, bytes((bits + 7) // 8), bits).collided(b"\xff", place)


@given(st.binary(max_size=8), st.integers(0, 39), st.binary(max_size=70), st.integers(0, 40))
def test_whatever_a_chip_says_of_a_level_is_that_level_or_unclear(
    known: bytes, bits: int, data: bytes, place: int
) -> None:
    level = Level(0x93, known.ljust(8, b"\x00")[: (bits + 7) // 8], bits)
    with contextlib.suppress(TagUnclearError):
        assert len(level.answered(data)) == 5
    with contextlib.suppress(TagUnclearError):
        assert bits < level.collided(data, place).bits < 40


def test_the_cascade_tag_is_no_byte_of_a_uid() -> None:
    assert CASCADE_TAG == 0x88
