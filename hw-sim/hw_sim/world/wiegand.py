"""How a Wiegand reader says a tag's number: bits on two lines.

Written from the trade's common description (26 bit: even parity over the first half, 24 data bits,
odd parity over the second half; 34 bit the same with 32) and on purpose without the panel's decoder:
two readings of one description find each other's mistakes.
"""

from hw_sim.world.actions import DataPulled, Timed
from hw_sim.world.errors import BadRequest

# Readers pull for 20 to 100 us and leave 0.3 to 3 ms between bits. One millisecond is the world's
# grain, so the low time is longer than life; the pause is a common reader's.
PULSE_MS = 1
BIT_MS = 2
DIGITS = {6: 26, 8: 34}  # hexadecimal digits of the number: bits of the frame


def frame(tag: str) -> str:
    """The bits, as a text of 0 and 1, for a number of 6 or 8 hexadecimal digits."""
    if len(tag) not in DIGITS or any(digit not in "0123456789ABCDEF" for digit in tag):
        raise BadRequest(f"tag number {tag!r}: a Wiegand tag has 6 or 8 upper-case hexadecimal digits")
    data = f"{int(tag, 16):0{len(tag) * 4}b}"
    half = len(data) // 2
    even = str(data[:half].count("1") % 2)
    odd = str((data[half:].count("1") + 1) % 2)
    return even + data + odd


def burst(tag: str, d0: int, d1: int, start_ms: int) -> tuple[Timed, ...]:
    """The pulses of one reading: a 0 pulls the line ``d0`` low for a moment, a 1 the line ``d1``."""
    pulses: list[Timed] = []
    for n, bit in enumerate(frame(tag)):
        pin, at_ms = (d1 if bit == "1" else d0), start_ms + n * BIT_MS
        pulses += [Timed(at_ms, DataPulled(pin, True)), Timed(at_ms + PULSE_MS, DataPulled(pin, False))]
    return tuple(pulses)
