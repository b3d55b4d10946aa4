"""What a drawing is made of, in millimetres, y downwards; and how much room a text takes.

Plain data, so that a test can ask whether two texts overlap or a wire runs through one, before anybody looks.
"""

import unicodedata

import msgspec

from panel.wiring.colours import Colour

Point = tuple[float, float]

# Advance widths of DejaVu Sans and its bold, in thousandths of the size, for the characters from space to tilde. It is
# the widest of the fonts that the drawing asks for (Verdana has the same widths), so no other can overflow.
_PLAIN = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
)  # fmt: skip
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    365, 712, 838,
)  # fmt: skip
_FIRST, _OTHER = 32, 1_100
ASCENT, DESCENT = 0.76, 0.24  # of the size, above and below the line that a text stands on
SHRINKS_A_LITTLE = 0.85
SHRINKS_TO = 0.75  # a text that is too long is set smaller, to this; after that it is squeezed


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """Words on a base line. ``squeezed_mm``: the width into which the viewer must press them, if they are too long."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    bold: bool = False
    fill: str = "#111111"
    squeezed_mm: float | None = None


class Wire(msgspec.Struct, frozen=True):
    """A wire with an insulation of some colour."""

    colour: Colour
    points: tuple[Point, ...]


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A thin line of a symbol, or of a printed track. ``fill``: of the area that it encloses."""

    points: tuple[Point, ...]
    width: float = 0.3
    dashed: bool = False
    fill: str = "none"
    closed: bool = False
    colour: str = "#333333"


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle. ``ground``: it only colours the paper, and what stands on it is not in its way."""

    x: float
    y: float
    w: float
    h: float
    fill: str = "none"
    dashed: bool = False
    line: str = "#333333"
    radius: float = 0.0
    ground: bool = False


class Disc(msgspec.Struct, frozen=True, kw_only=True):
    """A round terminal, a joint or a transistor's case."""

    x: float
    y: float
    r: float
    fill: str = "none"


Shape = Text | Wire | Stroke | Box | Disc
Bounds = tuple[float, float, float, float]  # left, top, right, bottom


def width_mm(text: str, size: float, bold: bool = False) -> float:
    """How wide a text becomes at most. A character beyond ASCII counts as its base letter, or as a wide one."""
    widths = _BOLD if bold else _PLAIN
    return sum(_advance(character, widths) for character in text) * size / 1_000


def _advance(character: str, widths: tuple[int, ...]) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    place = ord(base) - _FIRST
    return widths[place] if 0 <= place < len(widths) else _OTHER


def in_lines(text: str, size: float, most_mm: float, bold: bool = False) -> tuple[str, ...]:
    """The text in one line if it fits, a little smaller at most; else in two as even as they can be, cut at a space
    where that leaves both short enough."""
    if width_mm(text, size, bold) * SHRINKS_A_LITTLE <= most_mm:
        return (text,)

    def longer(place: int) -> float:
        return max(width_mm(text[:place], size, bold), width_mm(text[place:], size, bold))

    cut = min((place for place, character in enumerate(text) if character == " "), key=longer, default=0)
    if longer(cut) > most_mm:
        cut = min(range(1, len(text)), key=longer)
    return text[:cut].rstrip(), text[cut:].lstrip()


def fitted(text: Text, most_mm: float) -> Text:
    """The text, set smaller or squeezed until it is ``most_mm`` wide at most."""
    wide = width_mm(text.text, text.size, text.bold)
    if wide <= most_mm:
        return text
    size = int(text.size * max(SHRINKS_TO, most_mm / wide) * 100) / 100
    small = msgspec.structs.replace(text, size=size)
    if width_mm(text.text, size, text.bold) <= most_mm:
        return small
    return msgspec.structs.replace(small, squeezed_mm=round(most_mm, 2))


def bounds(text: Text) -> Bounds:
    """The rectangle that a text covers."""
    wide = text.squeezed_mm if text.squeezed_mm is not None else width_mm(text.text, text.size, text.bold)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, text.y - ASCENT * text.size, left + wide, text.y + DESCENT * text.size
