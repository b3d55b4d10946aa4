import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.errors import PictureError
from comms.keys import KeyKind, generate
from comms.pictures import HEAD_MAX, JPEG_MAX, MAGIC, About, about, open_sealed, seal

PANEL, STATION, STRANGER = (
    generate(KeyKind.PANEL, "casa"),
    generate(KeyKind.STATION, "station"),
    generate(KeyKind.PANEL, "other"),
)
READERS = {key.id: key.public() for key in (PANEL, STATION)}
HALL = About(panel="casa", picture="p1", camera="hall", job="j1", at_ms=1_700_000_000_000, index=-3, thumb=True)
JPEG = b"\xff\xd8 a burglar \xff\xd9"
SEALED = seal(JPEG, HALL, READERS)


def test_house_and_station_open_the_same_picture() -> None:
    assert open_sealed(SEALED, PANEL) == (HALL, JPEG)
    assert open_sealed(SEALED, STATION) == (HALL, JPEG)


def test_without_a_key_one_knows_when_and_where_but_sees_nothing() -> None:
    assert about(SEALED) == HALL
    assert JPEG not in SEALED and b"burglar" not in SEALED
    with pytest.raises(PictureError, match="was not taken for other"):
        open_sealed(SEALED, STRANGER)


def test_another_key_under_the_same_name_opens_nothing() -> None:
    with pytest.raises(PictureError, match="sealed for an earlier key"):
        open_sealed(SEALED, generate(KeyKind.PANEL, "casa"))


def test_the_same_picture_sealed_twice_shares_no_byte_that_tells() -> None:
    again = seal(JPEG, HALL, READERS)
    assert again[-len(JPEG) - 16 :] != SEALED[-len(JPEG) - 16 :]


@given(place=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_and_it_does_not_open(place: int, bit: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= 1 << bit
    with pytest.raises(PictureError):
        open_sealed(bytes(changed), PANEL)


@given(length=st.integers(0, len(SEALED) - 1))
def test_cut_short_it_does_not_open(length: int) -> None:
    with pytest.raises(PictureError):
        open_sealed(SEALED[:length], PANEL)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(noise: bytes) -> None:
    for bytes_ in (noise, MAGIC + noise):
        with pytest.raises(PictureError, match="picture"):
            about(bytes_)


def test_a_picture_for_nobody_is_not_kept() -> None:
    with pytest.raises(PictureError, match="nobody may read it"):
        seal(JPEG, HALL, {})


def test_sizes_have_an_end() -> None:
    assert open_sealed(seal(bytes(JPEG_MAX), HALL, READERS), PANEL) == (HALL, bytes(JPEG_MAX))
    with pytest.raises(PictureError, match=f"{JPEG_MAX + 1} bytes; allowed are {JPEG_MAX}"):
        seal(bytes(JPEG_MAX + 1), HALL, READERS)
    crowd = {f"reader-{i}": PANEL.public() for i in range(HEAD_MAX // 100)}
    with pytest.raises(PictureError, match="40 readers are more"):
        seal(JPEG, HALL, crowd)


def test_a_head_of_another_form_is_refused() -> None:
    head = msgspec.json.encode({"about": msgspec.to_builtins(HALL), "keys": {}, "more": 1})
    with pytest.raises(PictureError, match="nobody can read"):
        about(MAGIC + len(head).to_bytes(4, "big") + head + bytes(24))


def test_a_station_that_the_panel_files_under_another_name_opens_it_all_the_same() -> None:
    sealed = seal(JPEG, HALL, {"casa": PANEL.public(), "station": generate(KeyKind.STATION, "cra").public()})
    cra = generate(KeyKind.STATION, "cra")
    with pytest.raises(PictureError, match="was not taken for cra"):
        open_sealed(sealed, cra)
    assert open_sealed(seal(JPEG, HALL, {"casa": PANEL.public(), "station": cra.public()}), cra) == (HALL, JPEG)
