"""Blocks onto A3 sheets: a heading for each group, its blocks in two columns where they are narrow, its notes below."""

from collections.abc import Iterator, Sequence

import msgspec

from panel.wiring.block import WHOLE, Block
from panel.wiring.pen import LARGE, NORMAL, Pen

SHEET_WIDE, SHEET_HIGH = 420.0, 297.0  # A3, ISO 216
LEFT, TOP, BOTTOM = 12.0, 10.0, 280.0
COLUMN = 202.0  # from the first to the second
HEADING = 13.0

Placed = tuple[float, float, Block]


class Section(msgspec.Struct, frozen=True):
    """A group of blocks that belong together, and what is said below them."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """What stands at the foot of every sheet."""

    panel: str
    number: str
    digest: str


def laid_out(sections: Sequence[Section]) -> list[tuple[Placed, ...]]:
    """The blocks of each sheet with their upper left corners. A section that fits under the one before it stays on its
    sheet; one that does not begins another, and goes on over as many as it needs."""
    sheets: list[list[Placed]] = [[]]
    used = TOP
    for section in sections:
        parts = list(_parts(section))
        high = sum(part.high for part in parts)
        if used > TOP and used + high > BOTTOM:
            sheets.append([])
            used = TOP
        for part in parts:
            if used + part.high > BOTTOM:
                sheets.append([])
                used = TOP
            sheets[-1] += [(x, used + y, block) for x, y, block in part.placed]
            used += part.high
    return [tuple(sheet) for sheet in sheets]


class _Part(msgspec.Struct, frozen=True):
    """What is never parted: as much of a section as a sheet can hold."""

    high: float
    placed: tuple[Placed, ...]


def _parts(section: Section) -> Iterator[_Part]:
    room = BOTTOM - TOP - HEADING - sum(note.high for note in section.notes)
    rest = section.blocks
    while rest:
        taken, high, placed = _taken(rest, room)
        assert taken, "a block is no higher than a sheet"
        rest = rest[taken:]
        yield _framed(section, high, placed)


def _framed(section: Section, high: float, placed: list[Placed]) -> _Part:
    heading = Block(high=HEADING, draw=lambda pen: _heading(pen, section.title), wide=WHOLE)
    everything = [(LEFT, 0.0, heading), *((x, y + HEADING, block) for x, y, block in placed)]
    foot = HEADING + high
    for note in section.notes:
        everything.append((LEFT, foot, note))
        foot += note.high
    return _Part(foot + 5, tuple(everything))


def _heading(pen: Pen, title: str) -> None:
    pen.text(0, 8, title, size=4.6, bold=True)
    pen.line((0, 10), (WHOLE, 10), width=0.5)


def _taken(blocks: Sequence[Block], room: float) -> tuple[int, float, list[Placed]]:
    """As many of the first blocks as there is room for, how high they are together, and where each stands."""
    taken, high, placed = 0, 0.0, []
    while taken < len(blocks):
        if blocks[taken].wide == WHOLE:
            more, added, row = 1, blocks[taken].high, [(LEFT, 0.0, blocks[taken])]
        else:
            more, added, row = _columns(blocks[taken:], room - high)
        if not more or high + added > room:
            break
        placed += [(x, high + y, block) for x, y, block in row]
        taken, high = taken + more, high + added
    return taken, high, placed


def _columns(blocks: Sequence[Block], room: float) -> tuple[int, float, list[Placed]]:
    """The narrow blocks at the beginning, in two columns as even as their order allows."""
    narrow = next((index for index, block in enumerate(blocks) if block.wide == WHOLE), len(blocks))
    for count in range(narrow, 0, -1):
        highs = [block.high for block in blocks[:count]]
        first = min(range(1, count + 1), key=lambda cut: max(sum(highs[:cut]), sum(highs[cut:])))
        high = max(sum(highs[:first]), sum(highs[first:]))
        if high <= room:
            return count, high, [*_stacked(blocks[:first], LEFT), *_stacked(blocks[first:count], LEFT + COLUMN)]
    return 0, 0.0, []


def _stacked(blocks: Sequence[Block], x: float) -> Iterator[Placed]:
    y = 0.0
    for block in blocks:
        yield x, y, block
        y += block.high


def draw(pen: Pen, sheet: Sequence[Placed]) -> None:
    """The blocks of a sheet, without its frame."""
    for x, y, block in sheet:
        block.draw(pen.moved(x, y))


def frame(pen: Pen, words: Frame) -> None:
    """The border, and the strip at the foot."""
    pen.box(6, 6, SHEET_WIDE - 12, SHEET_HIGH - 12)
    y = SHEET_HIGH - 16
    pen.line((6, y), (SHEET_WIDE - 6, y))
    pen.text(LEFT, y + 6.5, words.panel, size=LARGE, bold=True, most_mm=200)
    pen.text(330, y + 6.5, words.digest, size=NORMAL, anchor="end")
    pen.text(SHEET_WIDE - 12, y + 6.5, words.number, size=LARGE, anchor="end")
