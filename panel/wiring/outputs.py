"""``[[output]]``: what a line switches, and the transistor or relay between: a pin gives 3.3 V and some milliamperes.

Base current (3.3 V - 0.7 V) / 1 kOhm = 2.6 mA, of the 8 mA that a pin is set to give; a 12 V relay's coil takes 30 to
60 mA, for which a BC337-40 needs 0.6 mA at most (gain 100 at 100 mA, data sheet); the 10 kOhm keep it off while nobody
drives the line. A lamp gets (3.3 V - 2 V) / 1 kOhm = 1.3 mA.
"""

from collections.abc import Iterator

from panel.config.model import Config, OutputConfig, OutputRole
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, Block, Use, interface, tag
from panel.wiring.colours import GROUND, V3, signal
from panel.wiring.fuses import OUTPUTS
from panel.wiring.loops import ohms
from panel.wiring.pen import Part, Pen
from panel.wiring.relays import Supervision, Switched, device, load, relay, relay_board
from panel.wiring.switches import FLYBACK, driver
from panel.wiring.symbols import (
    RAIL_3,
    RAIL_12,
    diode_up,
    ground,
    lamp_down,
    rail,
    resistor,
)
from panel.wiring.words import Language, Say

LAMP, LAMP_BOTH = "1 kΩ", "470 Ω"
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


def supervision(config: Config) -> dict[str, Supervision]:
    """The outputs whose line a loop supervises, and by which channel and resistor."""
    converters = {adc.name: adc for adc in config.adc}
    return {
        each.siren: Supervision(f"A{each.channel} 0x{converters[each.adc].address:02X}", ohms(each.end_ohm))
        for each in config.input
        if each.siren is not None and each.adc in converters and each.end_ohm is not None
    }


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each output, in the order of the file."""
    relays, supervised = relay_names(config), supervision(config)
    for index, each in enumerate(config.output):
        use = Use(
            gpio=each.pin,
            device=each.name,
            terminal=relays.get(each.name, _terminal(each)),
            colour=signal(index),
            rest=LOW if each.active_high else HIGH,
        )
        words = (each.name, language(ROLES[each.role]))
        yield _block(each, use, words, supervised.get(each.name), language)


def _terminal(each: OutputConfig) -> str:
    """Of what has no relay: a lamp's anode, or its cathode where 0 V lights it; a sounder's return, by a transistor."""
    return "+" if each.role in LAMPS and each.active_high else "−"


def _block(
    each: OutputConfig, use: Use, words: tuple[str, ...], supervised: Supervision | None, language: Language
) -> Block:
    if each.role in LAMPS:
        lamp = (*words, language(LAMPS[each.role]))
        return Block(high=24, draw=lambda pen: _lamp(pen, use, lamp, each.active_high), uses=(use,))
    if each.active_high and each.role is OutputRole.SOUNDER:
        small = (*words, "12 V DC, ≤ 100 mA")
        return Block(high=40, draw=lambda pen: _sounder(pen, use, small), uses=(use,))
    tested = each.role is OutputRole.BATTERY_TEST
    switched = Switched(use=use, words=words, tests_battery=tested, supervised=supervised)
    draw = relay if each.active_high else relay_board
    return Block(high=45, draw=lambda pen: draw(pen, switched, language), uses=(use,))


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
    device(pen, y, 21, words)
    pen.line((DEVICE, y), (DEVICE + 8, y))
    pen.line((DEVICE, back), (DEVICE + 8, back))
    lamp_down(pen, DEVICE + 8, y, APART_MM, active_high)
    pen.part(Part.LAMP, words[-1])
    pen.terminal(DEVICE, y)
    pen.terminal(DEVICE, back)


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
    load(pen, top, words, use.colour)
