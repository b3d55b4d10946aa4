import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.wiegand import FRAME_BITS, Misread, WiegandFrame, decode, encode

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


@given(st.sampled_from(FRAME_BITS), st.data())
def test_every_number_survives_sending_and_no_single_flipped_bit_passes(bits: int, data: st.DataObject) -> None:
    frame = WiegandFrame(bits, data.draw(st.integers(0, 2 ** (bits - 2) - 1)))
    sent = encode(frame)
    assert decode(sent) == frame
    flipped = data.draw(st.integers(0, bits - 1))
    assert decode(tuple(bit ^ (place == flipped) for place, bit in enumerate(sent))) is Misread.PARITY
