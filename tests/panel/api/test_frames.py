"""Frames between processes."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.api import FRAME_MAX, FrameError, FrameReader, Pull, StatusWanted, decode_frame, encode_frame


@given(st.lists(st.integers(1, 7), max_size=200))
def test_however_the_bytes_are_cut_the_same_messages_come_out(cuts: list[int]) -> None:
    stream = encode_frame(Pull(after_alarm=1, after_other=2)) + encode_frame(StatusWanted())
    reader, bodies, at = FrameReader(), list[bytes](), 0
    for cut in [*cuts, len(stream)]:
        bodies += reader.feed(stream[at : at + cut])
        at += cut
    assert bodies == [b'{"type":"pull","after_alarm":1,"after_other":2,"limit":8}', b'{"type":"status"}']


def test_a_frame_that_is_too_long_is_refused_before_it_is_held() -> None:
    with pytest.raises(FrameError, match="allowed are"):
        FrameReader().feed((FRAME_MAX + 1).to_bytes(4, "big"))


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b'{"type":"boss"}', b'{"type":"pull","\xff":1}', b'{"type":"pull","x":' + b"[" * 99_999]
)
def test_what_is_no_message_is_refused_by_one_error_whatever_is_wrong_with_it(body: bytes) -> None:
    with pytest.raises(FrameError, match="is no message"):
        decode_frame(body, msgspec.json.Decoder(Pull))
