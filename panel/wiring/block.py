"""A block: one device with everything between it and the header; and how its lines stand in the pin list."""

from collections.abc import Callable

import msgspec

from panel.wiring.colours import Colour
from panel.wiring.header import PLACE_OF, alias
from panel.wiring.pen import NORMAL, SMALL, Pen

WIDE = 194.0  # one of two columns of a sheet
WHOLE = 396.0  # across both
LOW, HIGH = "0 V", "3.3 V"

# Where things stand in a block of one column, from the header at the left to the device at the right.
TAG_END, BOARD, TERMINAL, DEVICE = 25.0, 36.0, 104.0, 128.0


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the header in use. ``rest``: the level while all is well and nothing happens."""

    gpio: int
    device: str
    terminal: str
    colour: Colour
    rest: str

    @property
    def place(self) -> int:
        """Its place on the header."""
        return PLACE_OF[self.gpio]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a sheet, ``high`` mm, drawn by a pen that stands at its upper left corner."""

    high: float
    draw: Callable[[Pen], None]
    uses: tuple[Use, ...] = ()
    wide: float = WIDE


def tag(pen: Pen, y: float, use: Use, until: float = BOARD) -> None:
    """A place of the header, its number in black, and the wire from it."""
    plate(pen, y, str(use.place), f"GPIO {use.gpio}", alias(use.gpio))
    pen.wire(use.colour, (TAG_END, y), (until, y))
    pen.text(TAG_END + 1, y - 1.2, use.colour.value, size=SMALL)


def plate(pen: Pen, y: float, place: str, name: str, other: str = "") -> None:
    """The place of the header itself."""
    pen.box(0, y - 3, 7, 6, fill="#222222")
    pen.text(3.5, y + 0.9, place or "USB", size=NORMAL, anchor="middle", bold=True, fill="#ffffff", most_mm=6)
    pen.box(7, y - 3, TAG_END - 7, 6, fill="#eef3ea")
    text, size = (f"{name} {other}", SMALL) if other else (name, NORMAL)
    pen.text(8, y + 0.9, text, size=size, most_mm=TAG_END - 9)


def interface(pen: Pen, top: float, high: float, left: float = BOARD, right: float = TERMINAL) -> None:
    """The paper behind what is soldered on the interface board."""
    pen.box(left, top, right - left, high, fill="#f4f1e6", line="#c9c2a4", ground=True)
