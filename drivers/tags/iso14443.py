"""Frames of ISO/IEC 14443-3, type A, as far as a tag's UID goes: request, anticollision, select, halt. Pure.

Frames and checksums are in its 6.2 and annex B, commands and what belongs to them in 6.5. A UID of 4, 7 or 10 bytes
comes in one, two or three cascade levels of four bytes and a check byte; where more follow, a level begins with the
cascade tag 88.
"""

from dataclasses import dataclass

from drivers.errors import TagUnclearError

REQA, WUPA, SHORT_BITS = b"\x26", b"\x52", 7  # short frames, of seven bits
SELECT = (0x93, 0x95, 0x97)  # SEL, of levels 1 to 3
WHOLE = 0x70  # NVB: all 40 bits are given
CASCADE_TAG, NOT_COMPLETE = 0x88, 0x04  # in place of a byte of the UID; in SAK
LEVEL_BITS = 40
HALT = b"\x50\x00"  # answered by silence


def crc_a(data: bytes) -> bytes:
    """CRC_A, the low byte first (annex B): x^16 + x^12 + x^5 + 1, the lowest bit first, from 6363."""
    crc = 0x6363
    for each in data:
        mixed = each ^ crc & 0xFF
        mixed ^= mixed << 4 & 0xFF
        crc = crc >> 8 ^ mixed << 8 ^ mixed << 3 ^ mixed >> 4
    return bytes([crc & 0xFF, crc >> 8])


def halt() -> bytes:
    """HLTA, whole."""
    return HALT + crc_a(HALT)


@dataclass(frozen=True, slots=True)
class Level:
    """What is known of one cascade level: its first ``bits`` bits, the lowest of each byte first."""

    command: int
    known: bytes = b""
    bits: int = 0

    @property
    def odd_bits(self) -> int:
        """Those of the last byte, if that is not whole."""
        return self.bits % 8

    def question(self) -> bytes:
        """The anticollision frame: its last byte counts with ``odd_bits`` bits, or whole where there are none."""
        nvb = (2 + self.bits // 8) << 4 | self.odd_bits
        return bytes([self.command, nvb]) + self.known

    def answered(self, data: bytes) -> bytes:
        """The level's five bytes, when every bit of them has come. ``data``: with the known bits of its first byte.

        Raises TagUnclearError where they are not five, or do not fit their check byte (BCC).
        """
        found = self._joined(data)
        if len(found) != 5 or found[0] ^ found[1] ^ found[2] ^ found[3] ^ found[4]:
            raise TagUnclearError(f"a tag's number does not fit its check byte: {found.hex()}")
        return found

    def collided(self, data: bytes, place: int) -> "Level":
        """Of several tags those go on that have a 1 there. ``place``: which bit of ``data`` it was, from 1.

        Raises TagUnclearError for a place that brings nothing new.
        """
        bits = self.bits - self.odd_bits + place
        if not self.bits < bits < LEVEL_BITS:
            raise TagUnclearError(f"tags in each other's way at bit {bits} of {LEVEL_BITS}; {self.bits} are known")
        kept = self._joined(data)[: (bits + 7) // 8].ljust((bits + 7) // 8, b"\x00")
        last = kept[-1] & (1 << (bits - 1) % 8) - 1 | 1 << (bits - 1) % 8
        return Level(self.command, kept[:-1] + bytes([last]), bits)

    def _joined(self, data: bytes) -> bytes:
        if not self.odd_bits or not data:
            return self.known[: self.bits // 8] + data
        ours = (1 << self.odd_bits) - 1
        first = self.known[-1] & ours | data[0] & ~ours & 0xFF
        return self.known[:-1] + bytes([first]) + data[1:]


def selection(command: int, level: bytes) -> bytes:
    """SELECT for the five bytes of a level, whole."""
    frame = bytes([command, WHOLE]) + level
    return frame + crc_a(frame)


def sak(data: bytes) -> int:
    """The answer to it. Raises TagUnclearError."""
    if len(data) != 3 or crc_a(data[:1]) != data[1:]:
        raise TagUnclearError(f"an answer to a selection that is none: {data.hex()}")
    return data[0]


def part_of_uid(level: bytes, *, last: bool) -> bytes:
    """What a level's five bytes hold of the UID. Raises TagUnclearError for one that goes on without a cascade tag."""
    if last:
        return level[:4]
    if level[0] != CASCADE_TAG:
        raise TagUnclearError(f"a tag whose number goes on after {level.hex()}")
    return level[1:4]
