"""How a Wiegand reader says a tag's number, or a key: bits on two lines.

Written from the trade's common description (26 bit: even parity over the first half, 24 data bits,
odd parity over the second half; 34 bit the same with 32) and on purpose without the panel's decoder:
two readings of one description find each other's mistakes.
"""

from collections.abc import Iterator

from hw_sim.world.errors import BadRequest

# Readers pull for 20 to 100 us every 0.2 to 20 ms. The quick end, so that a frame is over long before
# the silence that ends it could be mistaken.
PULSE_NS = 50_000
BIT_NS = 300_000
DIGITS = {6: 26, 8: 34}  # hexadecimal digits of the number: bits of the frame
# Each key as eight bits, the first four inverted, as the installation guide of HID's PINpad prints them (table 1).
KEYS = {
    "0": "11110000", "1": "11100001", "2": "11010010", "3": "11000011", "4": "10110100", "5": "10100101",
    "6": "10010110", "7": "10000111", "8": "01111000", "9": "01101001", "*": "01011010", "#": "01001011",
}  # fmt: skip


def frame(tag: str) -> str:
    """The bits, as a text of 0 and 1, for a number of 6 or 8 hexadecimal digits."""
    if len(tag) not in DIGITS or any(digit not in "0123456789ABCDEF" for digit in tag):
        raise BadRequest(f"tag number {tag!r}: a Wiegand tag has 6 or 8 upper-case hexadecimal digits")
    data = f"{int(tag, 16):0{len(tag) * 4}b}"
    half = len(data) // 2
    even = str(data[:half].count("1") % 2)
    odd = str((data[half:].count("1") + 1) % 2)
    return even + data + odd


def key(pressed: str) -> str:
    """The bits for a key."""
    if pressed not in KEYS:
        raise BadRequest(f"no key {pressed!r} at a reader; it has {' '.join(KEYS)}")
    return KEYS[pressed]


def pulses(bits: str, d0: int, d1: int, end_ns: int) -> Iterator[tuple[int, bool, int]]:
    """(line, level, stamp) of every edge, the last one at ``end_ns``: a 0 pulls the line ``d0`` low for a
    moment, a 1 the line ``d1``."""
    for n, bit in enumerate(bits):
        line, up_ns = (d1 if bit == "1" else d0), end_ns - (len(bits) - 1 - n) * BIT_NS
        yield line, False, up_ns - PULSE_NS
        yield line, True, up_ns


def duration_ms(bits: str) -> int:
    """How long a frame takes, rounded up."""
    return ((len(bits) - 1) * BIT_NS + PULSE_NS) // 1_000_000 + 1
