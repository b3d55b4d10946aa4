"""An INA219 as its data sheet (SBOS448) has it: what its pins see becomes words, and only by its own settings."""

from hw_sim.i2c.words import WordChip

RESET = 0x399F
_SHUNT_LSB_UV, _BUS_LSB_MV = 10, 4


class Ina219Chip(WordChip):
    """``bus_mv``: at its IN- pin. ``shunt_uv``: of its IN+ over its IN-. ``converted``: a conversion has ended since it
    was set up; ``converts`` says so when 68 ms or more have passed."""

    def __init__(self) -> None:
        super().__init__()
        self.bus_mv, self.shunt_uv = 0, 0
        self.loses_its_supply()

    def loses_its_supply(self) -> None:
        """And gets it back: everything it was told is forgotten."""
        self.configuration, self.calibration, self.converted = RESET, 0, False

    def converts(self) -> None:
        """Time enough for a conversion passes."""
        self.converted = self.configuration & 0x0007 == 0x0007

    def read(self, register: int) -> int:
        """Its six registers; others read as zero."""
        words = {
            0x00: self.configuration,
            0x01: self._shunt() & 0xFFFF,
            0x02: self._bus_word(),
            0x03: abs(self._current()) * self._bus_count() // 5_000 & 0xFFFF,
            0x04: max(-32768, min(32767, self._current())) & 0xFFFF,
            0x05: self.calibration,
        }
        return words.get(register, 0)

    def write(self, register: int, word: int) -> None:
        """Configuration (bit 15 resets) and calibration (bit 0 is void); the others cannot be written."""
        if register == 0x00 and word & 0x8000:
            self.loses_its_supply()
        elif register == 0x00:
            self.configuration, self.converted = word, False
        elif register == 0x05:
            self.calibration = word & 0xFFFE

    def _shunt(self) -> int:
        most_uv = 40_000 << (self.configuration >> 11 & 0x3)
        return max(-most_uv, min(most_uv, self.shunt_uv)) // _SHUNT_LSB_UV

    def _bus_count(self) -> int:
        most_mv = 32_000 if self.configuration & 0x2000 else 16_000
        return max(0, min(most_mv, self.bus_mv)) // _BUS_LSB_MV

    def _bus_word(self) -> int:
        overflow = abs(self._current()) > 32767
        return self._bus_count() << 3 | self.converted << 1 | overflow

    def _current(self) -> int:
        return self._shunt() * self.calibration // 4_096
