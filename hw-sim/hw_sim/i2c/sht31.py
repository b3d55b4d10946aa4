"""An SHT3x-DIS as Sensirion's data sheet (version 7) has it: commands of two bytes, and answers when it has one.

Single shots with and without the clock stretched (a bus of whole transfers cannot be held: a stretched one ends when it
is fetched), status, heater, break and soft reset. No periodic measurement and no alerts: nothing here asks for them.
"""

import errno
import os
import random
from collections.abc import Callable

NS_PER_US = 1_000
# Section 2.2, table 4, the longest: how long a measurement takes by its repeatability, and a reset.
MEASURE_US = {"high": 15_500, "medium": 6_500, "low": 4_500}
RESET_US = 1_500
# Section 4.3, table 9: repeatability by command, and whether the clock is stretched.
SINGLE_SHOTS = {
    0x2C06: ("high", True),
    0x2C0D: ("medium", True),
    0x2C10: ("low", True),
    0x2400: ("high", False),
    0x240B: ("medium", False),
    0x2416: ("low", False),
}
# Tables 1 and 2: three times the standard deviation of consecutive measurements, in % RH and °C.
NOISE = {"high": (0.08, 0.04), "medium": (0.15, 0.08), "low": (0.21, 0.15)}
HEATER_C = 3.0  # section 4.10: "a few degrees centigrade"
ALERT, HEATER, RESET_SEEN, REFUSED = 0x8000, 0x2000, 0x0010, 0x0002  # table 18
CLEARED = 0x8C10  # table 19: bits 15, 11, 10 and 4


class Sht31Chip:
    """``celsius`` and ``humidity``: the air around it. ``now_ns``: the world's clock. ``stuck``: it measures no more,
    and says what it said last; ``garbled``: every answer loses a bit on its way."""

    def __init__(self, now_ns: Callable[[], int], celsius: float = 21.0, humidity: float = 45.0) -> None:
        self.celsius, self.humidity = celsius, humidity
        self.stuck = self.garbled = False
        self._now_ns = now_ns
        self._chance = random.Random(0x31)  # the same noise in every run
        self._last: tuple[int, int] | None = None
        self._powered_up(0)

    def loses_its_supply(self) -> None:
        """And gets it back."""
        self._powered_up(0)

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer on the bus. Raises OSError (EREMOTEIO) where the chip does not acknowledge."""
        if out:
            self._refuse_while(self._busy())
            self._obey(out)
        return self._answer(count) if count else b""

    def _powered_up(self, busy_us: int) -> None:
        self.status = ALERT | RESET_SEEN
        self._free_ns = self._now_ns() + busy_us * NS_PER_US
        self._memory = b""
        self._stretches = False

    def _busy(self) -> bool:
        return self._now_ns() < self._free_ns

    def _refuse_while(self, refused: bool) -> None:
        if refused:
            raise OSError(errno.EREMOTEIO, os.strerror(errno.EREMOTEIO))

    def _obey(self, out: bytes) -> None:
        if len(out) < 2:
            return  # half a command is none
        command = out[0] << 8 | out[1]
        self.status &= ~REFUSED
        if command in SINGLE_SHOTS:
            self._measure(*SINGLE_SHOTS[command])
        elif command == 0x30A2:
            self._powered_up(RESET_US)
        elif command in (0x306D, 0x3066):
            self.status = self.status | HEATER if command == 0x306D else self.status & ~HEATER
        elif command == 0x3041:
            self.status &= ~CLEARED
        elif command == 0xF32D:
            self._memory = _with_crc(self.status)
        elif command != 0x3093:  # a break ends a periodic measurement, of which there is none
            self.status |= REFUSED

    def _measure(self, repeatability: str, stretches: bool) -> None:
        self._free_ns = self._now_ns() + MEASURE_US[repeatability] * NS_PER_US
        self._stretches = stretches
        words = self._words(repeatability)
        self._memory = _with_crc(words[0]) + _with_crc(words[1])

    def _words(self, repeatability: str) -> tuple[int, int]:
        """Section 4.13 the other way round, temperature first."""
        if self.stuck and self._last is not None:
            return self._last
        noise_rh, noise_c = NOISE[repeatability]
        celsius = self.celsius + (HEATER_C if self.status & HEATER else 0) + self._chance.gauss(0, noise_c / 3)
        humidity = self.humidity + self._chance.gauss(0, noise_rh / 3)
        self._last = _word((celsius + 45) / 175), _word(humidity / 100)
        return self._last

    def _answer(self, count: int) -> bytes:
        """What it has to say, once; nothing, and so no acknowledgement, while it measures or when it has said it."""
        if self._stretches and self._busy():
            self._free_ns = self._now_ns()
        self._refuse_while(self._busy() or not self._memory)
        given, self._memory = self._memory[:count], b""
        return bytes([given[0] ^ 0x04]) + given[1:] if self.garbled else given


def _word(share: float) -> int:
    return max(0, min(0xFFFF, round(share * 0xFFFF)))


def _with_crc(word: int) -> bytes:
    data = word.to_bytes(2, "big")
    return data + bytes([_crc(data)])


def _crc(data: bytes) -> int:
    """Section 4.12, by long division of the bits: x^8 + x^5 + x^4 + 1 into the data, of which the first eight bits are
    inverted and behind which eight zeros stand."""
    bits = int.from_bytes(data, "big") << 8
    bits ^= 0xFF << 8 * len(data)
    for at in range(8 * len(data) + 7, 7, -1):
        if bits >> at & 1:
            bits ^= 0x131 << (at - 8)
    return bits
