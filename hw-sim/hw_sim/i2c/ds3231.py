"""A DS3231 as its data sheet (19-5170) has it: a calendar in decimal digits, and a crystal that counts it on.

It counts in its own calendar, in which every fourth year is a leap year and the century is one bit. The temperature is
there at once instead of every 64 seconds, and its alarms are kept and never go off.
"""

from collections.abc import Callable

NS_PER_S = 1_000_000_000
REGISTERS = 0x13
DAY_S, YEARS, FOUR_YEARS = 86_400, 200, 1_461
DAYS_TO_2000 = 10_957  # since 1970
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
CONTROL, STATUS, AGEING, TEMP_MSB, TEMP_LSB = 0x0E, 0x0F, 0x10, 0x11, 0x12
CONTROL_RESET, STATUS_RESET = 0x1C, 0x88  # rates of 8.192 kHz and INTCN; OSF and EN32kHz
EOSC, CONV = 0x80, 0x20
OSF, EN32KHZ, ALARMS = 0x80, 0x08, 0x03
PPM_AN_AGEING_STEP = 0.1  # "one LSB typically provides about 0.1 ppm", positive is slower


class Ds3231Chip:
    """``now_ns``: the world's clock. ``drift_ppm``: how much too fast its crystal runs. ``cell``: there is one, with
    something in it. ``celsius``: its temperature."""

    def __init__(self, now_ns: Callable[[], int]) -> None:
        self.drift_ppm, self.celsius, self.cell = 0.0, 25.0, True
        self._now_ns = now_ns
        self._stopped_ns: int | None = None
        self._reset()

    # power -----------------------------------------------------------------------------------------

    def loses_its_supply(self) -> None:
        """VCC is gone: the cell takes over, if there is one and the oscillator is not told to stop (EOSC)."""
        if not self.cell:
            self._reset()
        if not self.cell or self._plain[CONTROL] & EOSC:
            self._settle()
            self._stopped_ns = self._now_ns()
            self._plain[STATUS] |= OSF

    def gets_it_back(self) -> None:
        """VCC is there again; what stood still goes on from where it stood."""
        if self._stopped_ns is not None:
            self._begun_ns += self._now_ns() - self._stopped_ns
            self._stopped_ns = None

    def _reset(self) -> None:
        """First power: 01/01/00, a Sunday by its own count, midnight; and it says that it knows nothing."""
        self._day, self._second, self._weekday, self._twelve = 0, 0, 1, False
        self._begun_ns = self._now_ns()
        self._plain = bytearray(REGISTERS)
        self._plain[CONTROL], self._plain[STATUS] = CONTROL_RESET, STATUS_RESET

    # the two wires -----------------------------------------------------------------------------------

    def transfer(self, out: bytes, count: int) -> bytes:
        """The first byte is the pointer; what follows goes into the registers from there on, and is read from there on.
        Behind 12h comes 00h. The time is copied at the start and when the pointer comes to 00h."""
        if out:
            self._pointer = out[0] % REGISTERS
        written: dict[int, int] = {}
        for byte in out[1:]:
            if self._pointer < 7:
                written[self._pointer] = byte
            else:
                self._write(self._pointer, byte)
            self._pointer = (self._pointer + 1) % REGISTERS
        if written:
            self._write_time(written)
        given, copied = b"", self._time()
        for _ in range(count):
            given += bytes([copied[self._pointer] if self._pointer < 7 else self._read(self._pointer)])
            self._pointer = (self._pointer + 1) % REGISTERS
            copied = self._time() if self._pointer == 0 else copied
        return given

    _pointer = 0

    def _read(self, register: int) -> int:
        quarters = round(self.celsius * 4)
        if register == TEMP_MSB:
            return quarters >> 2 & 0xFF
        return (quarters & 0x3) << 6 if register == TEMP_LSB else self._plain[register]

    def _write(self, register: int, byte: int) -> None:
        if register == CONTROL:
            self._plain[CONTROL] = byte & ~CONV & 0xFF
        elif register == STATUS:
            # OSF and the alarms' flags can be written to 0 only; BSY and the bits that are not there cannot be written.
            self._plain[STATUS] = self._plain[STATUS] & byte & (OSF | ALARMS) | byte & EN32KHZ
        elif register == AGEING:
            self._settle()
            self._plain[AGEING] = byte
        elif register < CONTROL:
            self._plain[register] = byte

    # the calendar ------------------------------------------------------------------------------------

    def _ns_a_second(self) -> int:
        ageing = self._plain[AGEING] - 0x100 if self._plain[AGEING] & 0x80 else self._plain[AGEING]
        return round(NS_PER_S / (1 + (self.drift_ppm - ageing * PPM_AN_AGEING_STEP) / 1_000_000))

    def drift(self, ppm: float) -> None:
        """From now on the crystal runs that much too fast."""
        self._settle()
        self.drift_ppm = ppm

    def set(self, days: int, second: int) -> None:
        """Somebody has set it, elsewhere: to that second of that day since 1970, and has cleared its flag."""
        self._begun_ns = self._now_ns()
        self._day, self._second, self._weekday, self._twelve = days - DAYS_TO_2000, second, (days + 3) % 7 + 1, False
        self._plain[STATUS] &= ~OSF

    def _settle(self) -> None:
        """Brings the counters to the last second that has begun."""
        until_ns = self._now_ns() if self._stopped_ns is None else self._stopped_ns
        passed = (until_ns - self._begun_ns) // self._ns_a_second()
        self._begun_ns += passed * self._ns_a_second()
        days, self._second = divmod(self._second + passed, DAY_S)
        self._weekday = (self._weekday - 1 + days) % 7 + 1
        self._day = (self._day + days) % (YEARS // 4 * FOUR_YEARS)

    def _time(self) -> bytes:
        """The registers 00h to 06h."""
        self._settle()
        year, month, date = _date(self._day)
        hour = self._second // 3_600
        hours = 0x40 | (0x20 if hour >= 12 else 0) | _bcd(hour % 12 or 12) if self._twelve else _bcd(hour)
        return bytes(
            [
                _bcd(self._second % 60),
                _bcd(self._second // 60 % 60),
                hours,
                self._weekday,
                _bcd(date),
                _bcd(month) | (0x80 if year >= 100 else 0),
                _bcd(year % 100),
            ]
        )

    def _write_time(self, written: dict[int, int]) -> None:
        registers = bytearray(self._time())
        for register, byte in written.items():
            registers[register] = byte
        if 0 in written:
            self._begun_ns = self._now_ns()  # the countdown chain is reset
        self._twelve = bool(registers[2] & 0x40)
        hours = _number(registers[2] & 0x1F) % 12 + (12 if registers[2] & 0x20 else 0)
        hours = hours if self._twelve else _number(registers[2] & 0x3F)
        self._second = _number(registers[0] & 0x7F) + 60 * _number(registers[1] & 0x7F) + 3_600 * hours
        self._weekday = registers[3] & 0x07
        year = _number(registers[6]) + (100 if registers[5] & 0x80 else 0)
        self._day = _day(year, _number(registers[5] & 0x1F), _number(registers[4] & 0x3F))


def _bcd(number: int) -> int:
    return number // 10 << 4 | number % 10


def _number(register: int) -> int:
    return (register >> 4) * 10 + (register & 0x0F)


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and year % 4 == 0 else MONTHS[month - 1]


def _day(year: int, month: int, date: int) -> int:
    """Days since 1 January of its year 0. "Illogical time and date entries result in undefined operation": here they
    are the nearest that there is."""
    month = min(12, max(1, month))
    before = year // 4 * FOUR_YEARS + (year % 4) * 365 + (1 if year % 4 else 0)
    return before + sum(_length(year, each) for each in range(1, month)) + date - 1


def _date(day: int) -> tuple[int, int, int]:
    """Year, month and date."""
    year, rest = day // FOUR_YEARS * 4, day % FOUR_YEARS
    while rest >= (366 if year % 4 == 0 else 365):
        rest -= 366 if year % 4 == 0 else 365
        year += 1
    month = 1
    while rest >= _length(year, month):
        rest -= _length(year, month)
        month += 1
    return year, month, rest + 1
