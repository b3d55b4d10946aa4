"""A sensor of temperature and humidity: an SHT30, SHT31 or SHT35 on I2C, which differ in their accuracy alone.

Commands, times and formulas as in Sensirion's data sheet "SHT3x-DIS" (version 7; sections and tables named below). A
measurement is asked for and fetched later, without the sensor stretching the clock: some adapters, the Pi's among them
up to the Pi 4, lose bits when a chip does. Whoever uses this keeps the times; nothing here waits.
"""

import msgspec

from drivers.bus.wire import ByteBus
from drivers.errors import SensorError

MEASURE = b"\x24\x00"  # single shot, high repeatability, no clock stretching (4.3, table 9)
SOFT_RESET = b"\x30\xa2"  # as after power-up: no periodic mode, heater off (4.9, table 14)
READ_STATUS = b"\xf3\x2d"  # 4.11, table 17
MEASURED_MS = 16  # a measurement of high repeatability takes 15.5 ms at most (2.2, table 4)
RESET_MS = 2  # a soft reset takes 1.5 ms at most (2.2, table 4)
CELSIUS_MIN, CELSIUS_MAX = -40.0, 125.0  # the specified range (1.2, table 2)
SCALE = 65_535  # 2^16 - 1 (4.13)


class Words(msgspec.Struct, frozen=True):
    """What the sensor measured, as it says it: two unsigned words of 16 bits."""

    temperature: int
    humidity: int

    @property
    def celsius(self) -> float:
        """T = -45 + 175 * S / (2^16 - 1) (4.13), to a hundredth, the sensor's typical resolution (1.2, table 2)."""
        return round(175 * self.temperature / SCALE - 45, 2)

    @property
    def relative(self) -> float:
        """In percent: RH = 100 * S / (2^16 - 1) (4.13), to a hundredth, the typical resolution (1.1, table 1)."""
        return round(100 * self.humidity / SCALE, 2)


class Status(msgspec.Struct, frozen=True):
    """The status register (4.11, table 18), as far as it says something in this mode."""

    heater: bool  # bit 13: it warms itself up, to dry
    was_reset: bool  # bit 4: since the flags were last cleared
    refused: bool  # bit 1: the last command was not carried out
    mistaken: bool  # bit 0: the last write had a wrong checksum


class Sht31:
    """One sensor. Nothing is touched before the first command. Every method raises SensorError."""

    def __init__(self, bus: ByteBus, address: int = 0x44) -> None:
        self._bus, self._address = bus, address

    def reset(self) -> None:
        """Puts it into the state of its power-up; it takes ``RESET_MS`` until it answers again."""
        self._write(SOFT_RESET)

    def status(self) -> Status:
        """What it says of itself."""
        self._write(READ_STATUS)
        (word,) = self._words(1)
        return Status(*(bool(word & bit) for bit in (0x2000, 0x0010, 0x0002, 0x0001)))

    def measure(self) -> None:
        """Begins a measurement, to be fetched ``MEASURED_MS`` later, once."""
        self._write(MEASURE)

    def fetch(self) -> Words:
        """What was measured. SensorError too for a wrong checksum, and for a value out of the sensor's range."""
        temperature, humidity = self._words(2)  # in this order (4.4)
        found = Words(temperature, humidity)
        if not CELSIUS_MIN <= found.celsius <= CELSIUS_MAX:
            raise SensorError(
                f"{self._its_name()} says {found.celsius:.2f} °C; what it can measure lies between"
                f" {CELSIUS_MIN:.0f} and {CELSIUS_MAX:.0f} °C. It is broken, or wet: replace it"
            )
        return found

    def _words(self, count: int) -> tuple[int, ...]:
        try:
            data = self._bus.read(self._address, 3 * count)
        except OSError as error:
            raise self._silent(error) from error
        try:
            return words_in(data, count)
        except ValueError as error:
            raise SensorError(
                f"{self._its_name()} says {data.hex(' ')}: {error}; check its wires, which should be short, and its"
                " pull-up resistors"
            ) from error

    def _write(self, command: bytes) -> None:
        try:
            self._bus.write(self._address, command)
        except OSError as error:
            raise self._silent(error) from error

    def _silent(self, error: OSError) -> SensorError:
        return SensorError(
            f"{self._its_name()} does not answer: {error}; check its four wires and `i2cdetect -y` with its bus"
        )

    def _its_name(self) -> str:
        return f"the climate sensor at I2C 0x{self._address:02X}"


def words_in(data: bytes, count: int) -> tuple[int, ...]:
    """The words of an answer: each high byte first, with its checksum behind it (4.4, 4.12).

    Raises ValueError for another length or a wrong checksum.
    """
    if len(data) != 3 * count:
        raise ValueError(f"{len(data)} bytes where {3 * count} were asked for")
    found = []
    for at in range(0, len(data), 3):
        word, said = data[at : at + 2], data[at + 2]
        if crc(word) != said:
            raise ValueError(f"the checksum of {word.hex()} is {crc(word):02x}, not {said:02x}")
        found.append(int.from_bytes(word, "big"))
    return tuple(found)


def crc(data: bytes) -> int:
    """CRC-8, x^8 + x^5 + x^4 + 1 (0x31), begun with 0xFF, nothing reflected or inverted (4.12, table 20)."""
    register = 0xFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register << 1) & 0xFF ^ (0x31 if register & 0x80 else 0)
    return register
