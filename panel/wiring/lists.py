"""The list of pins, and the parts to buy, counted as they were drawn."""

from collections import Counter
from collections.abc import Sequence

from panel.wiring.block import WHOLE, Block, Use
from panel.wiring.colours import CSS
from panel.wiring.header import PLACES, PULLED_UP_AT_START, alias
from panel.wiring.overview import carries
from panel.wiring.pen import Part, Pen
from panel.wiring.words import COLOUR_NAMES, Language, Say

ROW, TOP = 5.5, 8.0
COLUMNS = (0.0, 12.0, 40.0, 108.0, 130.0, 168.0, 194.0)
WIDTHS = (10.0, 26.0, 66.0, 20.0, 36.0, 24.0, 38.0)
WIRE = 4  # the column of the colours
PARTS, COUNT, KIND = 240.0, 12.0, 36.0
NAMES = {
    Part.RESISTOR: Say.RESISTOR,
    Part.CAPACITOR: Say.CAPACITOR,
    Part.DIODE: Say.DIODE,
    Part.SUPPRESSOR: Say.SUPPRESSOR,
    Part.LAMP: Say.LAMP,
    Part.TRANSISTOR: Say.TRANSISTOR,
    Part.RELAY: Say.RELAY,
    Part.FUSE: Say.FUSE,
    Part.MODULE: Say.MODULE,
}
HIGH_MM = TOP + 40 * ROW + 2


def block(uses: Sequence[Use], parts: Counter[tuple[Part, str]], language: Language) -> Block:
    """Both beside each other."""
    by_place = {use.place: use for use in uses}

    def draw(pen: Pen) -> None:
        _heads(pen, language)
        for place, name in enumerate(PLACES, start=1):
            _row(pen, TOP + place * ROW, _cells(place, name, by_place.get(place), language), by_place.get(place))
        _parts(pen.moved(PARTS, 0), parts, language)

    return Block(high=HIGH_MM, draw=draw, wide=WHOLE)


def _heads(pen: Pen, language: Language) -> None:
    heads = (Say.PIN, None, Say.DEVICE, Say.TERMINAL, Say.WIRE, Say.AT_REST, Say.AT_START)
    for x, wide, head in zip(COLUMNS, WIDTHS, heads, strict=True):
        text = "BCM" if head is None else language(head)
        pen.text(x, TOP - 1, text, bold=True, most_mm=wide)
    pen.line((0, TOP + 1), (COLUMNS[-1] + WIDTHS[-1], TOP + 1))


def _cells(place: int, name: str, use: Use | None, language: Language) -> tuple[str, ...]:
    if not name.startswith("GPIO"):
        return str(place), name, carries(name, None, language)[1], "", "", "", ""
    gpio = int(name[5:])
    line = f"{name} {alias(gpio)}".rstrip()
    start = "↑ 3.3 V" if gpio in PULLED_UP_AT_START else "↓ 0 V"
    if use is None:
        return str(place), line, language(Say.FREE), "", "", "", start
    colour = f"{use.colour.value} {language(COLOUR_NAMES[use.colour])}"
    return str(place), line, use.device, use.terminal, colour, use.rest, start


def _row(pen: Pen, y: float, cells: tuple[str, ...], use: Use | None) -> None:
    for index, (x, wide, cell) in enumerate(zip(COLUMNS, WIDTHS, cells, strict=True)):
        swatch = 6.0 if index == WIRE and use is not None else 0.0
        if swatch and use is not None:
            pen.box(x, y - 2.2, 4, 2.8, fill=CSS[use.colour])
        if cell:
            pen.text(x + swatch, y, cell, bold=index == 0, most_mm=wide - swatch)


def _parts(pen: Pen, parts: Counter[tuple[Part, str]], language: Language) -> None:
    pen.text(0, TOP - 1, language(Say.PARTS), bold=True)
    pen.line((0, TOP + 1), (WHOLE - PARTS, TOP + 1))
    order = list(Part)
    rows = sorted(parts.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    for row, ((kind, value), count) in enumerate(rows, start=1):
        y = TOP + row * ROW
        pen.text(COUNT - 2, y, f"{count} ×", anchor="end")
        pen.text(COUNT, y, language(NAMES[kind]), most_mm=KIND - 2)
        pen.text(COUNT + KIND, y, value, most_mm=WHOLE - PARTS - COUNT - KIND)
