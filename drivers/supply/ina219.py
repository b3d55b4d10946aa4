"""The battery's gauge: an INA219 on I2C, which measures what goes through its shunt and what stands behind it.

Registers as in Texas Instruments' data sheet (SBOS448): words, the high byte first. Its IN- is at the battery, because
the bus voltage is measured there (pin functions: "from this pin to ground"), and its IN+ at the charger. So what the
chip calls positive, from IN+ to IN-, goes into the battery; what is taken out is negative there and positive here.

The chip may reset when a load comes on sharply, a modem's transmitter say, and then it measures with another range and,
without its calibration, no current at all. So each reading asks for the configuration first and writes the calibration
anew: two more transfers.
"""

import msgspec

from drivers.bus.wire import WordBus
from drivers.errors import GaugeError

CONFIGURATION, BUS_VOLTAGE, CURRENT, CALIBRATION = 0x00, 0x02, 0x04, 0x05
# 32 V (bit 13), shunt up to 320 mV (12:11), both averaged over 128 samples, 68.1 ms each (10:3), continuously (2:0).
RANGE = 0x3FFF
OVERFLOW, CONVERTED = 0x0001, 0x0002  # in the bus voltage's word
CURRENT_LSB_UA = 100  # 3.2 A to either side in a signed word


class Measured(msgspec.Struct, frozen=True):
    """``out_ma``: taken out of the battery; negative while it is charged."""

    battery_mv: int
    out_ma: int


class Ina219:
    """One gauge. ``shunt_mohm``: of the resistor on its board. Nothing is touched before the first reading."""

    def __init__(self, bus: WordBus, address: int = 0x40, shunt_mohm: int = 100) -> None:
        self._bus, self._address = bus, address
        self._calibration = calibration(shunt_mohm)

    def read(self) -> Measured | None:
        """What it measures; None when it has only now been set up, at a start or after it lost its supply, and has
        nothing to say for the next 140 ms. Raises GaugeError."""
        try:
            return self._read()
        except OSError as error:
            raise GaugeError(
                f"the battery's gauge at I2C 0x{self._address:02X} does not answer: {error}; check its four wires"
                " and `i2cdetect -y 1`"
            ) from error

    def _read(self) -> Measured | None:
        set_up = self._ask(CONFIGURATION) == RANGE
        if not set_up:
            self._bus.write_word(self._address, CONFIGURATION, RANGE)
        self._bus.write_word(self._address, CALIBRATION, self._calibration)
        word = self._ask(BUS_VOLTAGE)
        if not set_up or not word & CONVERTED:
            return None
        if word & OVERFLOW:
            raise GaugeError(
                f"the battery's gauge at I2C 0x{self._address:02X}: more current than it can measure,"
                f" {32767 * CURRENT_LSB_UA // 1000} mA; use a smaller shunt and say so"
            )
        return Measured(millivolts(word), -milliamps(self._ask(CURRENT)))

    def _ask(self, register: int) -> int:
        return self._bus.read_word(self._address, register)


def calibration(shunt_mohm: int) -> int:
    """The calibration word: trunc(0.04096 / (current LSB x shunt)), in amperes and ohms (data sheet, equation 1)."""
    word = 40_960_000 // (CURRENT_LSB_UA * shunt_mohm)
    if not 0 < word <= 0xFFFE:
        raise GaugeError(f"a shunt of {shunt_mohm} milliohms: allowed are 7 to 409,600")
    return word & 0xFFFE  # the lowest bit cannot be set


def millivolts(word: int) -> int:
    """The bus voltage: bits 15 to 3 count 4 mV."""
    return (word >> 3) * 4


def milliamps(word: int) -> int:
    """The current from IN+ to IN-, signed; towards zero."""
    signed = word - 0x1_0000 if word & 0x8000 else word
    return int(signed * CURRENT_LSB_UA / 1_000)
