"""A text display on an I2C bus, written by errands in the bus's thread: nobody waits for it, and it detains nobody.

An errand writes one row at most, 9 ms of the bus, and only from the first to the last character that differs. Waits
lie between errands, when the bus is everybody's. Before each piece, and once a second, the expander's lines RW and E
are read: they are low unless it lost its supply, and then the display has too. Once a minute everything is sent again,
beginning with what brings the two into step: a disturbed display would show nonsense for ever.
"""

from collections import deque
from collections.abc import Callable

from drivers.bus.asking import Asking
from drivers.bus.errands import Answer
from drivers.bus.i2c import Bus
from drivers.displays import hd44780
from drivers.errors import DriverError, ExpanderError
from drivers.health import Health, Report
from drivers.keypads.pcf8574 import Pcf8574
from panel.config.keypads import DisplayConfig

CHECK_MS = 1_000
REFRESH_MS = 60_000
FETCH_MS = 10  # a row's errand takes 9 ms
AGAIN_MS = 100  # after an error
FAILED_MS = 1_000  # while it is failed
BAD_MAX = 3  # in a row: one is a spark on the bus


class TextDisplay:
    """One display. Nothing is touched before the first poll."""

    def __init__(self, config: DisplayConfig, bus: Bus, report: Report) -> None:
        self.name = config.name
        self._bus_number, self._address = config.i2c_bus, config.address
        self._rows, self._columns = config.size.rows, config.size.columns
        self._chip = Pcf8574(bus.wire, config.address)
        self._asking: Asking[None] = Asking(bus)
        self._health = Health(config.name, report)
        self._lines: tuple[str, ...] = ()
        self._wanted = (b" " * self._columns,) * self._rows
        self._shown: list[bytes | None] = [None] * self._rows
        self._lit, self._lit_shown = False, False
        self._steps: deque[hd44780.Step] = deque(hd44780.beginning(self._lit, fresh=True))
        self._done: Callable[[], None] = lambda: None
        self._free_ms, self._checked_ms = 0, 0
        self._refreshed_ms: int | None = None
        self._bad = 0
        self._lost = False
        self._at_ms = 0

    def show(self, lines: tuple[str, ...], lit: bool) -> None:
        """What shall be read on it from now on, and whether its light is on. Rows that are not given are blank."""
        self._lit = lit
        if lines == self._lines:
            return
        self._lines = lines
        filled = (*lines, *("",) * self._rows)[: self._rows]
        self._wanted = tuple(hd44780.codes(line, self._columns) for line in filled)

    def poll(self, at_ms: int) -> None:
        """Takes what has been done and has the next piece done. Never waits."""
        self._at_ms = at_ms
        self._fetch(at_ms)
        if self._asking.idle and at_ms >= self._free_ms:
            self._next(at_ms)
            self._fetch(at_ms)

    def next_poll_ms(self) -> int | None:
        """When the next piece is due; None when the back-stop is early enough."""
        if self._lost:
            return None
        if not self._asking.idle:
            return self._at_ms + FETCH_MS
        if self._steps or self._changed() is not None or self._lit is not self._lit_shown:
            return max(self._free_ms, self._at_ms)
        return None

    # one piece after the other ---------------------------------------------------------------------

    def _next(self, at_ms: int) -> None:
        if self._refreshed_ms is not None and at_ms - self._refreshed_ms >= REFRESH_MS:
            self._begin(fresh=False)
            self._refreshed_ms = at_ms
        row = self._changed()
        if self._steps:
            self._ask(self._steps[0].transfers, self._stepped, at_ms)
        elif row is not None:
            self._write(row, at_ms)
        elif self._lit is not self._lit_shown:
            lit = self._lit
            self._ask((hd44780.at_rest(lit),), lambda: self._switched(lit), at_ms)
        elif at_ms - self._checked_ms >= CHECK_MS:
            self._ask((), lambda: None, at_ms)

    def _changed(self) -> int | None:
        """The first row that is not as it shall be."""
        return next((row for row in range(self._rows) if self._shown[row] != self._wanted[row]), None)

    def _write(self, row: int, at_ms: int) -> None:
        was, cells, lit = self._shown[row], self._wanted[row], self._lit
        first, last = _differing(was, cells)
        transfers = hd44780.row_transfers(row, self._rows, first, cells[first:last], lit)
        self._ask(transfers, lambda: self._written(row, cells, lit), at_ms)

    def _ask(self, transfers: tuple[bytes, ...], done: Callable[[], None], at_ms: int) -> None:
        chip, checks, name = self._chip, not self._is_first(), self.name

        def send() -> None:
            if checks and chip.read() & hd44780.QUIET:
                raise ExpanderError(
                    f"{name}: the expander's lines RW and E do not stay low; they should. Look for a weak supply, "
                    "and for another chip at its address."
                )
            for transfer in transfers:
                chip.write(*transfer)

        self._done, self._checked_ms = done, at_ms
        self._asking.ask(send, at_ms)

    def _is_first(self) -> bool:
        """Whether the next piece is for a display that may just have got its supply."""
        return bool(self._steps) and self._steps[0].fresh

    def _stepped(self) -> None:
        self._free_ms = self._at_ms + self._steps.popleft().wait_ms
        if not self._steps and self._refreshed_ms is None:
            self._refreshed_ms = self._at_ms

    def _written(self, row: int, cells: bytes, lit: bool) -> None:
        self._shown[row] = cells
        self._lit_shown = lit

    def _switched(self, lit: bool) -> None:
        self._lit_shown = lit

    def _begin(self, *, fresh: bool) -> None:
        self._steps = deque(hd44780.beginning(self._lit, fresh=fresh))
        self._shown = [None] * self._rows
        self._lit_shown = self._lit

    # how it went -----------------------------------------------------------------------------------

    def _fetch(self, at_ms: int) -> None:
        answer = self._asking.answer(at_ms)
        if answer is None:
            return
        if answer.error is not None:
            self._failed(answer, at_ms)
            return
        self._lost = False
        if not self._steps:  # it has just been read, and is as it shall be
            self._bad = 0
            self._health.well_at(at_ms)
        done, self._done = self._done, lambda: None
        done()

    def _failed(self, answer: Answer[None], at_ms: int) -> None:
        self._bad += 1
        self._done = lambda: None  # of an errand that hangs: whatever comes of it later, the display begins anew
        self._begin(fresh=True)
        self._refreshed_ms = None
        self._lost = self._bad >= BAD_MAX or not self._asking.idle
        if self._lost:
            self._health.failed_at(self._words(answer.error), at_ms)
        self._free_ms = at_ms + (FAILED_MS if self._lost else AGAIN_MS)

    def _words(self, error: Exception | None) -> str:
        if isinstance(error, DriverError):
            return str(error)
        return (
            f"{self.name}: the display at I2C 0x{self._address:02X} does not answer: {error}; it should acknowledge "
            f"its address. Check its four wires and `i2cdetect -y {self._bus_number}`."
        )


def _differing(was: bytes | None, cells: bytes) -> tuple[int, int]:
    """From the first to behind the last cell that differs."""
    if was is None:
        return 0, len(cells)
    places = [place for place, (old, new) in enumerate(zip(was, cells, strict=True)) if old != new]
    return places[0], places[-1] + 1
