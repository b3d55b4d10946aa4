"""The header as a whole: each of its 40 places with what it carries and the colour of the wire."""

from collections.abc import Mapping, Sequence

from panel.wiring.block import WHOLE, Block, Use
from panel.wiring.colours import GROUND, V3, Colour
from panel.wiring.header import PLACES, alias
from panel.wiring.pen import LARGE, SMALL, Pen
from panel.wiring.words import Language, Say

PITCH, TOP = 9.7, 9.0
ODD, EVEN = 193.0, 203.0
NAME, WIRE, LABEL = 8.0, 38.0, 58.0  # how far from the place these begin
HIGH_MM = TOP + 20 * PITCH + 2


def block(uses: Sequence[Use], language: Language) -> Block:
    """The picture; ``uses`` of all devices."""
    by_place = {use.place: use for use in uses}
    return Block(high=HIGH_MM, draw=lambda pen: _draw(pen, by_place, language), wide=WHOLE)


def _draw(pen: Pen, uses: Mapping[int, Use], language: Language) -> None:
    pen.box(ODD - 6, TOP - 6, EVEN - ODD + 12, 20 * PITCH + 3, fill="#e9efe4", radius=2, ground=True)
    for place, name in enumerate(PLACES, start=1):
        x, side = (ODD, -1.0) if place % 2 else (EVEN, 1.0)
        y = TOP + (place - 1) // 2 * PITCH
        _pin(pen, x, y, place)
        _label(pen, x, y, side, name, uses.get(place), language)


def _pin(pen: Pen, x: float, y: float, place: int) -> None:
    if place == 1:
        pen.box(x - 3.6, y - 3.6, 7.2, 7.2, fill="#ffffff")
    else:
        pen.disc(x, y, 3.6, "#ffffff")
    pen.text(x, y + 1.1, str(place), size=LARGE, anchor="middle", bold=True)


def _label(pen: Pen, x: float, y: float, side: float, name: str, use: Use | None, language: Language) -> None:
    anchor = "start" if side > 0 else "end"
    gpio = int(name[5:]) if name.startswith("GPIO") else None
    other = "" if gpio is None else alias(gpio)
    pen.text(x + side * NAME, y + 1.1, f"{name} {other}".rstrip(), size=LARGE, anchor=anchor, bold=use is not None)
    colour, words = carries(name, use, language)
    if colour is not None:
        pen.wire(colour, (x + side * WIRE, y), (x + side * LABEL, y))
        pen.text(x + side * (WIRE + LABEL) / 2, y - 1.3, colour.value, size=SMALL, anchor="middle")
    grey = "#111111" if use is not None or colour is not None else "#777777"
    pen.text(x + side * (LABEL + 3), y + 1.1, words, size=LARGE, anchor=anchor, fill=grey, most_mm=ODD - LABEL - 6)


def carries(name: str, use: Use | None, language: Language) -> tuple[Colour | None, str]:
    """What a place of the header carries, and the colour of the wire to it, if there is one."""
    if use is not None:
        return use.colour, f"{use.device}  {use.terminal}"
    if name == "0 V":
        return GROUND, language(Say.ZERO_BAR)
    if name == "3.3 V":
        return V3, language(Say.BAR_3)
    return None, language(Say.NOT_USED if name == "5 V" else Say.FREE)
