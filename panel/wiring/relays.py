"""Relays: a coil behind a transistor, or a bought board that is on at 0 V, and what their contacts feed.

A line that a loop supervises goes to the relay's common contact: at rest to the converter's channel, with one resistor
across the siren itself, and to 12 V when it sounds. The diode keeps the siren from holding the loop down.
"""

import msgspec

from panel.wiring.block import BOARD, DEVICE, TERMINAL, WIDE, Use, interface, tag
from panel.wiring.colours import GROUND, V12, Colour
from panel.wiring.fuses import OUTPUTS
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.switches import changeover_left, coil, contact, contact_down, driver
from panel.wiring.symbols import RAIL_3, RAIL_5, RAIL_12, diode_right, ground, part_box, rail, resistor_down
from panel.wiring.words import Language, Say

APART_MM, IDLE, DECOUPLES = 8.0, "10 kΩ", "1N4007"
PLUS = 14.0  # where the fed line of a relay runs in its block
WORDS, BESIDE = 15.0, 36.0  # where a device's words begin; beside what is drawn in it


class Supervision(msgspec.Struct, frozen=True):
    """A loop over an output's line: its channel, and the resistor at the line's end."""

    channel: str
    end: str


class Switched(msgspec.Struct, frozen=True, kw_only=True):
    """An output with a relay."""

    use: Use
    words: tuple[str, ...]
    tests_battery: bool = False
    supervised: Supervision | None = None


def device(pen: Pen, y: float, high: float, words: tuple[str, ...], begin: float = WORDS) -> None:
    """A device whose first line is at ``y``, with its words."""
    pen.box(DEVICE, y - 7, WIDE - DEVICE, high, fill="#ffffff", radius=1)
    pen.rows(DEVICE + begin, y - 1.6, words, WIDE - DEVICE - begin - 2)


def load(
    pen: Pen, plus: float, words: tuple[str, ...], back: Colour = GROUND, supervised: Supervision | None = None
) -> None:
    """Terminals, cable and a device that is fed with 12 V at ``plus``; ``back``: the colour of its return."""
    minus = plus + APART_MM
    pen.box(TERMINAL + 6, plus - 2, DEVICE - TERMINAL - 12, APART_MM + 4, dashed=True, line="#888888", radius=2)
    for colour, y in ((V12, plus), (back, minus)):
        pen.wire(colour, (TERMINAL, y), (DEVICE, y))
    device(pen, plus, 22, words, WORDS if supervised is None else BESIDE)
    if supervised is not None:
        _siren(pen.moved(DEVICE, plus), supervised)
    for sign, y in (("+", plus), ("−", minus)):
        pen.terminal(TERMINAL, y)
        pen.terminal(DEVICE, y)
        if supervised is None:
            pen.text(DEVICE + 3, y + 0.9, sign, bold=True)


def _siren(pen: Pen, supervised: Supervision) -> None:
    """Inside: the loop's resistor across the terminals, then the diode, then what sounds."""
    pen.line((0, 0), (16, 0))
    pen.line((0, APART_MM), (26, APART_MM))
    pen.joint(5, 0)
    pen.joint(5, APART_MM)
    resistor_down(pen, 5, 0, supervised.end)
    diode_right(pen, 16, 0, 10, DECOUPLES)
    pen.box(26, -1, 6, APART_MM + 2, fill="#ffffff")
    pen.text(29, 1.6, "+", size=SMALL, anchor="middle", bold=True)
    pen.text(29, APART_MM, "−", size=SMALL, anchor="middle", bold=True)


def relay(pen: Pen, switched: Switched, language: Language) -> None:
    """Its coil at 12 V, a transistor below it."""
    y = 31.0
    interface(pen, 1, 42)
    tag(pen, y, switched.use)
    coil(pen, driver(pen, BOARD, y), switched.use.terminal, OUTPUTS.name)
    if switched.tests_battery:
        _elsewhere(pen, PLUS, switched, language)
        return
    if switched.supervised is None:
        _make(pen, switched.use.terminal)
    else:
        _change_over(pen, switched.use.terminal, switched.supervised)
    _feed(pen, PLUS, switched, language)


def _elsewhere(pen: Pen, y: float, switched: Switched, language: Language) -> None:
    words = language(Say.SEE_SUPPLY).format(name=switched.use.terminal)
    device(pen, y, 22, (*switched.words, words))


def _feed(pen: Pen, plus: float, switched: Switched, language: Language) -> None:
    ground(pen, TERMINAL, plus + APART_MM)
    words = language(Say.LOAD).format(fuse=f"{OUTPUTS.name} {OUTPUTS.value}")
    load(pen, plus, (*switched.words, words), supervised=switched.supervised)


def _make(pen: Pen, name: str) -> None:
    """A contact that closes, from 12 V to the line."""
    pen.line((86, PLUS), (90, PLUS))
    rail(pen, 86, PLUS, RAIL_12, OUTPUTS.name)
    end, _ = contact(pen, 90, PLUS, False)
    pen.text(98, PLUS - 3.6, name, size=SMALL, anchor="middle", bold=True)
    pen.line((end, PLUS), (TERMINAL, PLUS))


def _change_over(pen: Pen, name: str, supervised: Supervision) -> None:
    """The line at the common contact, the channel at the one that is closed at rest, 12 V at the other."""
    closed, other = changeover_left(pen, 100, PLUS, name)
    pen.line((100, PLUS), (TERMINAL, PLUS))
    pen.line(closed, (87, closed[1]))
    pen.text(86.4, closed[1] + 0.2, supervised.channel, size=SMALL, anchor="end")
    pen.line(other, (82, other[1]))
    rail(pen, 82, other[1], RAIL_12, OUTPUTS.name)


def relay_board(pen: Pen, switched: Switched, language: Language) -> None:
    """On at 0 V: a bought board with optocouplers, their side fed with 3.3 V, so that its input never carries 5 V."""
    y, plus = 27.0, 21.0
    interface(pen, 1, 42)
    tag(pen, y, switched.use)
    pen.line((BOARD, y), (BOARD + 20, y))
    pen.joint(BOARD + 4, y)
    resistor_down(pen, BOARD + 4, y - 8, IDLE)
    rail(pen, BOARD + 4, y - 8, RAIL_3)
    _board(pen.moved(BOARD + 20, y), language)
    if switched.tests_battery:
        _elsewhere(pen, plus, switched, language)
        return
    _board_contact(pen.moved(BOARD + 56, 13), switched)
    _feed(pen, plus, switched, language)


def _board(pen: Pen, language: Language) -> None:
    """``pen`` stands at its input."""
    pen.part(Part.MODULE, language(Say.RELAY_BOARD))
    part_box(pen, 0, -14, 44, 29, language(Say.RELAY_BOARD))
    for y, name in ((-5.0, "VCC"), (0.0, "IN"), (6.5, "JD-VCC"), (12.0, "GND")):
        pen.text(1.5, y + 0.8, name, size=SMALL)
    pen.line((-5, -5), (0, -5))
    rail(pen, -5, -5, RAIL_3)
    pen.line((-5, 6.5), (0, 6.5))
    rail(pen, -5, 6.5, RAIL_5)
    pen.line((-3, 12), (0, 12))
    ground(pen, -3, 12)
    pen.text(43, 12.8, language(Say.NO_JUMPER), size=SMALL, anchor="end", most_mm=30)


def _board_contact(pen: Pen, switched: Switched) -> None:
    """From 12 V above the board to its edge."""
    rail(pen, 0, 0, RAIL_12, OUTPUTS.name)
    contact_down(pen, 0, 0, 8, False)
    pen.line((0, 8), (TERMINAL - BOARD - 56, 8))
    pen.text(3.4, 5, switched.use.terminal, size=SMALL, bold=True)
    if switched.supervised is not None:
        pen.text(-1.4, 3, "NO", size=SMALL, anchor="end")
        pen.text(-1.4, 9, "COM", size=SMALL, anchor="end")
        pen.text(7, 14, f"NC → {switched.supervised.channel}", size=SMALL, anchor="end")
