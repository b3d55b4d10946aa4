"""A picture is what has an end and decodes, and nothing else is."""

import io

import pytest
from PIL import Image

from comms.pictures import JPEG_MAX
from drivers.camera.jpeg import encoded, from_yuyv, look, thumbnail, verified
from drivers.errors import NoPictureError


def _picture(width: int = 320, height: int = 240) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


GOOD = encoded(_picture(), 80)


def test_a_whole_jpeg_stays_as_it_is() -> None:
    assert verified(GOOD) == GOOD


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing"),
        (b"GIF89a" + GOOD, "no JPEG"),
        (bytes(range(251)) * 40, "no JPEG"),
        (GOOD[: len(GOOD) // 2], "breaks off"),
        (GOOD[:2], "without a picture"),
        (GOOD[:20] + b"\x00" + GOOD[21:], "damaged at byte"),
    ],
)
def test_what_is_none_is_refused_and_called_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(NoPictureError, match=why):
        verified(data)


def test_every_place_at_which_it_can_break_off_is_noticed() -> None:
    for end in range(0, len(GOOD) - 2, 97):
        with pytest.raises(NoPictureError):
            verified(GOOD[:end])


def test_a_picture_that_lost_its_middle_is_kept_because_half_of_one_is_more_than_none() -> None:
    torn = GOOD[: len(GOOD) // 2] + GOOD[-2:]
    assert verified(torn) == torn


def test_a_picture_larger_than_any_camera_here_gives_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(NoPictureError, match="1600x1200; allowed are 1280x960"):
        verified(encoded(_picture(1600, 1200), 10))


def test_more_bytes_than_can_be_sealed_are_refused() -> None:
    noise = Image.effect_noise((1280, 960), 250).convert("RGB")
    with pytest.raises(NoPictureError, match=f"allowed are {JPEG_MAX}: choose a smaller size"):
        verified(encoded(noise, 100))


def test_what_the_camera_wrote_beside_the_picture_does_not_go_on() -> None:
    into = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "A telling camera"
    _picture().save(into, "JPEG", exif=exif, comment=b"of the living room")
    plain = verified(into.getvalue())
    assert b"telling" not in plain
    assert b"living" not in plain
    assert Image.open(io.BytesIO(plain)).tobytes() == Image.open(into).tobytes()


def test_motion_jpeg_without_its_tables_gets_those_that_everybody_knows() -> None:
    bare, at = bytearray(GOOD[:2]), 2
    while GOOD[at + 1] != 0xDA:
        length = 2 + int.from_bytes(GOOD[at + 2 : at + 4], "big")
        if GOOD[at + 1] != 0xC4:
            bare += GOOD[at : at + length]
        at += length
    whole = verified(bytes(bare) + GOOD[at:])
    assert b"\xff\xc4" in whole
    assert Image.open(io.BytesIO(whole)).tobytes() == Image.open(io.BytesIO(GOOD)).tobytes()


def test_a_thumbnail_is_160_wide_and_of_the_same_shape() -> None:
    assert Image.open(io.BytesIO(thumbnail(GOOD))).size == (160, 120)
    assert len(thumbnail(GOOD)) < len(GOOD)


def test_a_black_frame_looks_empty_and_a_gradient_does_not() -> None:
    assert look(encoded(Image.new("RGB", (320, 240), (2, 2, 2)), 80)).empty
    assert not look(GOOD).empty
    assert look(GOOD).mean == pytest.approx(127, abs=3)
    with pytest.raises(NoPictureError):
        look(GOOD[:-600])


def test_yuyv_becomes_the_colours_it_stands_for() -> None:
    red = Image.new("RGB", (64, 48), (200, 30, 40)).convert("YCbCr").getpixel((0, 0))
    assert isinstance(red, tuple)
    luma, blue, other = (int(part) for part in red)
    frame = bytes([luma, blue, luma, other]) * (64 * 48 // 2)
    shown = Image.open(io.BytesIO(from_yuyv(frame, 64, 48))).convert("RGB").getpixel((20, 20))
    assert isinstance(shown, tuple)
    assert shown == pytest.approx((200, 30, 40), abs=6)
    with pytest.raises(NoPictureError, match="64x48 in YUYV has 6144"):
        from_yuyv(frame[:-2], 64, 48)
