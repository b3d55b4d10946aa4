"""An HD44780U as its data sheet has it (Hitachi ADE-207-272(Z), Rev. 0.0): what comes over its lines becomes glass.

It takes what stands on RS, RW and its data lines when E falls (fig. 25). DB0 to DB3 are joined to nothing here and held
high by its own resistors (fig. 4, "pull-up MOS"). Times are those of table 6 at 270 kHz; what comes while it is busy is
not executed.
"""

from collections.abc import Callable

from hw_sim.i2c.glyphs import character

BUSY_US = 37  # table 6
DATA_US = 41  # and 4 us more until the address counter is right (fig. 10)
CLEAR_US = 1_520
RESET_US = 10_000  # "the busy state lasts for 10 ms after VCC rises to 4.5 V"
UNJOINED = 0x0F
LINE, SECOND = 40, 0x40
BLANK = 0x20


class Hd44780Chip:
    """One controller. ``now_us``: the clock."""

    def __init__(self, now_us: Callable[[], int]) -> None:
        self._now_us = now_us
        self.loses_its_supply()

    def loses_its_supply(self) -> None:
        """And gets it back: the internal reset (page 23) clears it, and it counts on bytes, one line, nothing shown."""
        self._rs = self._rw = self._e = False
        self._data = 0
        self._half: int | None = None
        self._read_half: int | None = None
        self._ddram, self._cgram = bytearray([BLANK] * 2 * LINE), bytearray(64)
        self._counter, self._in_cgram = 0, False
        self.four_bits = self.two_lines = self.on = False
        self._step, self._shifts, self._offset = 1, False, 0
        self._busy_until_us = self._now_us() + RESET_US

    # its lines ------------------------------------------------------------------------------------

    def lines(self, *, rs: bool, rw: bool, e: bool, data: int) -> None:
        """They are so from now on; ``data``: DB7 to DB4, as the lower four bits."""
        rises, falls = e and not self._e, self._e and not e
        if falls and self._rw:
            self._was_read()
        elif falls:
            self._written(self._rs, self._data)
        self._rs, self._rw, self._e, self._data = rs, rw, e, data
        if rises and rw and self._read_half is None:
            self._read_half = self._gives()

    @property
    def drives(self) -> int | None:
        """What it puts on DB7 to DB4; None while it listens."""
        if not (self._e and self._rw):
            return None
        given = self._gives() if self._read_half is None else self._read_half
        return given & 0x0F if self.four_bits and self._half is not None else given >> 4

    def _gives(self) -> int:
        if self._rs:
            return self._cgram[self._counter & 63] if self._in_cgram else self._ddram[_place(self._counter)]
        return (self._now_us() < self._busy_until_us) << 7 | self._counter & 0x7F

    def _was_read(self) -> None:
        """The end of a reading, or of its first half."""
        if self.four_bits and self._half is None:
            self._half = 0
            return
        self._half, self._read_half = None, None
        if self._rs and self._now_us() >= self._busy_until_us:
            self._count()
            self._is_busy(DATA_US)

    def _written(self, rs: bool, data: int) -> None:
        """With eight bits the lower four are those that nobody drives; with four they come with the next fall."""
        if not self.four_bits:
            self._takes(rs, data << 4 | UNJOINED)
        elif self._half is None:
            self._half = data
        else:
            byte, self._half = self._half << 4 | data, None
            self._takes(rs, byte)

    def _takes(self, rs: bool, byte: int) -> None:
        if self._now_us() < self._busy_until_us:
            return
        if rs:
            self._store(byte)
            self._is_busy(DATA_US)
        else:
            self._is_busy(CLEAR_US if 0x01 <= byte <= 0x03 else BUSY_US)
            self._obey(byte)

    def _is_busy(self, for_us: int) -> None:
        self._busy_until_us = self._now_us() + for_us

    # its instructions (table 6), by their highest bit -----------------------------------------------

    def _obey(self, byte: int) -> None:
        if byte & 0x80:
            self._counter, self._in_cgram = byte & 0x7F, False
        elif byte & 0x40:
            self._counter, self._in_cgram = byte & 0x3F, True
        elif byte & 0x20:
            self.four_bits, self.two_lines, self._half = not byte & 0x10, bool(byte & 0x08), None
        elif byte & 0x10:
            self._move(display=bool(byte & 0x08), right=bool(byte & 0x04))
        elif byte & 0x08:
            self.on = bool(byte & 0x04)
        elif byte & 0x04:
            self._step, self._shifts = (1 if byte & 0x02 else -1), bool(byte & 0x01)
        elif byte & 0x02:
            self._counter, self._in_cgram, self._offset = 0, False, 0
        elif byte & 0x01:
            self._ddram[:] = bytes([BLANK]) * 2 * LINE
            self._counter, self._in_cgram, self._offset, self._step = 0, False, 0, 1

    def _move(self, *, display: bool, right: bool) -> None:
        if display:
            self._offset += -1 if right else 1
        else:
            self._counter = self._next(1 if right else -1)

    def _store(self, byte: int) -> None:
        if self._in_cgram:
            self._cgram[self._counter & 63] = byte & 0x1F
        else:
            self._ddram[_place(self._counter)] = byte
            self._offset += self._step if self._shifts else 0
        self._count()

    def _count(self) -> None:
        self._counter = (self._counter + self._step) & 63 if self._in_cgram else self._next(self._step)

    def _next(self, step: int) -> int:
        """With two lines 0x27 goes on at 0x40, and 0x67 at 0x00; with one, 0x4F at 0x00."""
        if not self.two_lines:
            return (self._counter + step) % (2 * LINE)
        place = (_place(self._counter) + step) % (2 * LINE)
        return place if place < LINE else place - LINE + SECOND

    # what it shows ----------------------------------------------------------------------------------

    def row(self, line: int, first: int, columns: int) -> str:
        """``columns`` characters of one of its two lines from a place on, as somebody reads them."""
        if not self.on or (line and not self.two_lines):
            return " " * columns
        length = LINE if self.two_lines else 2 * LINE
        places = ((first + self._offset + n) % length for n in range(columns))
        return "".join(self._seen(self._ddram[line * LINE + place]) for place in places)

    def _seen(self, code: int) -> str:
        rows = self._cgram[(code & 7) * 8 : (code & 7) * 8 + 8]
        return character(code, bytes(rows))


def _place(counter: int) -> int:
    """Where a byte of an address lies; some addresses of two lines have none of their own."""
    return (counter if counter < SECOND else counter - SECOND + LINE) % (2 * LINE)
