"""What a drawing's shapes look like to somebody who has to read them: does anything lie over a text?"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from panel.wiring.block import Block
from panel.wiring.pen import Pen
from panel.wiring.shapes import Bounds, Box, Point, Shape, Stroke, Text, Wire, bounds

SLACK_MM = 0.05
PLATES = frozenset({"#222222", "#eef3ea"})  # a header's place is a plate with its words on it


def drawn(draw: Callable[[Pen], None]) -> Pen:
    """The pen after it has drawn."""
    pen = Pen()
    draw(pen)
    return pen


def of_blocks(blocks: Sequence[Block]) -> list[Pen]:
    """Each block by itself."""
    return [drawn(block.draw) for block in blocks]


def words(pen: Pen) -> list[str]:
    """What is written, in the order in which it is."""
    return [shape.text for shape in pen.shapes if isinstance(shape, Text)]


def wires(pen: Pen) -> list[tuple[str, Point, Point]]:
    """Colour, beginning and end of each wire."""
    return [(shape.colour.value, shape.points[0], shape.points[-1]) for shape in pen.shapes if isinstance(shape, Wire)]


def collisions(shapes: Sequence[Shape]) -> list[str]:
    """Texts that lie over each other, and lines through texts."""
    texts = [(text, bounds(text)) for text in shapes if isinstance(text, Text)]
    found = [f"{a.text!r} over {b.text!r}" for (a, one), (b, two) in combinations(texts, 2) if _overlap(one, two)]
    for shape in shapes:
        for start, end in _segments(shape):
            found += [f"a line through {text.text!r}" for text, where in texts if _crosses(start, end, where)]
    return found


def beyond(shapes: Sequence[Shape], wide: float, high: float) -> list[str]:
    """Texts that leave the paper."""
    texts = [(text.text, bounds(text)) for text in shapes if isinstance(text, Text)]
    return [text for text, (left, top, right, bottom) in texts if left < 0 or top < 0 or right > wide or bottom > high]


def _overlap(one: Bounds, two: Bounds) -> bool:
    across = one[0] < two[2] - SLACK_MM and two[0] < one[2] - SLACK_MM
    return across and one[1] < two[3] - SLACK_MM and two[1] < one[3] - SLACK_MM


def _segments(shape: Shape) -> Iterator[tuple[Point, Point]]:
    if isinstance(shape, Wire | Stroke):
        yield from pairwise(shape.points)
    elif isinstance(shape, Box) and not shape.ground and shape.fill not in PLATES:
        x, y, right, bottom = shape.x, shape.y, shape.x + shape.w, shape.y + shape.h
        yield from pairwise(((x, y), (right, y), (right, bottom), (x, bottom), (x, y)))


def _crosses(start: Point, end: Point, where: Bounds) -> bool:
    """Liang and Barsky's way to cut a line with a rectangle."""
    left, top, right, bottom = where
    dx, dy = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    sides = (
        (-dx, start[0] - left - SLACK_MM),
        (dx, right - SLACK_MM - start[0]),
        (-dy, start[1] - top - SLACK_MM),
        (dy, bottom - SLACK_MM - start[1]),
    )
    for towards, room in sides:
        if towards == 0:
            if room < 0:
                return False
        elif towards < 0:
            first = max(first, room / towards)
        else:
            last = min(last, room / towards)
    return first <= last
