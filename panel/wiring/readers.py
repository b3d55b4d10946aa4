"""``[[reader]]`` of two lines: a Wiegand reader, whose lines carry 5 V and pass a level shifter.

The shifter is the usual one of BSS138 transistors with 10 kOhm to either supply: they are what an open-collector
reader needs for a high level, too.
"""

from collections.abc import Iterator

from panel.config.model import Config, ReaderConfig, ReaderKind
from panel.config.readers import wiegand_lines
from panel.wiring.block import BOARD, DEVICE, HIGH, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import GROUND, V12, Colour
from panel.wiring.fuses import READERS
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.symbols import RAIL_3, RAIL_5, RAIL_12, ground, rail
from panel.wiring.words import Language, Say

LINES = (18.0, 27.0)
SUPPLY, RETURN = 41.0, 50.0


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each reader of two lines; those with a chip are drawn by ``tag_chips``, and on their I2C bus."""
    for each in config.reader:
        if each.kind is not ReaderKind.WIEGAND:
            continue
        uses = _uses(each)
        yield Block(
            high=61,
            draw=lambda pen, name=each.name, uses=uses: _draw(pen, name, uses, language),  # type: ignore[misc]
            uses=uses,
        )


def _uses(each: ReaderConfig) -> tuple[Use, ...]:
    """Green and white, as the cables of these readers have it."""
    d0, d1 = wiegand_lines(each)
    return (
        Use(gpio=d0, device=each.name, terminal="D0", colour=Colour.GREEN, rest=HIGH),
        Use(gpio=d1, device=each.name, terminal="D1", colour=Colour.WHITE, rest=HIGH),
    )


def _draw(pen: Pen, name: str, uses: tuple[Use, ...], language: Language) -> None:
    interface(pen, 1, 58)
    left, right = BOARD + 14, BOARD + 44
    for use, y in zip(uses, LINES, strict=True):
        tag(pen, y, use)
        pen.line((BOARD, y), (left, y))
        pen.line((right, y), (TERMINAL, y))
        pen.wire(use.colour, (TERMINAL, y), (DEVICE, y))
    _shifter(pen.moved(left, 12), right - left, language)
    _supply(pen)
    _reader(pen.moved(DEVICE, 0), name, language)
    for y in (*LINES, SUPPLY, RETURN):
        pen.terminal(TERMINAL, y)
        pen.terminal(DEVICE, y)


def _shifter(pen: Pen, wide: float, language: Language) -> None:
    pen.part(Part.MODULE, language(Say.SHIFTER))
    pen.box(0, 0, wide, 21, fill="#ffffff", radius=1)
    rail(pen, 5, 0, RAIL_3)
    rail(pen, wide - 5, 0, RAIL_5)
    pen.text(5, 2.8, "LV", size=SMALL, anchor="middle")
    pen.text(wide - 5, 2.8, "HV", size=SMALL, anchor="middle")
    for number, y in enumerate(LINES, start=1):
        pen.text(1, y - 11.2, f"LV{number}", size=SMALL)
        pen.text(wide - 1, y - 11.2, f"HV{number}", size=SMALL, anchor="end")
    pen.text(wide / 2, 11, language(Say.SHIFTER), size=SMALL, anchor="middle", most_mm=wide - 2)
    pen.text(wide / 2, 20, "GND", size=SMALL, anchor="middle")
    ground(pen, wide / 2, 21)


def _supply(pen: Pen) -> None:
    pen.wire(V12, (TERMINAL, SUPPLY), (DEVICE, SUPPLY))
    pen.wire(GROUND, (TERMINAL, RETURN), (DEVICE, RETURN))
    pen.line((TERMINAL - 8, SUPPLY), (TERMINAL, SUPPLY))
    rail(pen, TERMINAL - 8, SUPPLY, RAIL_12, READERS.name)
    ground(pen, TERMINAL, RETURN)


def _reader(pen: Pen, name: str, language: Language) -> None:
    wide = WIDE - DEVICE
    pen.box(0, 1, wide, 58, fill="#ffffff", radius=1)
    pen.text(15, 8, name, bold=True, most_mm=wide - 17)
    pen.text(15, 13, language(Say.READER), most_mm=wide - 17)
    for terminal, y in (("D0", LINES[0]), ("D1", LINES[1]), ("+12 V", SUPPLY), ("GND", RETURN)):
        pen.text(3, y + 0.9, terminal, size=SMALL)
    pen.text(15, 55, language(Say.SHIELD), size=SMALL, most_mm=wide - 17)
