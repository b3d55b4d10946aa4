"""A matrix keypad on eight lines: rows driven, columns read with pull-ups.

At rest all rows are driven low, so that any key pulls its column low and brings an edge; only then are
the rows driven one by one. A row not driven is an input, never driven high: two keys in one column
would join a high row to a low one.
"""

import math

import gpiozero

from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.matrix import Cell, MatrixDecoder, key_at
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
        self._factory = factory
        self._report = report
        self._health = Health(config.name, report)
        self._decoder = MatrixDecoder()
        self._scanned_ms = 0
        self._scan_from = self._scan_to = 0.0
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
        return self._scanned_ms + SCAN_MS if self._decoder.busy else None

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
        if self._scan_from <= ticks <= self._scan_to:
            return  # the scan itself moved the column; to answer that with a scan would never end
        at_ms = stamp_ms(self._factory, ticks)
        try:
            with line_errors(self.name, self._first_gpio, "scanning from"):
                self._scan(max(at_ms, self._scanned_ms))
        except LineFailedError as error:
            self._health.failed_at(str(error), at_ms)

    def _wants_scan(self) -> bool:
        return self._decoder.busy or any(not column.pin.state for column in self._columns)

    def _scan(self, at_ms: int) -> None:
        self._scan_from, self._scan_to = self._factory.ticks(), math.inf
        try:
            cells = self._read_cells()
        finally:
            self._scan_to = self._factory.ticks()
        self._scanned_ms = at_ms
        for cell in self._decoder.scan(cells, at_ms):
            self._report(KeyPressed(self.name, key_at(cell), at_ms))

    def _read_cells(self) -> frozenset[Cell]:
        cells: set[Cell] = set()
        for row in self._rows:
            row.pin.input_with_pull("up")
        self._refuse_shorted_columns()
        for r, row in enumerate(self._rows):
            row.pin.output_with_state(0)
            cells.update((r, c) for c, column in enumerate(self._columns) if not column.pin.state)
            row.pin.input_with_pull("up")
        for row in self._rows:
            row.pin.output_with_state(0)
        return frozenset(cells)

    def _refuse_shorted_columns(self) -> None:
        # With no row driven nothing but a short holds a column low; it would look like four keys at once.
        for column in self._columns:
            if not column.pin.state:
                for row in self._rows:
                    row.pin.output_with_state(0)
                raise LineFailedError(
                    f"{self.name}: column {column.pin!r} is low with no row driven; it should be high. "
                    f"Look for a short to ground or to a neighbour on that column."
                )
