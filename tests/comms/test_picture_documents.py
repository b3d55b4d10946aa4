from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.errors import DocumentError, MalformedError
from comms.picture_documents import (
    CHUNK_BYTES,
    CHUNK_BYTES_MAX,
    Chunk,
    PictureAckDoc,
    PictureDoc,
    PictureName,
    Wanted,
    chunks,
    cut,
    decode_chunk,
    decode_document,
    encode_chunk,
    encode_document,
    is_chunk,
    length_of,
    places,
    ranges,
)

SHA = "A" * 43
DOC = PictureDoc(
    v=1, panel="casa", picture="p1", camera="hall", at_ms=1_790_000_000_000, job="j1", size=9_000, sha256=SHA
)


def test_what_is_written_is_what_is_read() -> None:
    assert decode_document(encode_document(DOC), PictureDoc) == DOC
    ack = PictureAckDoc(
        v=1,
        panel="casa",
        station="cra",
        at_ms=1,
        committed=(PictureName(picture="p1", sha256=SHA),),
        wanted=(Wanted(picture="p2", sha256=SHA, missing=((0, 2), (5, 5))),),
    )
    assert decode_document(encode_document(ack), PictureAckDoc) == ack


def test_a_station_passes_over_what_a_newer_panel_adds_and_a_panel_refuses_it() -> None:
    more = msgspec.json.encode(msgspec.to_builtins(DOC) | {"lens": "wide"})
    assert decode_document(more, PictureDoc) == DOC
    ack = msgspec.to_builtins(PictureAckDoc(v=1, panel="casa", station="cra", at_ms=1)) | {"likes": 3}
    with pytest.raises(DocumentError, match="likes"):
        decode_document(msgspec.json.encode(ack), PictureAckDoc)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("picture", "../../etc/passwd"),
        ("picture", ""),
        ("size", 0),
        ("size", 10_000_000),
        ("chunk", 1),
        ("chunk", 1 << 20),
        ("sha256", "short"),
        ("index", 101),
    ],
)
def test_a_document_that_would_do_harm_is_none(field: str, value: object) -> None:
    with pytest.raises(DocumentError, match=field):
        decode_document(msgspec.json.encode(msgspec.to_builtins(DOC) | {field: value}), PictureDoc)


def test_a_picture_comes_in_as_many_pieces_as_it_takes() -> None:
    assert DOC.chunks == 3
    assert [length_of(DOC, index) for index in range(5)] == [4096, 4096, 808, 0, 0]


@given(st.binary(min_size=1, max_size=20_000))
def test_the_pieces_make_the_whole(sealed: bytes) -> None:
    pieces = [encode_chunk(Chunk("p1", at, cut(sealed, at))) for at in range(chunks(len(sealed)))]
    assert all(is_chunk(piece) and len(piece) <= CHUNK_BYTES + 16 for piece in pieces)
    read = [decode_chunk(piece) for piece in pieces]
    assert [each.index for each in read] == list(range(len(pieces)))
    assert b"".join(each.data for each in read) == sealed


@given(st.binary(max_size=100))
def test_any_bytes_are_a_piece_or_refused(noise: bytes) -> None:
    for body in (noise, b"SRK1" + noise):
        try:
            found = decode_chunk(body)
        except MalformedError:
            continue
        assert encode_chunk(found) == body


def test_a_piece_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(MalformedError, match="allowed are 1 to 32768"):
        decode_chunk(encode_chunk(Chunk("p1", 0, bytes(CHUNK_BYTES_MAX + 1))))
    with pytest.raises(MalformedError, match="whose name is none"):
        decode_chunk(b"SRK1\x04../x\x00\x00data")


@given(st.sets(st.integers(0, 300)))
def test_ranges_say_the_same_in_fewer_words(found: set[int]) -> None:
    ascending = tuple(sorted(found))
    told = ranges(ascending)
    assert places(told) == ascending
    assert all(one[1] + 1 < other[0] for one, other in pairwise(told))
