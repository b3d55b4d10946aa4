"""Symbols of passive parts and supplies, as IEC 60617 draws them. Each begins at (x, y) and says where it ends."""

from panel.wiring.colours import CSS, GROUND, V3, V5, V12, Colour
from panel.wiring.pen import NORMAL, SMALL, Part, Pen
from panel.wiring.shapes import Point

LONG = 10.0  # a part from end to end
RAIL_3, RAIL_5, RAIL_12 = "3.3 V", "5 V", "12 V"
_RAILS = {RAIL_3: V3, RAIL_5: V5, RAIL_12: V12}


def resistor(pen: Pen, x: float, y: float, value: str) -> Point:
    """Lying; its value above."""
    pen.part(Part.RESISTOR, f"{value} 0.25 W")
    pen.line((x, y), (x + 1.5, y))
    pen.box(x + 1.5, y - 1.5, LONG - 3, 3, fill="#ffffff")
    pen.line((x + LONG - 1.5, y), (x + LONG, y))
    pen.text(x + LONG / 2, y - 2.4, value, size=SMALL, anchor="middle")
    return x + LONG, y


def resistor_down(pen: Pen, x: float, y: float, value: str, watts: str = "0.25 W") -> Point:
    """Standing, downwards; its value at the right."""
    pen.part(Part.RESISTOR, f"{value} {watts}")
    pen.line((x, y), (x, y + 1))
    pen.box(x - 1.5, y + 1, 3, 6, fill="#ffffff")
    pen.line((x, y + 7), (x, y + 8))
    pen.text(x + 2.3, y + 4.7, value, size=SMALL)
    return x, y + 8


def capacitor_down(pen: Pen, x: float, y: float, value: str) -> Point:
    """Standing; its value at the right."""
    pen.part(Part.CAPACITOR, f"{value} 50 V")
    pen.line((x, y), (x, y + 3.4))
    pen.line((x - 2.2, y + 3.4), (x + 2.2, y + 3.4), width=0.6)
    pen.line((x - 2.2, y + 4.6), (x + 2.2, y + 4.6), width=0.6)
    pen.line((x, y + 4.6), (x, y + 8))
    pen.text(x + 2.8, y + 4.8, value, size=SMALL)
    return x, y + 8


def tvs_down(pen: Pen, x: float, y: float, value: str) -> Point:
    """A suppressor diode to ground, its cathode at the line above; its type at the right."""
    pen.part(Part.SUPPRESSOR, value)
    pen.line((x, y), (x, y + 8))
    pen.area((x, y + 2.6), (x - 1.8, y + 5.6), (x + 1.8, y + 5.6))
    pen.line((x - 2.6, y + 1.8), (x - 1.8, y + 2.6), (x + 1.8, y + 2.6), (x + 2.6, y + 3.4), width=0.5)
    pen.text(x + 3.0, y + 4.8, value, size=SMALL)
    return x, y + 8


def diode_up(pen: Pen, x: float, y: float, high: float, value: str) -> Point:
    """A diode whose current may flow upwards, in a track ``high`` mm long; its type at the right."""
    pen.part(Part.DIODE, value)
    middle = y - high / 2
    pen.line((x, y), (x, y - high))
    pen.area((x, middle - 1.5), (x - 1.8, middle + 1.5), (x + 1.8, middle + 1.5))
    pen.line((x - 1.8, middle - 1.5), (x + 1.8, middle - 1.5), width=0.6)
    pen.text(x + 2.8, middle + 0.8, value, size=SMALL)
    return x, y - high


def diode_left(pen: Pen, x: float, y: float, wide: float, value: str) -> Point:
    """A diode whose current may flow to the left, in a track ``wide`` mm long; its type above."""
    pen.part(Part.DIODE, value)
    middle = x - wide / 2
    pen.line((x, y), (x - wide, y))
    pen.area((middle - 1.5, y), (middle + 1.5, y - 1.8), (middle + 1.5, y + 1.8))
    pen.line((middle - 1.5, y - 1.8), (middle - 1.5, y + 1.8), width=0.6)
    pen.text(middle, y - 2.6, value, size=SMALL, anchor="middle")
    return x - wide, y


def diode_right(pen: Pen, x: float, y: float, wide: float, value: str) -> Point:
    """A diode whose current may flow to the right, in a track ``wide`` mm long; its type above."""
    pen.part(Part.DIODE, value)
    middle = x + wide / 2
    pen.line((x, y), (x + wide, y))
    pen.area((middle + 1.5, y), (middle - 1.5, y - 1.8), (middle - 1.5, y + 1.8))
    pen.line((middle + 1.5, y - 1.8), (middle + 1.5, y + 1.8), width=0.6)
    pen.text(middle, y - 2.6, value, size=SMALL, anchor="middle")
    return x + wide, y


def lamp_down(pen: Pen, x: float, y: float, high: float, flows_down: bool) -> Point:
    """A light-emitting diode in a track ``high`` mm long, its arrows to the right."""
    middle, tip = y + high / 2, 1.5 if flows_down else -1.5
    pen.line((x, y), (x, y + high))
    pen.area((x, middle + tip), (x - 1.8, middle - tip), (x + 1.8, middle - tip), fill="#ffffff")
    pen.line((x - 1.8, middle + tip), (x + 1.8, middle + tip), width=0.6)
    for step in (0.0, 1.4):
        pen.line((x + 2.2, middle - 0.4 + step), (x + 4.2, middle - 2.0 + step))
        pen.area(
            (x + 4.4, middle - 2.2 + step), (x + 3.5, middle - 2.1 + step), (x + 4.1, middle - 1.3 + step)
        )  # fmt: skip
    return x, y + high


def fuse(pen: Pen, x: float, y: float, name: str, value: str) -> Point:
    """Lying; its name and value above."""
    pen.part(Part.FUSE, value)
    pen.line((x, y), (x + LONG, y))
    pen.box(x + 1.5, y - 1.5, LONG - 3, 3)
    pen.text(x + LONG / 2, y - 2.4, f"{name} {value}", size=SMALL, anchor="middle")
    return x + LONG, y


def ground(pen: Pen, x: float, y: float) -> None:
    """The 0 V bar, below (x, y)."""
    pen.line((x, y), (x, y + 1.6), colour=CSS[GROUND], width=0.4)
    for step, half in enumerate((2.2, 1.4, 0.6)):
        pen.line((x - half, y + 1.6 + step * 0.8), (x + half, y + 1.6 + step * 0.8), width=0.4)


def rail(pen: Pen, x: float, y: float, volts: str, fuse_name: str = "") -> None:
    """A supply, above (x, y): a bar in its colour with its name over it."""
    colour: Colour = _RAILS[volts]
    pen.line((x, y), (x, y - 2.4), colour=CSS[colour], width=0.5)
    pen.line((x - 2.4, y - 2.4), (x + 2.4, y - 2.4), colour=CSS[colour], width=1.0)
    pen.text(x, y - 3.6, f"{volts} {fuse_name}".rstrip(), size=SMALL, anchor="middle", bold=True)


def part_box(pen: Pen, x: float, y: float, w: float, h: float, title: str) -> None:
    """A bought module or device: a box with its name in its first line."""
    pen.box(x, y, w, h, fill="#ffffff", radius=1.0)
    pen.text(x + 2, y + 3.6, title, size=NORMAL, bold=True, most_mm=w - 4)
