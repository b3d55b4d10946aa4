"""``[[output]]``: what a line switches, and the transistor or relay between: a pin gives 3.3 V and some milliamperes.

Base current (3.3 V - 0.7 V) / 1 kOhm = 2.6 mA, of the 8 mA that a pin is set to give; a 12 V relay's coil takes 30 to
60 mA, for which a BC337-40 needs 0.6 mA at most (gain 100 at 100 mA, data sheet); the 10 kOhm keep it off while nobody
drives the line. A lamp gets (3.3 V - 2 V) / 1 kOhm = 1.3 mA.
"""

from collections.abc import Iterator

from panel.config.model import Config, OutputConfig, OutputRole
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import GROUND, V3, V12, Colour, signal
from panel.wiring.fuses import OUTPUTS
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.switches import FLYBACK, coil, contact, contact_down, driver
from panel.wiring.symbols import (
    RAIL_3,
    RAIL_5,
    RAIL_12,
    diode_up,
    ground,
    lamp_down,
    part_box,
    rail,
    resistor,
    resistor_down,
)
from panel.wiring.words import Language, Say

LAMP, LAMP_BOTH, IDLE = "1 kΩ", "470 Ω", "10 kΩ"
LAMPS = {
    OutputRole.LAMP_READY: Say.GREEN,
    OutputRole.LAMP_ARMED: Say.YELLOW,
    OutputRole.LAMP_ALARM: Say.RED,
}
ROLES = {
    OutputRole.SIREN: Say.SIREN,
    OutputRole.STROBE: Say.STROBE,
    OutputRole.SOUNDER: Say.SOUNDER,
    OutputRole.LAMP_READY: Say.LAMP_READY,
    OutputRole.LAMP_ARMED: Say.LAMP_ARMED,
    OutputRole.LAMP_ALARM: Say.LAMP_ALARM,
    OutputRole.BATTERY_TEST: Say.BATTERY_TEST,
    OutputRole.RELAY: Say.FREE_RELAY,
}
APART_MM = 8.0


def relay_names(config: Config) -> dict[str, str]:
    """K1, K2 and so on, by the names of the outputs that have a relay."""
    with_relay = [each.name for each in config.output if _has_relay(each)]
    return {name: f"K{number}" for number, name in enumerate(with_relay, start=1)}


def _has_relay(each: OutputConfig) -> bool:
    return each.role not in LAMPS and (each.role is not OutputRole.SOUNDER or not each.active_high)


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each output, in the order of the file."""
    relays = relay_names(config)
    for index, each in enumerate(config.output):
        use = Use(
            gpio=each.pin,
            device=each.name,
            terminal=relays.get(each.name, "+"),
            colour=signal(index),
            rest=LOW if each.active_high else HIGH,
        )
        words = (each.name, language(ROLES[each.role]))
        yield _block(each, use, words, language)


def _block(each: OutputConfig, use: Use, words: tuple[str, ...], language: Language) -> Block:
    if each.role in LAMPS:
        lamp = (*words, language(LAMPS[each.role]))
        return Block(high=24, draw=lambda pen: _lamp(pen, use, lamp, each.active_high), uses=(use,))
    if not each.active_high:
        return Block(high=45, draw=lambda pen: _relay_board(pen, use, each.role, words, language), uses=(use,))
    if each.role is OutputRole.SOUNDER:
        small = (*words, "12 V DC, ≤ 100 mA")
        return Block(high=40, draw=lambda pen: _sounder(pen, use, small), uses=(use,))
    return Block(high=45, draw=lambda pen: _relay(pen, use, each.role, words, language), uses=(use,))


# lamps --------------------------------------------------------------------------------------------


def _lamp(pen: Pen, use: Use, words: tuple[str, ...], active_high: bool) -> None:
    y = 8.0
    interface(pen, 1, 21)
    tag(pen, y, use)
    pen.line((BOARD, y), (BOARD + 18, y))
    end, _ = resistor(pen, BOARD + 18, y, LAMP if active_high else LAMP_BOTH)
    pen.line((end, y), (TERMINAL, y))
    back = y + APART_MM
    pen.wire(use.colour, (TERMINAL, y), (DEVICE, y))
    pen.wire(GROUND if active_high else V3, (TERMINAL, back), (DEVICE, back))
    if active_high:
        ground(pen, TERMINAL, back)
    else:
        pen.line((TERMINAL - 10, back), (TERMINAL, back))
        resistor(pen, TERMINAL - 20, back, LAMP_BOTH)
        pen.line((TERMINAL - 26, back), (TERMINAL - 20, back))
        rail(pen, TERMINAL - 26, back, RAIL_3)
    pen.terminal(TERMINAL, y)
    pen.terminal(TERMINAL, back)
    _device(pen, y, 21, words)
    pen.line((DEVICE, y), (DEVICE + 8, y))
    pen.line((DEVICE, back), (DEVICE + 8, back))
    lamp_down(pen, DEVICE + 8, y, APART_MM, active_high)
    pen.part(Part.LAMP, words[-1])
    pen.terminal(DEVICE, y)
    pen.terminal(DEVICE, back)


def _device(pen: Pen, y: float, high: float, words: tuple[str, ...]) -> None:
    pen.box(DEVICE, y - 7, WIDE - DEVICE, high, fill="#ffffff", radius=1)
    pen.rows(DEVICE + 15, y - 1.6, words, WIDE - DEVICE - 17)


# what takes 12 V ----------------------------------------------------------------------------------


def _sounder(pen: Pen, use: Use, words: tuple[str, ...]) -> None:
    """Some ten milliamperes, on and off many times: a transistor alone."""
    y = 24.0
    interface(pen, 1, 37)
    tag(pen, y, use)
    x, collector = driver(pen, BOARD, y)
    pen.line((x, collector), (x, collector - 2), (TERMINAL, collector - 2))
    pen.joint(x + 16, collector - 2)
    top = collector - 2 - APART_MM
    diode_up(pen, x + 16, collector - 2, APART_MM, FLYBACK)
    pen.line((x + 8, top), (TERMINAL, top))
    pen.joint(x + 16, top)
    rail(pen, x + 8, top, RAIL_12, OUTPUTS.name)
    _load(pen, top, words, use.colour)


def _load(pen: Pen, plus: float, words: tuple[str, ...], back: Colour = GROUND) -> None:
    """Terminals, cable and a device that is fed with 12 V at ``plus``; ``back``: the colour of its return."""
    minus = plus + APART_MM
    pen.box(TERMINAL + 6, plus - 2, DEVICE - TERMINAL - 12, APART_MM + 4, dashed=True, line="#888888", radius=2)
    for colour, y in ((V12, plus), (back, minus)):
        pen.wire(colour, (TERMINAL, y), (DEVICE, y))
    _device(pen, plus, 22, words)
    for sign, y in (("+", plus), ("−", minus)):
        pen.terminal(TERMINAL, y)
        pen.terminal(DEVICE, y)
        pen.text(DEVICE + 3, y + 0.9, sign, bold=True)


def _relay(pen: Pen, use: Use, role: OutputRole, words: tuple[str, ...], language: Language) -> None:
    y = 31.0
    interface(pen, 1, 42)
    tag(pen, y, use)
    coil(pen, driver(pen, BOARD, y), use.terminal, OUTPUTS.name)
    _switched(pen, use, role, words, language)


def _switched(pen: Pen, use: Use, role: OutputRole, words: tuple[str, ...], language: Language) -> None:
    """What a relay's contact feeds."""
    plus = 14.0
    if role is OutputRole.BATTERY_TEST:
        _device(pen, plus, 22, (*words, language(Say.SEE_SUPPLY).format(name=use.terminal)))
        return
    pen.line((86, plus), (90, plus))
    rail(pen, 86, plus, RAIL_12, OUTPUTS.name)
    end, _ = contact(pen, 90, plus, False)
    pen.text(98, plus - 3.6, use.terminal, size=SMALL, anchor="middle", bold=True)
    pen.line((end, plus), (TERMINAL, plus))
    ground(pen, TERMINAL, plus + APART_MM)
    _load(pen, plus, (*words, language(Say.LOAD).format(fuse=f"{OUTPUTS.name} {OUTPUTS.value}")))


def _relay_board(pen: Pen, use: Use, role: OutputRole, words: tuple[str, ...], language: Language) -> None:
    """On at 0 V: a bought board with optocouplers, their side fed with 3.3 V, so that its input never carries 5 V."""
    y = 27.0
    interface(pen, 1, 42)
    tag(pen, y, use)
    pen.line((BOARD, y), (BOARD + 20, y))
    pen.joint(BOARD + 4, y)
    resistor_down(pen, BOARD + 4, y - 8, IDLE)
    rail(pen, BOARD + 4, y - 8, RAIL_3)
    _board(pen.moved(BOARD + 20, y), language)
    if role is OutputRole.BATTERY_TEST:
        _device(pen, 21, 22, (*words, language(Say.SEE_SUPPLY).format(name=use.terminal)))
        return
    _board_contact(pen.moved(BOARD + 56, 13), use.terminal)
    ground(pen, TERMINAL, 21 + APART_MM)
    _load(pen, 21, (*words, language(Say.LOAD).format(fuse=f"{OUTPUTS.name} {OUTPUTS.value}")))


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


def _board_contact(pen: Pen, name: str) -> None:
    """From 12 V above the board to its edge."""
    rail(pen, 0, 0, RAIL_12, OUTPUTS.name)
    contact_down(pen, 0, 0, 8, False)
    pen.line((0, 8), (TERMINAL - BOARD - 56, 8))
    pen.text(3.4, 5, name, size=SMALL, bold=True)
