"""Wiegand: a tag's number as pulses on two lines, D0 for a zero and D1 for a one.

Frames of 26 bits (SIA AC-01-1996.10) and of 34: an even parity bit over the first half of the data, the
data, an odd parity bit over the second half. Pulses of 20 to 100 us every 0.2 to 20 ms; a silence of
25 ms ends a frame, decided on the stamps, so that a busy loop cannot cut one in two.

A reader with keys sends each by itself, as 4 bits or as 8 of which the first four are the inverse of the last: 0 to 9
as they are, 10 is ``*`` and 11 is ``#``. HID (PINpad, 7393760 rev. E, table 1), Rosslare (AY-T6350, 5.4.3; AYC-Qx4,
4.2.3.9) and Keyking (6630KE, 3.1) agree in this. Keys as 6 bits (Rosslare's own) and whole PINs as one frame of 26 are
not read.
"""

from dataclasses import dataclass

from drivers.tags.misread import Misread as Misread

FRAME_BITS = (26, 34)
KEY_BITS = (4, 8)
KEYS = "0123456789*#"
FRAME_GAP_MS = 25


@dataclass(frozen=True, slots=True)
class WiegandFrame:
    """One tag: ``data`` is the number between the parity bits, ``bits`` the length of the frame, parity included."""

    bits: int
    data: int

    @property
    def facility(self) -> int:
        """The number of the installation: the upper 8 data bits of 24, 16 of 32."""
        return self.data >> 16

    @property
    def card(self) -> int:
        """The number of the card: the lower 16 data bits."""
        return self.data & 0xFFFF

    @property
    def tag(self) -> str:
        """The data as upper-case hexadecimal, leading zeroes kept: the tag's name in the panel."""
        return f"{self.data:0{(self.bits - 2) // 4}X}"


def decode(bits: tuple[int, ...]) -> WiegandFrame | Misread:
    """The frame these bits make, first received first."""
    if len(bits) not in FRAME_BITS:
        return Misread.LENGTH
    half = len(bits) // 2
    if sum(bits[:half]) % 2 != 0 or sum(bits[half:]) % 2 != 1:
        return Misread.PARITY
    return WiegandFrame(len(bits), _number(bits[1:-1]))


def decode_key(bits: tuple[int, ...]) -> str | Misread:
    """The key that these bits are: one of ``KEYS``."""
    if len(bits) not in KEY_BITS:
        return Misread.LENGTH
    value = _number(bits[-4:])
    if len(bits) == 8 and _number(bits[:4]) != value ^ 0xF:
        return Misread.KEY
    return KEYS[value] if value < len(KEYS) else Misread.KEY


def _number(bits: tuple[int, ...]) -> int:
    number = 0
    for bit in bits:
        number = number << 1 | bit
    return number


def encode(frame: WiegandFrame) -> tuple[int, ...]:
    """The bits of a frame in the order in which they are sent."""
    size = frame.bits - 2
    data = tuple(frame.data >> shift & 1 for shift in reversed(range(size)))
    first, second = data[: size // 2], data[size // 2 :]
    return (sum(first) % 2, *data, 1 - sum(second) % 2)
