"""The clock module: a DS3231 on I2C, which a coin cell keeps running while the power is off.

Registers as in the data sheet of Maxim (now Analog Devices), 19-5170, figure 1 ("Timekeeping Registers"): the time in
binary-coded decimal from 00h to 06h, control 0Eh, control/status 0Fh, ageing offset 10h, temperature 11h and 12h. All
are read in one transfer: at its start the chip copies the time to a second set of registers, so that no second passes
between two of its digits ("Clock and Calendar"); and the status says in the same breath what that time is worth.

The chip counts every fourth year as a leap year, 2100 too ("leap-year compensation valid up to 2100"): from its 29
February of that year, which is refused here, it is a day late until it is set.
"""

from datetime import UTC, datetime

import msgspec

from drivers.bus.wire import BlockBus
from drivers.errors import ClockError

ADDRESS = 0x68  # "I2C Interface": 1101000b, which nothing changes
TIME, CONTROL, STATUS = 0x00, 0x0E, 0x0F
REGISTERS = 0x13  # 00h to 12h
PM, TWELVE = 0x20, 0x40  # in the hours, 02h: bit 6 says that they are 1 to 12, and bit 5 then which half of the day
CENTURY = 0x80  # in the month, 05h: toggled when the years overflow; clear in the 2000s, as Linux has it too
EOSC = 0x80  # in 0Eh: set, the oscillator stops as soon as the chip runs on its cell
OSF = 0x80  # in 0Fh: the oscillator has stopped since this was cleared: first power, an empty cell, a disturbance
EN32KHZ = 0x08  # in 0Fh
NO_BITS = {0x00: 0x80, 0x01: 0x80, 0x02: 0x80, 0x03: 0xF8, 0x04: 0xC0, 0x05: 0x60, 0x12: 0x3F}  # read as 0
YEAR_MIN, YEAR_MAX = 2000, 2199


class Registers(msgspec.Struct, frozen=True):
    """What the chip says. ``lost``: its time is worth nothing, its oscillator has stood still; ``stops_on_cell``: it
    will, when the power fails. ``ageing``: in steps of about 0.1 ppm at 25 °C, slower when positive. ``celsius``: its
    own temperature, to a quarter of a degree."""

    utc_s: int
    lost: bool
    stops_on_cell: bool
    ageing: int
    celsius: float


class Ds3231:
    """One clock module. Nothing is touched before the first reading. Every method raises ClockError."""

    def __init__(self, bus: BlockBus, address: int = ADDRESS) -> None:
        self._bus, self._address = bus, address

    def read(self) -> Registers:
        """The time and all that goes with it."""
        try:
            data = self._bus.read_block(self._address, TIME, REGISTERS)
        except OSError as error:
            raise self._silent(error) from error
        try:
            return decode(data)
        except ValueError as error:
            raise ClockError(f"{self._its_name()} says {data.hex(' ')}: {error}; set it, or replace it") from error

    def set(self, utc_s: int) -> None:
        """Sets it, and says so in it: from now on the time is worth something, on its cell too.

        The second begins as its register is written, which is the first of the seven; the rest follow in the same
        transfer, well within the second that the sheet allows them.
        """
        data = encode(utc_s)
        try:
            self._bus.write_block(self._address, TIME, data)
            control, status = self._bus.read_block(self._address, CONTROL, 2)
            # A flag of an alarm that is written as 1 stays as it is; OSF can be written to 0 only (0Fh, bits 7, 1, 0).
            self._bus.write_block(self._address, CONTROL, bytes([control & ~EOSC & 0xFF, status & EN32KHZ | 0x03]))
        except OSError as error:
            raise self._silent(error) from error

    def run_on_cell(self) -> None:
        """Lets its oscillator go on when the power fails, which somebody has forbidden."""
        try:
            (control,) = self._bus.read_block(self._address, CONTROL, 1)
            self._bus.write_block(self._address, CONTROL, bytes([control & ~EOSC & 0xFF]))
        except OSError as error:
            raise self._silent(error) from error

    def _silent(self, error: OSError) -> ClockError:
        return ClockError(
            f"{self._its_name()} does not answer: {error}; check its four wires and `i2cdetect -y` with its bus. UU"
            ' there means that the kernel has it: then say device = "/dev/rtc0" instead of its bus'
        )

    def _its_name(self) -> str:
        return f"the clock module at I2C 0x{self._address:02X}"


def decode(data: bytes) -> Registers:
    """The registers 00h to 12h. Raises ValueError for what no such chip says."""
    if len(data) != REGISTERS:
        raise ValueError(f"{len(data)} registers where {REGISTERS} were asked for")
    for register, bits in NO_BITS.items():
        if data[register] & bits:
            raise ValueError(f"register {register:02X}h holds {data[register]:02x}, of which {bits:02x} must be zero")
    if not 1 <= data[0x03] <= 7:
        raise ValueError(f"{data[0x03]} is no day of a week")
    month, year = data[0x05] & 0x1F, 2100 if data[0x05] & CENTURY else 2000
    shown = datetime(
        year + _digits(data[0x06]),
        _digits(month),
        _digits(data[0x04]),
        _hour(data[0x02]),
        _digits(data[0x01]),
        _digits(data[0x00]),
        tzinfo=UTC,
    )
    return Registers(
        utc_s=int(shown.timestamp()),
        lost=bool(data[STATUS] & OSF),
        stops_on_cell=bool(data[CONTROL] & EOSC),
        ageing=_signed(data[0x10]),
        celsius=_signed(data[0x11]) + (data[0x12] >> 6) / 4,
    )


def encode(utc_s: int) -> bytes:
    """The registers 00h to 06h; hours from 0 to 23, Monday the first day. Raises ClockError outside 2000 to 2199."""
    at = datetime.fromtimestamp(utc_s, UTC)
    if not YEAR_MIN <= at.year <= YEAR_MAX:
        raise ClockError(f"a clock module counts from {YEAR_MIN} to {YEAR_MAX}; the year {at.year} cannot be set")
    century = CENTURY if at.year >= 2100 else 0
    parts = at.second, at.minute, at.hour, at.isoweekday(), at.day, at.month, at.year % 100
    data = [part // 10 << 4 | part % 10 for part in parts]
    data[0x05] |= century
    return bytes(data)


def _hour(register: int) -> int:
    if not register & TWELVE:
        return _digits(register)
    hour = _digits(register & 0x1F)
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour} is no hour of a clock with twelve")
    return hour % 12 + (12 if register & PM else 0)


def _digits(register: int) -> int:
    tens, ones = register >> 4, register & 0x0F
    if tens > 9 or ones > 9:
        raise ValueError(f"{register:02x} is no decimal number")
    return 10 * tens + ones


def _signed(register: int) -> int:
    return register - 0x100 if register & 0x80 else register
