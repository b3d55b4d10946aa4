"""An ADS1115 as its data sheet (TI, SBAS444D) has it: what stands at its pins becomes words, and only by its settings.

Numbers in brackets are sections of that sheet. Its ALERT/RDY pin is not wired: the comparator's settings are kept, and
nobody hears of them.
"""

import errno
import os
from collections.abc import Callable

from hw_sim.i2c.words import WordChip

RESET, LOW, HIGH = 0x8583, 0x8000, 0x7FFF  # after power-up [9.6.3, 9.6.4]
PAIRS = ((0, 1), (0, 3), (1, 3), (2, 3), (0, None), (1, None), (2, None), (3, None))  # MUX: AINP, AINN [9.6.3]
FULL_SCALE_V = (6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256)  # PGA [9.6.3]
RATES = (8, 16, 32, 64, 128, 250, 475, 860)  # DR, conversions a second [9.6.3]
WAKES_NS = 25_000  # out of power-down [9.4.2.1]
BEYOND_V = 0.3  # above its supply or below ground: the most that a pin survives [7.1]


class Ads1115Chip(WordChip):
    """``now_ns``: true time; ``volts``: what stands at a pin, 0 to 3. ``oscillator``: how many of its seconds go into a
    true one, 0.9 to 1.1 [7.5]. ``damaged``: a pin that it measured was given more than it survives; it never answers
    again."""

    def __init__(self, now_ns: Callable[[], int], volts: Callable[[int], float], supply_v: float = 3.3) -> None:
        super().__init__()
        self.supply_v = supply_v
        self.oscillator = 1.0
        self.damaged = False
        self._now_ns, self._volts = now_ns, volts
        self.loses_its_supply()

    def loses_its_supply(self) -> None:
        """And gets it back: everything it was told is forgotten, what it has measured too [9.4.1, 9.6.2]."""
        self._settings, self._result = RESET & 0x7FFF, 0
        self._low, self._high = LOW, HIGH
        self._converts = self._settings
        self._ends_ns: int | None = None

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer; a chip that was destroyed takes no byte."""
        self._passes()
        if self.damaged:
            raise OSError(errno.EREMOTEIO, os.strerror(errno.EREMOTEIO))
        return super().transfer(out, count)

    def read(self, register: int) -> int:
        """The four registers; the pointer has two bits [9.6.1]."""
        ready = 0x8000 if self._ends_ns is None else 0
        return (self._result, ready | self._settings, self._low, self._high)[register & 3]

    def write(self, register: int, word: int) -> None:
        """All but the result can be written."""
        match register & 3:
            case 1:
                self._set(word)
            case 2:
                self._low = word
            case 3:
                self._high = word
            case _:
                return

    def _set(self, word: int) -> None:
        single, asleep = word & 0x0100, self._ends_ns is None
        self._settings = word & 0x7FFF
        # In single shots OS starts one, while none is under way; continuously, one follows the other [9.4.2].
        if asleep and (not single or word & 0x8000):
            self._begin(self._now_ns() + WAKES_NS)

    def _begin(self, at_ns: int) -> None:
        self._converts = self._settings
        self._ends_ns = at_ns + round(1e9 / RATES[self._settings >> 5 & 7] / self.oscillator)

    def _passes(self) -> None:
        """Until now: a conversion that has ended has a result, and in continuous mode another is under way."""
        while self._ends_ns is not None and self._ends_ns <= self._now_ns():
            ended_ns, self._ends_ns = self._ends_ns, None
            self._result = self._measured()
            if not self._settings & 0x0100:
                period_ns = 1e9 / RATES[self._settings >> 5 & 7] / self.oscillator
                # Those that nobody looked at are passed over: only the last one is to be read.
                skipped = int((self._now_ns() - ended_ns) // period_ns)
                self._begin(ended_ns + round(skipped * period_ns))

    def _measured(self) -> int:
        """A word of 16 bits, clipped at full scale [9.3.3, 9.5.4]."""
        above, below = PAIRS[self._converts >> 12 & 7]
        difference = self._at(above) - (0.0 if below is None else self._at(below))
        code = round(difference / FULL_SCALE_V[self._converts >> 9 & 7] * 0x8000)
        return max(-0x8000, min(0x7FFF, code)) & 0xFFFF

    def _at(self, pin: int) -> float:
        volts = self._volts(pin)
        if not -BEYOND_V <= volts <= self.supply_v + BEYOND_V:
            self.damaged = True
        return volts
