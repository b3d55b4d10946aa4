"""What goes over the air between reader and tag at 106 kbit/s, type A: bits, the lowest of each byte first.

The parity bit behind each byte is left out: it is the chips' own affair, and nobody else ever sees it.
"""

from collections.abc import Iterable

Bits = tuple[int, ...]


def of_bytes(data: Iterable[int]) -> Bits:
    """Whole bytes as bits."""
    return tuple(each >> place & 1 for each in data for place in range(8))


def to_bytes(bits: Bits) -> bytes:
    """Bits as bytes; the last one may be filled only from below."""
    grouped = (bits[at : at + 8] for at in range(0, len(bits), 8))
    return bytes(sum(bit << place for place, bit in enumerate(group)) for group in grouped)


def short(command: int) -> Bits:
    """A short frame: seven bits (ISO/IEC 14443-3, 6.2.3.1)."""
    return of_bytes([command])[:7]


def crc_a(data: bytes) -> bytes:
    """CRC_A, the low byte first (ISO/IEC 14443-3, annex B): x^16 + x^12 + x^5 + 1, from 6363, bit by bit."""
    state = 0x6363
    for bit in of_bytes(data):
        out = (state ^ bit) & 1
        state >>= 1
        if out:
            state ^= 0x8408
    return bytes([state & 0xFF, state >> 8])


def with_crc(data: bytes) -> bytes:
    """A standard frame's bytes."""
    return data + crc_a(data)
