"""A pen: draws shapes relative to where it stands, and counts the parts that it draws."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from panel.wiring.colours import Colour
from panel.wiring.shapes import Box, Disc, Point, Shape, Stroke, Text, Wire, fitted, in_lines

SMALL, NORMAL, LARGE = 2.1, 2.5, 3.2


class Part(StrEnum):
    """Kinds of parts, in the order in which a list has them."""

    RESISTOR = "resistor"
    CAPACITOR = "capacitor"
    DIODE = "diode"
    SUPPRESSOR = "suppressor"
    LAMP = "lamp"
    TRANSISTOR = "transistor"
    RELAY = "relay"
    FUSE = "fuse"
    MODULE = "module"


class Pen:
    """All pens that came from one by ``moved`` draw on the same paper."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.parts: Counter[tuple[Part, str]] = Counter()
        self._x, self._y = 0.0, 0.0

    def moved(self, x: float, y: float) -> "Pen":
        """A pen whose origin lies there."""
        pen = Pen()
        pen.shapes, pen.parts = self.shapes, self.parts
        pen._x, pen._y = self._x + x, self._y + y
        return pen

    def part(self, kind: Part, value: str) -> None:
        """One more of these is to be bought."""
        self.parts[kind, value] += 1

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = NORMAL,
        anchor: str = "start",
        bold: bool = False,
        fill: str = "#111111",
        most_mm: float | None = None,
    ) -> None:
        """Words on a base line, never wider than ``most_mm``."""
        words = Text(x=self._x + x, y=self._y + y, text=text, size=size, anchor=anchor, bold=bold, fill=fill)
        self.shapes.append(words if most_mm is None else fitted(words, most_mm))

    def rows(self, x: float, y: float, texts: Sequence[str], most_mm: float) -> None:
        """What a device is, a line for each text, the first bold; closer together where one takes two lines."""
        lines = [
            (line, row == 0) for row, text in enumerate(texts) for line in in_lines(text, NORMAL, most_mm, row == 0)
        ]
        pitch = 5.0 if len(lines) == len(texts) else 14.0 / max(len(lines) - 1, 3)
        for place, (line, bold) in enumerate(lines):
            self.text(x, y + place * pitch, line, bold=bold, most_mm=most_mm)

    def wire(self, colour: Colour, *points: Point) -> None:
        """A wire along these points."""
        self.shapes.append(Wire(colour, self._placed(points)))

    def line(self, *points: Point, width: float = 0.3, dashed: bool = False, colour: str = "#333333") -> None:
        """A track, or a line of a symbol."""
        self.shapes.append(Stroke(points=self._placed(points), width=width, dashed=dashed, colour=colour))

    def area(self, *points: Point, fill: str = "#333333") -> None:
        """A filled polygon."""
        self.shapes.append(Stroke(points=self._placed(points), fill=fill, closed=True))

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str = "none",
        dashed: bool = False,
        line: str = "#333333",
        radius: float = 0.0,
        ground: bool = False,
    ) -> None:
        """A rectangle."""
        self.shapes.append(
            Box(
                x=self._x + x, y=self._y + y, w=w, h=h, fill=fill, dashed=dashed, line=line, radius=radius,
                ground=ground,
            )
        )  # fmt: skip

    def disc(self, x: float, y: float, r: float, fill: str = "none") -> None:
        """A circle."""
        self.shapes.append(Disc(x=self._x + x, y=self._y + y, r=r, fill=fill))

    def joint(self, x: float, y: float) -> None:
        """Where tracks that meet are joined."""
        self.disc(x, y, 0.55, "#333333")

    def terminal(self, x: float, y: float) -> None:
        """A screw terminal."""
        self.disc(x, y, 1.1, "#ffffff")

    def _placed(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((self._x + x, self._y + y) for x, y in points)
