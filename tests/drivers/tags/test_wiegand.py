from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.tags.wiegand import FRAME_BITS, KEYS, Misread, WiegandFrame, decode, decode_key, encode

# Facility 1, card 5, worked by hand after SIA AC-01: one 1 in the first half, two in the second.
CARD_1_5 = tuple(int(bit) for bit in "10000000100000000000001011")


def test_a_card_worked_out_by_hand_reads_as_itself() -> None:
    frame = decode(CARD_1_5)
    assert frame == WiegandFrame(bits=26, data=0x010005)
    assert (frame.facility, frame.card, frame.tag) == (1, 5, "010005")


def test_a_34_bit_tag_keeps_its_leading_zeroes() -> None:
    frame = decode(encode(WiegandFrame(bits=34, data=0x0000CAFE)))
    assert isinstance(frame, WiegandFrame)
    assert (frame.tag, frame.facility, frame.card) == ("0000CAFE", 0, 0xCAFE)


@pytest.mark.parametrize("count", [0, 1, 4, 8, 25, 27, 33, 35, 52])
def test_any_other_length_is_no_frame(count: int) -> None:
    assert decode((0,) * count) is Misread.LENGTH


# Facility and card, and the bits: the first as a maker prints it, the others reckoned apart from this code.
@pytest.mark.parametrize(
    ("bits", "facility", "card", "tag"),
    [
        ("10000000100000000000000010", 1, 1, "010001"),
        ("10111101110110010011011101", 123, 45678, "7BB26E"),
        ("1000100100011010001010110011110001", 0x1234, 0x5678, "12345678"),
    ],
)
def test_frames_from_elsewhere_read_as_what_they_are(bits: str, facility: int, card: int, tag: str) -> None:
    frame = decode(tuple(map(int, bits)))
    assert isinstance(frame, WiegandFrame)
    assert (frame.facility, frame.card, frame.tag) == (facility, card, tag)
    assert encode(frame) == tuple(map(int, bits))


# HID PINpad 8-bit Wiegand Reader, 7393760 rev. E, table 1; Rosslare AY-T6350, 5.4.3, prints the same.
EIGHT_BITS = {
    "0": "11110000", "1": "11100001", "2": "11010010", "3": "11000011", "4": "10110100", "5": "10100101",
    "6": "10010110", "7": "10000111", "8": "01111000", "9": "01101001", "*": "01011010", "#": "01001011",
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_read_from_eight_bits_and_from_the_last_four_of_them(key: str) -> None:
    bits = tuple(map(int, EIGHT_BITS[key]))
    assert decode_key(bits) == decode_key(bits[4:]) == key


def test_of_all_bursts_of_eight_bits_only_the_twelve_keys_are_keys() -> None:
    bursts = [tuple(value >> shift & 1 for shift in range(7, -1, -1)) for value in range(256)]
    read = [decode_key(bits) for bits in bursts]
    assert sorted(key for key in read if isinstance(key, str)) == sorted(KEYS)
    assert {key for key in read if not isinstance(key, str)} == {Misread.KEY}


@pytest.mark.parametrize(
    ("count", "misread"), [(0, "length"), (3, "length"), (5, "length"), (26, "length"), (4, "key")]
)
def test_what_is_no_key_is_a_misread(count: int, misread: str) -> None:
    assert decode_key((1,) * count) is Misread(misread)


@given(st.sampled_from(FRAME_BITS), st.data())
def test_every_number_survives_sending_and_no_single_flipped_bit_passes(bits: int, data: st.DataObject) -> None:
    frame = WiegandFrame(bits, data.draw(st.integers(0, 2 ** (bits - 2) - 1)))
    sent = encode(frame)
    assert decode(sent) == frame
    flipped = data.draw(st.integers(0, bits - 1))
    assert decode(tuple(bit ^ (place == flipped) for place, bit in enumerate(sent))) is Misread.PARITY


def test_a_hundred_thousand_random_bursts_raise_nothing_and_the_parities_let_a_quarter_of_the_frames_pass() -> None:
    chance = Random(12)
    passed = dict.fromkeys(FRAME_BITS, 0)
    for n in range(100_000):
        count = FRAME_BITS[n % 2] if n % 4 < 2 else chance.randrange(65)
        bits = tuple(chance.getrandbits(1) for _ in range(count))
        frame, key = decode(bits), decode_key(bits)
        assert isinstance(key, Misread) or key in KEYS
        if n % 4 < 2 and isinstance(frame, WiegandFrame):
            passed[count] += 1
            assert encode(frame) == bits
    assert all(5_900 < share < 6_600 for share in passed.values()), (
        "25,000 each: two parity bits are weak, and known to be"
    )
