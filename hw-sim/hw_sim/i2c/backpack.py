"""The small board behind a text display: a PCF8574 whose pins are the display's lines.

P0 is RS, P1 is RW, P2 is E, P4 to P7 are DB4 to DB7; P3 feeds the base of the transistor that switches the light.
"""

from collections.abc import Callable

from hw_sim.i2c.hd44780 import LINE, Hd44780Chip
from hw_sim.i2c.pcf8574 import HIGH, Pcf8574Chip

RS, RW, E, LIGHT = 0x01, 0x02, 0x04, 0x08
BYTE_US = 90  # nine clocks at the 100 kHz of the sheet


class Backpack:
    """One display. ``now_us``: the world's clock, on which a transfer takes no time; to the controller each byte takes
    90 us more, so that what is sent between two waits has gone over a wire."""

    def __init__(self, now_us: Callable[[], int], columns: int = 20, rows: int = 4) -> None:
        self._columns, self._rows = columns, rows
        self._spent_us = 0  # on the wire, ever
        self.controller = Hd44780Chip(lambda: now_us() + self._spent_us)
        self.expander = Pcf8574Chip(self)
        self.expander.on_port = self._put_out
        self._put_out(HIGH)

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer: its address, its bytes."""
        self._spent_us += BYTE_US * (1 + count)
        return self.expander.transfer(out, count)

    def loses_its_supply(self) -> None:
        """And gets it back."""
        self.controller.loses_its_supply()
        self.expander.loses_its_supply()
        self._put_out(HIGH)

    @property
    def lit(self) -> bool:
        """Whether the light is on."""
        return bool(self.expander.latch & LIGHT)

    def glass(self) -> tuple[str, ...]:
        """What is read on it. A glass of four rows has the second half of each line below the first."""
        return tuple(
            self.controller.row(row % 2, row // 2 * self._columns % LINE, self._columns) for row in range(self._rows)
        )

    def levels(self, sunk: int) -> int:
        """The display drives its data lines while it is read. A transistor's base holds P3 at 0.7 V, which is low."""
        levels = ~sunk & HIGH & ~LIGHT
        driven = self.controller.drives
        return levels if driven is None else levels & (driven << 4 | 0x0F)

    def _put_out(self, port: int) -> None:
        self._spent_us += BYTE_US
        self.controller.lines(rs=bool(port & RS), rw=bool(port & RW), e=bool(port & E), data=port >> 4)
