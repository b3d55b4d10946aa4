"""What a JPEG holds, found out by decoding it: a name and a first byte are no picture.

Pillow decodes as every browser at the station will, with libjpeg-turbo. That paints over what was damaged in the middle
of a picture and says nothing of it; such a one is kept, for in an alarm half a picture is more than none. Nothing of
what a camera wrote into a frame besides the picture (EXIF, comments) goes on.
"""

import io
import struct

from PIL import Image, ImageStat, UnidentifiedImageError

from comms.pictures import JPEG_MAX
from drivers.camera.judge import Look
from drivers.errors import NoPictureError

WIDTH_MAX, HEIGHT_MAX = 1280, 960  # pixels; the largest the configuration allows
THUMB_WIDTH = 160
THUMB_QUALITY, YUYV_QUALITY = 60, 85
LOOK_SCALE = 8  # decoding an eighth of the size reads one coefficient in sixty-four

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
_DHT, _SOS = 0xC4, 0xDA
_APPS_AND_COMMENT = {*range(0xE1, 0xF0), 0xFE}  # APP0 stays: it says that this is JFIF
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError)


def verified(data: bytes) -> bytes:
    """The picture alone, which has an end and decodes. Raises NoPictureError: what it is instead."""
    if not data.startswith(SOI):
        raise NoPictureError(f"{len(data)} bytes that are no JPEG, beginning with {data[:8].hex() or 'nothing'}")
    plain = _plain(data)
    if len(plain) > JPEG_MAX:
        raise NoPictureError(f"a JPEG of {len(plain)} bytes; allowed are {JPEG_MAX}: choose a smaller size")
    with _opened(plain) as image:
        try:
            image.load()
        except _BROKEN as error:
            raise NoPictureError(f"a JPEG of {len(plain)} bytes that breaks off or is damaged: {error}") from error
    return plain


def look(data: bytes) -> Look:
    """What it looks like on the whole. Raises NoPictureError."""
    with _opened(data) as image:
        image.draft("L", (max(1, image.width // LOOK_SCALE), max(1, image.height // LOOK_SCALE)))
        try:
            statistics = ImageStat.Stat(image.convert("L"))
        except _BROKEN as error:
            raise NoPictureError(f"a JPEG of {len(data)} bytes that breaks off or is damaged: {error}") from error
    return Look(statistics.mean[0], statistics.stddev[0])


def thumbnail(data: bytes) -> bytes:
    """A copy ``THUMB_WIDTH`` pixels wide, of a picture that was verified."""
    with _opened(data) as image:
        height = max(1, image.height * THUMB_WIDTH // image.width)
        image.draft("RGB", (THUMB_WIDTH, height))
        return encoded(image.convert("RGB").resize((THUMB_WIDTH, height)), THUMB_QUALITY)


def from_yuyv(data: bytes, width: int, height: int) -> bytes:
    """A JPEG of a frame in YUYV 4:2:2, as a webcam without a codec sends it. Raises NoPictureError."""
    if len(data) < width * height * 2:
        raise NoPictureError(f"a frame of {len(data)} bytes; {width}x{height} in YUYV has {width * height * 2}")
    data = data[: width * height * 2]
    luma = Image.frombytes("L", (width, height), data[0::2])
    blue, red = (Image.frombytes("L", (width // 2, height), data[start::4]) for start in (1, 3))
    whole = Image.merge("YCbCr", (luma, blue.resize((width, height)), red.resize((width, height))))
    return encoded(whole, YUYV_QUALITY)


def encoded(image: Image.Image, quality: int) -> bytes:
    """A picture as JPEG."""
    into = io.BytesIO()
    image.save(into, "JPEG", quality=quality)
    return into.getvalue()


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG",))
    except _BROKEN as error:
        raise NoPictureError(f"{len(data)} bytes that are no JPEG: {error}") from error
    if image.width > WIDTH_MAX or image.height > HEIGHT_MAX:
        image.close()
        raise NoPictureError(f"a picture of {image.width}x{image.height}; allowed are {WIDTH_MAX}x{HEIGHT_MAX}")
    return image


def _plain(data: bytes) -> bytes:
    """Without what is no picture, and with the Huffman tables that motion JPEG leaves out because all know them."""
    kept, at, tables = bytearray(SOI), 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NoPictureError(f"a JPEG that is damaged at byte {at}")
        marker, length = data[at + 1], 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _SOS:
            end = data.rfind(EOI)
            if end < at:
                raise NoPictureError(f"a JPEG of {len(data)} bytes that breaks off")
            return bytes(kept + (b"" if tables else _standard_tables()) + data[at : end + 2])
        tables = tables or marker == _DHT
        if marker not in _APPS_AND_COMMENT:
            kept += data[at : at + length]
        at += length
    raise NoPictureError(f"a JPEG of {len(data)} bytes without a picture in it")


def _standard_tables() -> bytes:
    """Those of annex K of the JPEG standard, which Pillow writes unless asked to do better."""
    small, at, found = encoded(Image.new("RGB", (8, 8)), 75), 2, b""
    while small[at + 1] != _SOS:
        length = 2 + int.from_bytes(small[at + 2 : at + 4], "big")
        found += small[at : at + length] if small[at + 1] == _DHT else b""
        at += length
    return found
