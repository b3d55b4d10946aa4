"""A matrix keypad on an I2C expander, looked at by errands in its bus's thread: a bus that hangs delays nobody.

At rest the port is read once every 40 ms, which costs the bus 0.2 ms; if a column is low the same errand scans. While
a key is down there is a scan every 20 ms. So a key that is down for 80 ms is in one scan at least, and counts with the
next as ``MatrixDecoder`` has it. With a line to the expander's INT the port is asked when that falls, and once a second
in case it did not.
"""

from collections.abc import Callable

import gpiozero
import msgspec

from drivers.bus.asking import Asking
from drivers.bus.errands import Answer
from drivers.bus.i2c import Bus
from drivers.errors import DriverError, LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.keypads.expander_matrix import ExpanderMatrix, Wiring
from drivers.keypads.matrix import Cell, MatrixDecoder, key_at
from drivers.keypads.pcf8574 import Pcf8574
from drivers.stamps import now_ms
from panel.config.keypads import KeypadConfig, column_bits, row_bits
from panel.ports import KeyPressed

REST_MS = 40
SCAN_MS = 20
BACK_STOP_MS = 1_000  # where INT is wired
FETCH_MS = 4  # a scan's transfers take 2.5 ms at 100 kHz
FAILED_MS = 250  # between looks at an expander that is not there
BAD_MAX = 3  # looks in a row that fail before it is a failure: one is a spark on the bus, or a finger in mid-scan


class Seen(msgspec.Struct, frozen=True):
    """What an errand saw, and when: its answer is fetched later."""

    cells: frozenset[Cell]
    at_ms: int


class ExpanderKeypad:
    """One keypad. Nothing on its bus is touched before the first poll."""

    def __init__(self, config: KeypadConfig, factory: gpiozero.Factory, bus: Bus, report: Report) -> None:
        assert config.i2c_bus is not None and config.address is not None, "the configuration has been checked"
        self.name = config.name
        self._bus_number, self._address = config.i2c_bus, config.address
        self._factory = factory
        self._report = report
        wiring = Wiring(row_bits(config), column_bits(config))
        self._matrix = ExpanderMatrix(Pcf8574(bus.wire, config.address), wiring, config.name)
        self._asking: Asking[Seen] = Asking(bus)
        self._health = Health(config.name, report)
        self._int = None if config.int_pin is None else Interrupt(config.name, config.int_pin, factory, self._woken)
        self._decoder = MatrixDecoder()
        self._resumes = True  # the next scan is the first, or the first after a failure
        self._bad = 0
        self._lost = False
        self._asked_ms: int | None = None
        self._next_ms: int | None = None
        self._polling = False

    def poll(self, at_ms: int) -> None:
        """Takes what the expander has answered and asks the next question when it is due. Never waits."""
        self._polling = True
        try:
            woken = self._int is not None and self._int.look()
            self._fetch(at_ms)
            if self._asking.idle and (self._due_ms() <= at_ms or (woken and not self._decoder.busy)):
                self._ask(at_ms)
                self._fetch(at_ms)
            self._judge_int(at_ms)
            self._next_ms = self._wanted_ms(at_ms)
        finally:
            self._polling = False

    def next_poll_ms(self) -> int | None:
        """When the next look is due, or an answer may be there; None when the back-stop is early enough."""
        return self._next_ms

    def close(self) -> None:
        """Lets go of INT's line. The rows stay low, as at rest."""
        if self._int is not None:
            self._int.close()

    def _woken(self) -> None:
        """INT fell. The edges of our own scans are no news: while a key is down there is a scan every 20 ms anyway."""
        if not self._polling and not self._decoder.busy:
            self.poll(now_ms(self._factory))

    # asking ---------------------------------------------------------------------------------------

    def _ask(self, at_ms: int) -> None:
        scan, matrix, factory = self._decoder.busy or self._bad > 0, self._matrix, self._factory
        self._asked_ms = at_ms
        self._asking.ask(lambda: Seen(matrix.pressed(scan=scan), now_ms(factory)), at_ms)

    def _due_ms(self) -> int:
        return 0 if self._asked_ms is None else self._asked_ms + self._pause_ms()

    def _pause_ms(self) -> int:
        if self._lost:
            return FAILED_MS
        if self._decoder.busy or self._bad:
            return SCAN_MS
        return BACK_STOP_MS if self._int is not None and self._int.works else REST_MS

    def _wanted_ms(self, at_ms: int) -> int | None:
        if self._lost:
            return None  # the back-stop is enough, and an errand that never ends would always be overdue
        pause_ms = self._pause_ms()
        if not self._asking.idle and pause_ms == BACK_STOP_MS:
            pause_ms = FETCH_MS  # otherwise an answer lies until the next look, which saves half of all awakenings
        assert self._asked_ms is not None, "the first poll asks"
        return max(self._asked_ms + pause_ms, at_ms + FETCH_MS)

    # what it said ---------------------------------------------------------------------------------

    def _fetch(self, at_ms: int) -> None:
        answer = self._asking.answer(at_ms)
        if answer is not None and answer.value is not None:
            self._bad, self._lost = 0, False
            if self._int is None or self._int.works:
                self._health.well_at(at_ms)
            self._seen(answer.value)
        elif answer is not None:
            self._failed(answer, at_ms)

    def _seen(self, seen: Seen) -> None:
        if self._resumes:
            self._decoder.resume(seen.cells, seen.at_ms)
            self._resumes = False
            return
        for cell in self._decoder.scan(seen.cells, seen.at_ms):
            self._report(KeyPressed(self.name, key_at(cell), seen.at_ms))

    def _failed(self, answer: Answer[Seen], at_ms: int) -> None:
        self._bad += 1
        if self._bad < BAD_MAX and self._asking.idle:  # not idle: the bus hangs, and has done so for two seconds
            return
        self._decoder, self._resumes, self._lost = MatrixDecoder(), True, True
        self._health.failed_at(self._words(answer.error), at_ms)

    def _words(self, error: Exception | None) -> str:
        if isinstance(error, DriverError):
            return str(error)
        return (
            f"{self.name}: the expander at I2C 0x{self._address:02X} does not answer: {error}; it should acknowledge "
            f"its address. Check its four wires and `i2cdetect -y {self._bus_number}`."
        )

    def _judge_int(self, at_ms: int) -> None:
        if self._int is not None and not self._int.works:
            self._health.failed_at(self._int.error, at_ms)


class Interrupt:
    """The line to an expander's INT, open drain: low says that there is news. ``fell`` is called on the edge.

    ``works``: it can be read. ``error``: why not.
    """

    def __init__(self, name: str, pin: int, factory: gpiozero.Factory, fell: Callable[[], None]) -> None:
        self._name, self._gpio, self._fell = name, pin, fell
        self._device = gpiozero.InputDevice(pin, pull_up=True, pin_factory=factory)
        self._watching = False
        self.error = ""

    @property
    def works(self) -> bool:
        """Whether the line could be read last."""
        return not self.error

    def look(self) -> bool:
        """Whether there is news, by the level: an edge may be lost."""
        try:
            with line_errors(self._name, self._gpio, "reading INT at"):
                if not self._watching:
                    self._device.pin.edges = "falling"
                    self._device.pin.when_changed = self._changed
                    self._watching = True
                low = not self._device.pin.state
        except LineFailedError as error:
            self.error = str(error)
            return False
        self.error = ""
        return low

    def close(self) -> None:
        """Lets go of the line."""
        self._device.close()

    def _changed(self, ticks: float, state: float) -> None:
        del ticks
        if not state:
            self._fell()
