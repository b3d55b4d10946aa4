"""A converter with four channels: an ADS1115 on I2C, as Texas Instruments' data sheet (SBAS444D) has it.

Numbers in brackets are its sections. Four registers of words, the high byte first, behind a pointer [9.6.1]. Measured
is in single shots: a word into the configuration starts a conversion, its highest bit says when that has ended, and
the chip sleeps until the next [9.4.2.1]. So every conversion brings its configuration with it, and a chip that lost its
supply in between, and forgot everything, measures rightly again at once.
"""

from enum import Enum

from drivers.bus.wire import WordBus
from drivers.errors import ConverterError

CONVERSION, CONFIGURATION = 0x00, 0x01  # [9.6.1]
RESET = 0x8583  # the configuration after power-up [9.6.3]

# The configuration's bits [9.6.3].
READY = 0x8000  # written: start; read: no conversion is under way
SINGLE_ENDED = 0x4000  # and the channel in bits 13 and 12: AINx against ground
RANGE_4_096_V = 0x0200  # 3.3 V, and a tenth more, with room above
SINGLE_SHOT = 0x0100
RATE_860 = 0x00E0  # conversions a second: the shortest, for sixteen of them fit into a scan
COMPARATOR_OFF = 0x0003

LSB_UV = 125  # 4.096 V / 2^15 [9.3.3]
# 1 / 860 s [9.3.6], on the slowest oscillator, 10 % off [7.5], and waking up, 25 us by the sheet [9.4.2.1], 0.11 ms by
# its maker's word: 1.40 ms at most.
CONVERSION_S = 0.001_4


class Conversion(Enum):
    """What has become of a conversion that was started."""

    BUSY = "busy"
    DONE = "done"
    FORGOTTEN = "forgotten"  # the chip has lost its supply since


def configuration(channel: int) -> int:
    """The word that starts a conversion of a channel, 0 to 3: C3E3, D3E3, E3E3, F3E3."""
    assert 0 <= channel <= 3, "four channels"
    return READY | SINGLE_ENDED | channel << 12 | RANGE_4_096_V | SINGLE_SHOT | RATE_860 | COMPARATOR_OFF


def microvolts(word: int) -> int:
    """The conversion register's word: two's complement [9.6.2]."""
    return (word - 0x1_0000 if word & 0x8000 else word) * LSB_UV


class Ads1115:
    """One chip. Every call raises OSError, as the bus does."""

    def __init__(self, bus: WordBus, address: int) -> None:
        self._bus, self._address = bus, address
        self._wanted = RESET

    def start(self, channel: int) -> None:
        """Starts a conversion; CONVERSION_S later it has ended."""
        self._wanted = configuration(channel)
        self._bus.write_word(self._address, CONFIGURATION, self._wanted)

    def state(self) -> Conversion:
        """What has become of it. Raises ConverterError for a configuration that neither we nor a reset wrote."""
        word = self._bus.read_word(self._address, CONFIGURATION)
        if word | READY == self._wanted:
            return Conversion.DONE if word & READY else Conversion.BUSY
        if word == RESET:
            return Conversion.FORGOTTEN
        raise ConverterError(f"its configuration reads 0x{word:04X} where 0x{self._wanted:04X} was written")

    def read(self) -> int:
        """What was converted last, in microvolts."""
        return microvolts(self._bus.read_word(self._address, CONVERSION))
