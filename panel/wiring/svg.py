"""Shapes as SVG text, by hand: a handful of elements, every word from outside escaped."""

from collections.abc import Iterable, Iterator

from panel.wiring.colours import CSS, Colour
from panel.wiring.shapes import Box, Disc, Point, Shape, Stroke, Text, Wire

WIRE_MM, CASE_MM = 0.62, 0.9  # the dark edge around a wire shows a white one on white paper
STYLE = "text{font-family:'DejaVu Sans',Verdana,sans-serif;white-space:pre}"
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def document(shapes: Iterable[Shape], wide: float, high: float, title: str) -> str:
    """The whole file; ``wide`` and ``high`` in millimetres."""
    size = f'width="{_n(wide)}mm" height="{_n(high)}mm" viewBox="0 0 {_n(wide)} {_n(high)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escaped(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{_n(wide)}" height="{_n(high)}" fill="#ffffff"/>',
        *(line for shape in shapes for line in _element(shape)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text that XML takes for text: its own signs escaped, what it forbids replaced."""
    return "".join(_ESCAPES.get(character, character if _allowed(ord(character)) else "\ufffd") for character in text)


def _allowed(code: int) -> bool:
    """XML 1.0, production 2. The marks that turn the reading direction round are left out besides: they would let a
    name rearrange what stands beside it."""
    turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return not turns and (0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF)


def _element(shape: Shape) -> Iterator[str]:
    match shape:
        case Text():
            yield _text(shape)
        case Wire():
            yield from _wire(shape)
        case Stroke():
            yield _stroke(shape)
        case Box():
            yield _box(shape)
        case Disc():
            place = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.r)}"'
            yield f'<circle {place} fill="{shape.fill}" stroke="#333333" stroke-width="0.3"/>'


def _text(text: Text) -> str:
    weight = ' font-weight="bold"' if text.bold else ""
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    length = "" if text.squeezed_mm is None else f' textLength="{_n(text.squeezed_mm)}" lengthAdjust="spacingAndGlyphs"'
    place = f'x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}" fill="{text.fill}"'
    return f"<text {place}{weight}{anchor}{length}>{escaped(text.text)}</text>"


def _wire(wire: Wire) -> Iterator[str]:
    points, common = _points(wire.points), 'fill="none" stroke-linejoin="round"'
    yield f'<polyline points="{points}" {common} stroke="#333333" stroke-width="{_n(CASE_MM)}"/>'
    yield f'<polyline points="{points}" {common} stroke="{CSS[wire.colour]}" stroke-width="{_n(WIRE_MM)}"/>'
    if wire.colour is Colour.EARTH:
        stripes = f'stroke="#f3d013" stroke-width="{_n(WIRE_MM)}" stroke-dasharray="1.2 1.2"'
        yield f'<polyline points="{points}" {common} {stripes}/>'


def _stroke(stroke: Stroke) -> str:
    dashes = ' stroke-dasharray="1.2 0.8"' if stroke.dashed else ""
    look = f'fill="{stroke.fill}" stroke="{stroke.colour}" stroke-width="{_n(stroke.width)}"{dashes}'
    return f'<{"polygon" if stroke.closed else "polyline"} points="{_points(stroke.points)}" {look}/>'


def _box(box: Box) -> str:
    dashes = ' stroke-dasharray="1.2 0.8"' if box.dashed else ""
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"'
    radius = f' rx="{_n(box.radius)}"' if box.radius else ""
    return f'<rect {place}{radius} fill="{box.fill}" stroke="{box.line}" stroke-width="0.3"{dashes}/>'


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """At most two decimals, and no zeros for show."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
