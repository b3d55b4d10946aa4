"""``[[input]]`` on a line: a contact, with what keeps its long cable from doing harm.

From the pin outwards: 100 nF to ground and 1 kOhm in series (0.1 ms, far below the 10 ms of the shortest
qualification), then the resistor that holds the line, then the suppressor at the terminal. Through a closed contact
flow 1.5 mA (3.3 V / 2.2 kOhm), enough to keep a reed contact's surface clean and 18 mA of the 3.3 V for twelve of them.
A contact to 3.3 V has 330 Ohm in its feed: a short in the cable is then 10 mA and not the end of the computer's supply.
"""

from collections.abc import Iterable, Iterator

from panel.config.model import Config, InputConfig, Pull, ZoneConfig
from panel.wiring import loops
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import GROUND, V3, signal
from panel.wiring.pen import SMALL, Pen
from panel.wiring.shapes import Point
from panel.wiring.switches import contact_down
from panel.wiring.symbols import RAIL_3, capacitor_down, ground, rail, resistor, resistor_down, tvs_down
from panel.wiring.words import Language, Say
from zones.wiring import Wiring

SERIES, HOLDS, FEEDS, SMOOTHS, CLAMPS = "1 kΩ", "2.2 kΩ", "330 Ω", "100 nF", "SMAJ5.0A"
HIGH_MM, LINE_MM = 30.5, 16.5  # of a block, and where in it its line runs
APART_MM = 8.0  # from the line to its return


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """One for each input on a line or a channel, in the order of the file; a sensor's limits stand at the sensor."""
    zones = {zone.input: zone for zone in config.zone}
    converters = {adc.name: adc for adc in config.adc}
    for index, each in enumerate(each for each in config.input if each.sensor is None):
        zone, adc = zones.get(each.name), converters.get(each.adc or "")
        if adc is not None:
            yield loops.block(each, zone, adc, signal(index), language)
        else:
            yield _block(each, zone, index, language)


def _block(each: InputConfig, zone: ZoneConfig | None, index: int, language: Language) -> Block:
    wiring = Wiring.NC if zone is None else zone.wiring
    up, conducts = each.pull is not Pull.DOWN, wiring is Wiring.NC
    use = Use(
        gpio=each.line,
        device=each.name,
        terminal=wiring.value.upper(),
        colour=signal(index),
        rest=LOW if conducts is up else HIGH,
    )
    return loop(use, up, conducts, (each.name, *_zone_words(zone, wiring, language)))


def loop(use: Use, up: bool, conducts: bool, words: tuple[str, ...]) -> Block:
    """A contact on a line. ``up``: it leads to ground and the line is held at 3.3 V, else the other way round."""
    return Block(high=HIGH_MM, draw=lambda pen: _draw(pen, use, up, conducts, words), uses=(use,))


def _zone_words(zone: ZoneConfig | None, wiring: Wiring, language: Language) -> Iterable[str]:
    name = () if zone is None else (f"{zone.id}  {zone.name}",)
    return *name, language(Say.CLOSED_AT_REST if wiring is Wiring.NC else Say.OPEN_AT_REST)


def _draw(pen: Pen, use: Use, up: bool, conducts: bool, words: tuple[str, ...]) -> None:
    interface(pen, 1, HIGH_MM - 3)
    tag(pen, LINE_MM, use)
    _line(pen.moved(BOARD, LINE_MM), up)
    _detector(pen.moved(TERMINAL, LINE_MM), use, up, conducts, words)


def _line(pen: Pen, up: bool) -> None:
    """What is on the interface board, from the header's wire to the cable's terminal."""
    pen.line((0, 0), (8, 0))
    pen.joint(6, 0)
    ground(pen, *capacitor_down(pen, 6, 0, SMOOTHS))
    end, _ = resistor(pen, 18, 0, SERIES)
    pen.line((8, 0), (18, 0))
    pen.line((end, 0), (TERMINAL - BOARD, 0))
    _hold(pen, (end + 6, 0), up)
    pen.joint(end + 20, 0)
    ground(pen, *tvs_down(pen, end + 20, 0, CLAMPS))


def _hold(pen: Pen, at: Point, up: bool) -> None:
    """The resistor that brings the line to rest while the contact is open."""
    x, y = at
    pen.joint(x, y)
    if up:
        resistor_down(pen, x, y - 8, HOLDS)
        rail(pen, x, y - 8, RAIL_3)
    else:
        ground(pen, *resistor_down(pen, x, y, HOLDS))


def _detector(pen: Pen, use: Use, up: bool, conducts: bool, words: tuple[str, ...]) -> None:
    """Terminals, cable and contact. The return is ground below the line, or 3.3 V above it."""
    back, cable = (APART_MM, GROUND) if up else (-APART_MM, V3)
    left = DEVICE - TERMINAL
    pen.box(6, min(0, back) - 2, left - 12, APART_MM + 4, dashed=True, line="#888888", radius=2)
    pen.wire(use.colour, (0, 0), (left, 0))
    pen.wire(cable, (0, back), (left, back))
    pen.terminal(0, 0)
    _return(pen, back, up)
    top = -11.0 if up else -14.0
    pen.box(left, top, WIDE - DEVICE, 23, fill="#ffffff", radius=1)
    pen.line((left, 0), (left + 8, 0))
    pen.line((left, back), (left + 8, back))
    contact_down(pen, left + 8, min(0, back), APART_MM, conducts)
    pen.terminal(left, 0)
    pen.terminal(left, back)
    pen.text(left + 4.5, -1.2, use.terminal, size=SMALL, anchor="middle")
    pen.text(left + 4.5, back - 1.2, "C", size=SMALL, anchor="middle")
    pen.rows(left + 15, top + 5.4, words, WIDE - DEVICE - 17)


def _return(pen: Pen, back: float, up: bool) -> None:
    if up:
        ground(pen, 0, back)
    else:
        pen.line((-8, back), (0, back))
        resistor(pen, -18, back, FEEDS)
        pen.line((-24, back), (-18, back))
        rail(pen, -24, back, RAIL_3)
    pen.terminal(0, back)
