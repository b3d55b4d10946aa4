"""A 4x4 key matrix: which keys are down, as a pure decision over scans."""

from collections.abc import Iterable

KEYS = ("123A", "456B", "789C", "*0#D")
DEBOUNCE_MS = 20  # domed and rubber pads bounce for 5 to 15 ms
Cell = tuple[int, int]  # row, column


def key_at(cell: Cell) -> str:
    """The key printed at a row and column."""
    row, column = cell
    return KEYS[row][column]


def ghosted(cells: Iterable[Cell]) -> bool:
    """Whether three pressed keys may be making a fourth appear: two rows share two columns.

    Without a diode per key nobody can tell which three are real.
    """
    columns: dict[int, set[int]] = {}
    for row, column in cells:
        columns.setdefault(row, set()).add(column)
    rows = list(columns.values())
    return any(len(rows[i] & rows[j]) > 1 for i in range(len(rows)) for j in range(i))


class MatrixDecoder:
    """Turns scans into key presses: each exactly once, when it has been down for ``DEBOUNCE_MS``."""

    def __init__(self) -> None:
        self._since: dict[Cell, int] = {}  # cells in the last scan, and since when
        self._told: dict[Cell, int | None] = {}  # keys told and not up for good; since when they are gone

    @property
    def busy(self) -> bool:
        """Whether a key is down or settling, so that scans must follow quickly."""
        return bool(self._since or self._told)

    def resume(self, cells: frozenset[Cell], at_ms: int) -> None:
        """Takes the first scan after some that are missing: what is down in it went down nobody knows when, and is none
        of the presses that count."""
        self._since = dict.fromkeys(sorted(cells), at_ms)
        self._told = dict.fromkeys(cells)

    def scan(self, cells: frozenset[Cell], at_ms: int) -> list[Cell]:
        """Takes one scan; gives the cells newly pressed, in order of row and column.

        A cell that was there in the scan before and is gone in this one was down until now, for every
        change of a column brings a scan: so a tap shorter than two scans still counts.
        """
        pressed: list[Cell] = []
        if ghosted(cells):
            cells &= frozenset(self._told)  # nobody knows which of the others are real
        else:
            pressed = [cell for cell, since in sorted(self._since.items()) if self._is_press(cell, since, at_ms)]
        self._since = {cell: self._since.get(cell, at_ms) for cell in sorted(cells)}
        self._told.update(dict.fromkeys(pressed))
        self._told = {cell: self._gone_since(cell, cells, at_ms) for cell in self._told}
        # Bounce on letting go is no new press: a key is up when it stayed away for as long.
        self._told = {c: gone for c, gone in self._told.items() if gone is None or at_ms - gone < DEBOUNCE_MS}
        return pressed

    def _is_press(self, cell: Cell, since: int, at_ms: int) -> bool:
        return cell not in self._told and at_ms - since >= DEBOUNCE_MS

    def _gone_since(self, cell: Cell, cells: frozenset[Cell], at_ms: int) -> int | None:
        if cell in cells:
            return None
        gone = self._told[cell]
        return at_ms if gone is None else gone
