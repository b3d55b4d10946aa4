"""A 4x4 matrix on an expander's pins: a pressed key joins its row with its column, and nothing else does."""

from hw_sim.i2c.pcf8574 import HIGH, Pcf8574Chip

PRINTED = ("123A", "456B", "789C", "*0#D")


class Keys:
    """``rows`` and ``columns``: the pins on which they hang. ``chip``: tells whom to ask when a key has moved.

    ``grounded``: pins that a fault holds low, whatever the chip does.
    """

    def __init__(self, rows: tuple[int, ...] = (0, 1, 2, 3), columns: tuple[int, ...] = (4, 5, 6, 7)) -> None:
        self._rows, self._columns = rows, columns
        self._down: set[tuple[int, int]] = set()
        self._grounded = 0
        self.chip = Pcf8574Chip(self)

    def press(self, key: str) -> None:
        """A finger goes down on a key. Raises ValueError for one that is not there."""
        row, column = _place(key)
        self.move(row, column, True)

    def release(self, key: str) -> None:
        """And up again."""
        row, column = _place(key)
        self.move(row, column, False)

    def move(self, row: int, column: int, down: bool) -> None:
        """The same by place."""
        (self._down.add if down else self._down.discard)((self._rows[row], self._columns[column]))
        self.chip.settle()

    def ground(self, *pins: int) -> None:
        """From now on these pins are shorted to ground, and no others."""
        self._grounded = sum(1 << pin for pin in pins)
        self.chip.settle()

    def levels(self, sunk: int) -> int:
        """A pin is low if the chip, or a fault, sinks any pin that pressed keys join with it."""
        low = sunk | self._grounded
        for _ in range(8):  # each round reaches one key further
            for row, column in self._down:
                if low & (1 << row | 1 << column):
                    low |= 1 << row | 1 << column
        return ~low & HIGH


def _place(key: str) -> tuple[int, int]:
    for row, keys in enumerate(PRINTED):
        if len(key) == 1 and key in keys:
            return row, keys.index(key)
    raise ValueError(f"no key {key!r} on the keypad; it has {' '.join(''.join(PRINTED))}")
