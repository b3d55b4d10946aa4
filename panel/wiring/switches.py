"""Symbols of what switches: transistors, relays, contacts."""

from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.shapes import Point
from panel.wiring.symbols import diode_up, ground, rail, resistor, resistor_down

NPN, FLYBACK = "BC337-40", "1N4007"
BASE, PULL_OFF = "1 kΩ", "10 kΩ"
RELAY = "12 V ≤ 60 mA, 1 × ≥ 5 A"


def transistor(pen: Pen, x: float, y: float, kind: str = NPN) -> tuple[Point, Point]:
    """An NPN transistor, its base at (x, y), its type at the right; where its collector and its emitter end."""
    pen.part(Part.TRANSISTOR, kind)
    pen.disc(x + 4.5, y, 4.2, "#ffffff")
    pen.line((x, y), (x + 3, y))
    pen.line((x + 3, y - 2.4), (x + 3, y + 2.4), width=0.7)
    pen.line((x + 3, y - 1), (x + 6, y - 3), (x + 6, y - 6))
    pen.line((x + 3, y + 1), (x + 6, y + 3), (x + 6, y + 6))
    pen.area((x + 6, y + 3), (x + 4.5, y + 2.7), (x + 5.2, y + 1.7))
    pen.text(x + 9.4, y + 0.8, kind, size=SMALL)
    return (x + 6, y - 6), (x + 6, y + 6)


def driver(pen: Pen, x: float, y: float, base: str = BASE, kind: str = NPN) -> Point:
    """A line that switches something to ground: base resistor, one that keeps it off, transistor. Where its collector
    is."""
    end, _ = resistor(pen, x, y, base)
    pen.line((end, y), (end + 14, y))
    pen.joint(end + 3, y)
    ground(pen, *resistor_down(pen, end + 3, y, PULL_OFF))
    collector, emitter = transistor(pen, end + 14, y, kind)
    ground(pen, *emitter)
    return collector


def coil(pen: Pen, at: Point, name: str, fuse_name: str) -> None:
    """A relay's coil between 12 V and the collector ``at``, with the diode that takes up what it gives back."""
    x, y = at
    pen.part(Part.RELAY, RELAY)
    pen.line((x, y), (x, y - 3))
    pen.joint(x, y - 2)
    pen.box(x - 4, y - 8, 8, 5, fill="#ffffff")
    pen.line((x - 1.6, y - 3), (x + 1.6, y - 8))
    pen.line((x, y - 8), (x, y - 11))
    pen.joint(x, y - 10)
    pen.line((x, y - 2), (x + 9, y - 2))
    diode_up(pen, x + 9, y - 2, 8, FLYBACK)
    pen.line((x + 9, y - 10), (x, y - 10))
    pen.text(x - 5, y - 4.7, name, size=SMALL, anchor="end", bold=True)
    rail(pen, x, y - 11, "12 V", fuse_name)


def contact(pen: Pen, x: float, y: float, closed: bool, name: str = "") -> Point:
    """A contact lying in a line, as it is at rest; its name above."""
    pen.line((x, y), (x + 3, y))
    pen.line((x + 7, y), (x + 10, y))
    pen.line((x + 3, y), (x + 7.4, y - 1.0 if closed else y - 2.4), width=0.5)
    if closed:
        pen.line((x + 7, y), (x + 7, y - 1.6))
    if name:
        pen.text(x + 5, y - 3.6, name, size=SMALL, anchor="middle")
    return x + 10, y


def contact_down(pen: Pen, x: float, y: float, high: float, closed: bool) -> Point:
    """A contact standing in a line ``high`` mm long, as it is at rest."""
    top, bottom = y + high / 2 - 2, y + high / 2 + 2
    pen.line((x, y), (x, top))
    pen.line((x, bottom), (x, y + high))
    pen.line((x, bottom), (x + (1.0 if closed else 2.4), top - 0.4), width=0.5)
    if closed:
        pen.line((x, top), (x + 1.6, top))
    return x, y + high


def changeover_left(pen: Pen, x: float, y: float, name: str) -> tuple[Point, Point]:
    """A change-over contact that opens to the left, its common at (x, y): where the one closed at rest ends, above, and
    the other, below."""
    pen.line((x, y), (x - 3, y))
    pen.line((x - 3, y), (x - 7.4, y - 3.4), width=0.5)
    pen.line((x - 7, y - 3), (x - 10, y - 3))
    pen.line((x - 7, y + 3), (x - 10, y + 3))
    pen.line((x - 7, y - 3), (x - 7, y - 4.2))
    pen.text(x - 4, y - 5.4, name, size=SMALL, anchor="middle", bold=True)
    return (x - 10, y - 3), (x - 10, y + 3)
