"""The world's reader and the panel's decoder read one description the same way."""

import pytest

from drivers.tags.wiegand import FRAME_GAP_MS, KEYS, WiegandFrame, decode, decode_key
from hw_sim.world.errors import BadRequest
from hw_sim.world.wiegand import duration_ms, frame, key, pulses


@pytest.mark.parametrize("tag", ["000000", "FFFFFF", "C0FFEE", "000001", "800000", "DEADBEEF", "00000000"])
def test_the_panels_decoder_understands_every_frame(tag: str) -> None:
    bits = tuple(int(bit) for bit in frame(tag))
    decoded = decode(bits)
    assert isinstance(decoded, WiegandFrame)
    assert (decoded.tag, decoded.bits) == (tag, len(bits))


def test_a_zero_pulls_the_first_line_and_a_one_the_second_and_the_last_pulse_ends_the_frame() -> None:
    edges = list(pulses("0110", 24, 25, 1_000_000_000))
    assert [(line, level) for line, level, _ in edges[::2]] == [(24, False), (25, False), (25, False), (24, False)]
    assert all(up[:2] == (down[0], True) for down, up in zip(edges[::2], edges[1::2], strict=True))
    stamps = [at_ns for _, _, at_ns in edges]
    assert stamps == sorted(stamps)
    assert stamps[-1] == 1_000_000_000


def test_a_frame_is_over_before_a_decoder_could_take_a_pause_for_its_end() -> None:
    assert duration_ms("0" * 34) < FRAME_GAP_MS


@pytest.mark.parametrize("tag", ["", "C0FFE", "C0FFEEEE1", "c0ffee", "XYZXYZ"])
def test_a_number_that_is_none_is_refused(tag: str) -> None:
    with pytest.raises(BadRequest, match="6 or 8 upper-case hexadecimal digits"):
        frame(tag)


@pytest.mark.parametrize("pressed", KEYS)
def test_the_panels_decoder_understands_every_key(pressed: str) -> None:
    assert decode_key(tuple(int(bit) for bit in key(pressed))) == pressed


def test_a_key_that_no_reader_has_is_refused() -> None:
    with pytest.raises(BadRequest, match=r"no key 'A' at a reader; it has 0 1 2 3 4 5 6 7 8 9 \* #"):
        key("A")
