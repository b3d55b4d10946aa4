"""Pictures of nothing: JPEGs that decode, of any length, made without a camera or a library."""

import struct


def jpeg(width: int = 64, height: int = 48, size: int = 0) -> bytes:
    """A grey baseline JPEG (ITU-T T.81), filled up with comments to ``size`` bytes if it is smaller."""
    tables = b"".join(
        (
            _segment(0xDB, b"\0" + b"\1" * 64),
            _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
            _segment(0xC4, b"\x00\1" + bytes(15) + b"\0"),  # DC: one code, of one bit, for no difference
            _segment(0xC4, b"\x10\1" + bytes(15) + b"\0"),  # AC: one code, of one bit, for the end of a block
        )
    )
    bits = 2 * -(-width // 8) * -(-height // 8)
    scan = bytes(bits // 8) + (bytes((0xFF >> bits % 8,)) if bits % 8 else b"")
    body = tables + _segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9"
    return b"\xff\xd8" + _filling(size - len(body) - 2) + body


def _filling(size: int) -> bytes:
    found = b""
    while size - len(found) >= 4:
        length = min(size - len(found) - 4, 65_533)
        found += _segment(0xFE, bytes(at * 7 % 251 for at in range(length)))
    return found


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
