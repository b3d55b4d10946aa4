"""A matrix keypad on eight lines: rows driven, columns read with pull-ups.

At rest all rows are driven low, so that any key pulls its column low and brings an edge; only then are
the rows driven one by one. A row not driven is an input, never driven high: two keys in one column
would join a high row to a low one.
"""

import gpiozero

from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.keypads.matrix import Cell, MatrixDecoder, key_at
from drivers.stamps import stamp_ms
from panel.config.model import KeypadConfig
from panel.ports import KeyPressed

SCAN_MS = 20


class MatrixKeypad:
    """Scans when a column moves and every ``SCAN_MS`` while a key is down."""

    def __init__(self, config: KeypadConfig, factory: gpiozero.Factory, report: Report) -> None:
        self.name = config.name
        self._first_gpio = config.rows[0]
        self._watching = False
        self._at_rest = True  # all rows driven low
        self._factory = factory
        self._report = report
        self._health = Health(config.name, report)
        self._decoder = MatrixDecoder()
        self._scanned_ms = 0
        self._scanning = False
        self._low_at_rest: list[int] = []  # the columns that are low between scans, by the keys last seen
        self._rows = [gpiozero.OutputDevice(pin, initial_value=False, pin_factory=factory) for pin in config.rows]
        self._columns = [gpiozero.InputDevice(pin, pull_up=True, pin_factory=factory) for pin in config.columns]

    def poll(self, at_ms: int) -> None:
        """Scans if a key is down; at rest it reads the columns only."""
        try:
            with line_errors(self.name, self._first_gpio, "scanning from"):
                self._watch()
                if self._wants_scan():
                    self._scan(at_ms)
        except LineFailedError as error:
            self._health.failed_at(str(error), at_ms)
        else:
            self._health.well_at(at_ms)

    def next_poll_ms(self) -> int | None:
        """When the next scan is due, while a key is down."""
        # Not while failed: its scans do not end, and the next would always be overdue.
        return self._scanned_ms + SCAN_MS if self._decoder.busy and not self._health.failed else None

    def close(self) -> None:
        """Lets go of the lines. The rows stay low, as at rest: a line driven by nobody is no safer."""
        for line in (*self._rows, *self._columns):
            line.close()

    def _watch(self) -> None:
        if self._watching:
            return
        for column in self._columns:
            column.pin.edges = "both"
            column.pin.when_changed = self._moved
        self._watching = True

    def _moved(self, ticks: float, state: float) -> None:
        del state
        if self._scanning:
            return
        at_ms = max(stamp_ms(self._factory, ticks), self._scanned_ms)
        try:
            with line_errors(self.name, self._first_gpio, "scanning from"):
                # A scan moves the columns of pressed keys, and its edges come later: to answer each with
                # a scan would never end. They leave the columns as the scan found them; a finger does not.
                if self._low_columns() != self._low_at_rest:
                    self._scan(at_ms)
        except LineFailedError as error:
            self._health.failed_at(str(error), at_ms)

    def _wants_scan(self) -> bool:
        return not self._at_rest or self._decoder.busy or bool(self._low_columns())

    def _scan(self, at_ms: int) -> None:
        self._scanning = True
        try:
            cells = self._read_cells()
        finally:
            self._scanning = False
        self._low_at_rest = sorted({column for _, column in cells})
        self._scanned_ms = at_ms
        for cell in self._decoder.scan(cells, at_ms):
            self._report(KeyPressed(self.name, key_at(cell), at_ms))

    def _read_cells(self) -> frozenset[Cell]:
        self._at_rest = False  # stays so if a line fails half-way: the next poll scans, and puts them to rest
        for row in self._rows:
            row.pin.input_with_pull("up")
        shorted = self._low_columns()
        cells: set[Cell] = set()
        for r, row in enumerate(self._rows):
            row.pin.output_with_state(0)
            cells.update((r, c) for c in self._low_columns())
            row.pin.input_with_pull("up")
        for row in self._rows:
            row.pin.output_with_state(0)
        self._at_rest = True
        if shorted:
            self._refuse(shorted)
        return frozenset(cells)

    def _low_columns(self) -> list[int]:
        return [c for c, column in enumerate(self._columns) if not column.pin.state]

    def _refuse(self, shorted: list[int]) -> None:
        # With no row driven nothing but a short holds a column low; it would look like four keys at once.
        pins = ", ".join(repr(self._columns[c].pin) for c in shorted)
        raise LineFailedError(
            f"{self.name}: column {pins} is low with no row driven; it should be high. "
            f"Look for a short to ground or to a neighbour on that column."
        )
