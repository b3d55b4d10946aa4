"""An ``[[input]]`` on a converter's channel: a loop with its resistors, those of the far end inside the detector.

At the channel 1 kOhm and 100 nF, which the converter's 6 MOhm do not notice (ADS1115 data sheet, 7.5, common mode at
4.096 V), the resistor to the 3.3 V from which the loop hangs, the suppressor at the terminal.
"""

from collections.abc import Iterator

from panel.config.converters import AdcConfig
from panel.config.model import InputConfig, ZoneConfig
from panel.wiring.block import BOARD, DEVICE, TERMINAL, WIDE, Block, interface, plate
from panel.wiring.colours import GROUND, Colour
from panel.wiring.pen import NORMAL, SMALL, Pen
from panel.wiring.switches import contact, contact_down
from panel.wiring.symbols import RAIL_3, capacitor_down, ground, rail, resistor, resistor_down, tvs_down
from panel.wiring.words import Language, Say
from zones.wiring import Wiring

SERIES, SMOOTHS, CLAMPS = "1 kΩ", "100 nF", "SMAJ5.0A"
HIGH_MM, LINE_MM, APART_MM = 45.0, 28.0, 11.0
STEP, FIRST = 15.0, 4.0  # of the contacts with a resistor across, inside the detector


def ohms(value: int) -> str:
    """As it is printed in a drawing: 470 Ω, 2.2 kΩ, 10 kΩ."""
    return f"{value} Ω" if value < 1_000 else f"{value / 1_000:g} kΩ"


def block(each: InputConfig, zone: ZoneConfig | None, adc: AdcConfig, colour: Colour, language: Language) -> Block:
    """The loop from its channel to the resistor at its end."""
    wiring = Wiring.SEOL if zone is None else zone.wiring
    words = tuple(_words(each, zone, wiring, language))

    def draw(pen: Pen) -> None:
        interface(pen, 1, HIGH_MM - 3)
        _channel(pen.moved(0, LINE_MM), each, adc, colour)
        if each.siren is None:
            _cable(pen.moved(TERMINAL, LINE_MM), colour)
            _detector(pen.moved(DEVICE, LINE_MM), each, wiring, language)
        else:
            _to_relay(pen.moved(TERMINAL, LINE_MM), colour)
        _named(pen, words)

    return Block(high=HIGH_MM, draw=draw)


def _words(each: InputConfig, zone: ZoneConfig | None, wiring: Wiring, language: Language) -> Iterator[str]:
    yield each.name
    if zone is not None:
        yield f"{zone.id}  {zone.name}"
    if each.siren is not None:
        yield language(Say.SUPERVISES).format(siren=each.siren)
        yield language(Say.SEE_OUTPUTS)
    else:
        yield language(WIRINGS[wiring])


WIRINGS = {
    Wiring.NC: Say.CLOSED_AT_REST,
    Wiring.NO: Say.OPEN_AT_REST,
    Wiring.SEOL: Say.SEOL,
    Wiring.DEOL: Say.DEOL,
    Wiring.TEOL: Say.TEOL,
    Wiring.LEAK: Say.LEAK,
}


def _channel(pen: Pen, each: InputConfig, adc: AdcConfig, colour: Colour) -> None:
    """From the converter's terminal to the cable's."""
    pen.text(0, -4.6, adc.name, size=SMALL, most_mm=BOARD - 1)
    plate(pen, 0, f"A{each.channel}", f"0x{adc.address:02X}")
    pen.wire(colour, (25, 0), (BOARD, 0))
    pen.text(26, -1.2, colour.value, size=SMALL)
    pen.line((BOARD, 0), (BOARD + 18, 0))
    pen.joint(BOARD + 6, 0)
    ground(pen, *capacitor_down(pen, BOARD + 6, 0, SMOOTHS))
    end, _ = resistor(pen, BOARD + 18, 0, SERIES)
    pen.line((end, 0), (TERMINAL, 0))
    assert each.pull_ohm is not None, "the configuration has seen to that"
    pen.joint(end + 6, 0)
    resistor_down(pen, end + 6, -8, ohms(each.pull_ohm))
    rail(pen, end + 6, -8, RAIL_3)
    pen.joint(end + 20, 0)
    ground(pen, *tvs_down(pen, end + 20, 0, CLAMPS))


def _cable(pen: Pen, colour: Colour) -> None:
    wide = DEVICE - TERMINAL
    pen.box(6, -2, wide - 12, APART_MM + 4, dashed=True, line="#888888", radius=2)
    pen.wire(colour, (0, 0), (wide, 0))
    pen.wire(GROUND, (0, APART_MM), (wide, APART_MM))
    ground(pen, 0, APART_MM)
    for y in (0.0, APART_MM):
        pen.terminal(0, y)


def _to_relay(pen: Pen, colour: Colour) -> None:
    """To the contact of the siren's relay that is closed at rest: from there on the siren's own line is the loop."""
    wide = DEVICE - TERMINAL
    pen.wire(colour, (0, 0), (wide, 0))
    pen.terminal(0, 0)
    pen.box(wide, 2 - LINE_MM, WIDE - DEVICE, HIGH_MM - 5, fill="#ffffff", radius=1)
    pen.terminal(wide, 0)
    pen.text(wide + 4, 0.9, "NC", size=SMALL)


def _named(pen: Pen, words: tuple[str, ...]) -> None:
    for row, text in enumerate(words):
        pen.text(DEVICE + 4, 6.5 + row * 4.4, text, size=NORMAL, bold=row == 0, most_mm=WIDE - DEVICE - 6)


# the far end --------------------------------------------------------------------------------------


def _detector(pen: Pen, each: InputConfig, wiring: Wiring, language: Language) -> None:
    """Contacts one after the other, each with its resistor across it, and the resistor at the end."""
    wide = WIDE - DEVICE
    pen.box(0, 2 - LINE_MM, wide, HIGH_MM - 5, fill="#ffffff", radius=1)
    x = FIRST
    pen.line((0, 0), (x, 0))
    for ohm, name in _contacts(each, wiring, language):
        _contact(pen, x, ohm, name)
        pen.line((x + 10, 0), (x + STEP, 0))
        x += STEP
    if wiring is Wiring.LEAK:
        contact_down(pen, x + 4, 0, APART_MM, False)
        pen.text(x + 8, APART_MM / 2 + 0.9, language(Say.WATER), size=SMALL, most_mm=14)
        pen.line((x, 0), (x + 24, 0))
        x += 24
    assert each.end_ohm is not None, "the configuration has seen to that"
    pen.line((x, 0), (x, 1.5))
    resistor_down(pen, x, 1.5, ohms(each.end_ohm))
    pen.line((x, 9.5), (x, APART_MM), (0, APART_MM))
    for y in (0.0, APART_MM):
        pen.terminal(0, y)


def _contacts(each: InputConfig, wiring: Wiring, language: Language) -> Iterator[tuple[int, str]]:
    """Closed at rest, in this order; 0 ohms: nothing across it."""
    if wiring is Wiring.LEAK:
        return
    yield each.alarm_ohm or 0, language(Say.ALARM)
    if each.mask_ohm:
        yield each.mask_ohm, language(Say.MASK)
    if each.fault_ohm:
        yield each.fault_ohm, language(Say.FAULT)


def _contact(pen: Pen, x: float, ohm: int, name: str) -> None:
    contact(pen, x, 0, closed=True)
    pen.text(x + 5, 3.2, name, size=SMALL, anchor="middle", most_mm=STEP - 2)
    if ohm:
        pen.line((x, 0), (x, -5))
        pen.line((x + 10, 0), (x + 10, -5))
        resistor(pen, x, -5, ohms(ohm))
        pen.joint(x, 0)
        pen.joint(x + 10, 0)
