"""The I2C buses and what hangs on them: each chip a box under the bus's four lines, with its address and its straps.

A new kind of chip is one more function in ``CHIPS``.
"""

from collections.abc import Callable, Iterator

import msgspec

from panel.config.converters import AdcConfig
from panel.config.model import Config, InputConfig
from panel.config.power import PowerConfig
from panel.wiring.block import HIGH, WHOLE, Block, Use, plate, tag
from panel.wiring.colours import GROUND, V3, V5, Colour
from panel.wiring.header import SCL, SDA
from panel.wiring.keypads import expander_kind
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.symbols import RAIL_5, rail
from panel.wiring.tag_chips import reset_use
from panel.wiring.words import Language, Say

PN532 = 0x24  # its one address
ON_HEADER = 1  # the bus of GPIO 2 and 3; every other is somebody's adapter
SDA_COLOUR, SCL_COLOUR = Colour.BLUE, Colour.YELLOW
LINES = (("SDA", SDA_COLOUR, 5.0), ("SCL", SCL_COLOUR, 13.0), ("3.3 V", V3, 21.0), ("0 V", GROUND, 29.0))
FIRST, CHIP, TOP, PER_ROW = 42.0, 86.0, 38.0, 4
LEG = 5.0
SHIFTER = 26.0  # what a level shifter above a chip takes


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A chip on a bus. ``legs``: its other terminals and where each goes, in words; ``uses``: lines of the header that
    are its own; ``shifted``: it is fed with 5 V, and its two lines pass a level shifter."""

    bus: int
    address: int
    name: str
    kind: str
    straps: str
    legs: tuple[tuple[str, str], ...] = ()
    uses: tuple[Use, ...] = ()
    shifted: bool = False


def gauge(config: Config, language: Language) -> Iterator[Chip]:
    """The INA219 of ``[power]``. Its straps: data sheet, table 1 (A1 counts fours, A0 ones)."""
    power = config.power
    if power is not None:
        yield Chip(
            bus=power.i2c_bus,
            address=power.gauge_address,
            name=language(Say.GAUGE),
            kind="INA219",
            straps=_ina219_straps(power),
            legs=(("Vin+", language(Say.TO_CHARGER)), ("Vin−", language(Say.TO_BATTERY))),
        )


def converters(config: Config, language: Language) -> Iterator[Chip]:
    """The ADS1115 of ``[[adc]]``. ADDR: data sheet, table 7-2 (ground, VDD, SDA, SCL)."""
    for each in config.adc:
        yield Chip(
            bus=each.i2c_bus,
            address=each.address,
            name=each.name,
            kind="ADS1115",
            straps=f"ADDR = {('GND', 'VCC', 'SDA', 'SCL')[each.address & 3]}",
            legs=tuple(_channels(config, each, language)),
        )


def _channels(config: Config, adc: AdcConfig, language: Language) -> Iterator[tuple[str, str]]:
    loops = {each.channel: each.name for each in config.input if each.adc == adc.name}
    if adc.rail_channel is not None:
        loops[adc.rail_channel] = language(Say.BAR_3)
    for channel in range(4):
        yield f"A{channel}", loops.get(channel, language(Say.ZERO_BAR))  # an open one would wander


def sensors(config: Config, language: Language) -> Iterator[Chip]:
    """The SHT31 of ``[[sensor]]``, with the limits of the inputs that look at it. ADDR: data sheet, table 8."""
    for each in config.sensor:
        yield Chip(
            bus=each.i2c_bus,
            address=each.address,
            name=each.name,
            kind="SHT31",
            straps=f"ADDR = {'VCC' if each.address & 1 else 'GND'}",
            legs=tuple((_limit(wired), wired.name) for wired in config.input if wired.sensor == each.name),
        )


def _limit(wired: InputConfig) -> str:
    limits = ((wired.below_c, "< {} °C"), (wired.above_c, "> {} °C"), (wired.above_rh, "> {} %"))
    return next((words.format(f"{value:g}") for value, words in limits if value is not None), "")


def clock(config: Config, language: Language) -> Iterator[Chip]:
    """The DS3231 of ``[clock]``, where the panel has it itself; of the kernel's the configuration says no place."""
    if config.clock is not None and config.clock.i2c_bus is not None:
        yield Chip(
            bus=config.clock.i2c_bus,
            address=config.clock.address,
            name=language(Say.CLOCK),
            kind="DS3231",
            straps="CR2032",
        )


def keypads(config: Config, language: Language) -> Iterator[Chip]:
    """The expanders of ``[[keypad]]``: A2, A1 and A0 count fours, twos and ones."""
    for each in config.keypad:
        if each.i2c_bus is not None and each.address is not None:
            tied = (f"A{pin} = {'VCC' if each.address >> pin & 1 else 'GND'}" for pin in (2, 1, 0))
            yield Chip(
                bus=each.i2c_bus,
                address=each.address,
                name=each.name,
                kind=expander_kind(each.address),
                straps=", ".join(tied),
                legs=(("P0–P7", language(Say.TO_KEYPAD)),),
            )


def displays(config: Config, language: Language) -> Iterator[Chip]:
    """The expanders on the backs of ``[[display]]``: docs/hardware.md on their 5 V."""
    for each in config.display:
        tied = (f"A{pin} = {'VCC' if each.address >> pin & 1 else 'GND'}" for pin in (2, 1, 0))
        yield Chip(
            bus=each.i2c_bus,
            address=each.address,
            name=each.name,
            kind=expander_kind(each.address),
            straps=", ".join(tied),
            legs=(("HD44780", f"{each.size.value}, {language(Say.DISPLAY)}"),),
            shifted=True,
        )


def readers(config: Config, language: Language) -> Iterator[Chip]:
    """The PN532 of ``[[reader]]``: its two switches say by which way it is spoken to (user manual, 2.2)."""
    del language
    for each in config.reader:
        if each.i2c_bus is not None:
            uses = reset_use(each)
            yield Chip(
                bus=each.i2c_bus,
                address=PN532,
                name=each.name,
                kind="PN532",
                straps="SEL0 = ON, SEL1 = OFF",
                legs=tuple(("RSTPDN", f"{use.place}: GPIO {use.gpio}, {use.colour.value}") for use in uses),
                uses=uses,
            )


def _ina219_straps(power: PowerConfig) -> str:
    tied = ("GND", "VCC", "SDA", "SCL")
    return f"A1 = {tied[power.gauge_address >> 2 & 3]}, A0 = {tied[power.gauge_address & 3]}"


CHIPS: tuple[Callable[[Config, Language], Iterator[Chip]], ...] = (
    gauge,
    converters,
    sensors,
    clock,
    keypads,
    displays,
    readers,
)


def chips(config: Config, language: Language) -> list[Chip]:
    """All of them, by bus and address."""
    found = [chip for kind in CHIPS for chip in kind(config, language)]
    return sorted(found, key=lambda chip: (chip.bus, chip.address))


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """A bus after the other, four chips beside each other."""
    found = chips(config, language)
    for bus in sorted({chip.bus for chip in found}):
        here = [chip for chip in found if chip.bus == bus]
        uses = _uses(bus)
        for start in range(0, len(here), PER_ROW):
            row = tuple(here[start : start + PER_ROW])
            own = tuple(use for chip in row for use in chip.uses)
            yield _row(bus, row, (*(uses if start == 0 else ()), *own), language)


def _row(bus: int, row: tuple[Chip, ...], uses: tuple[Use, ...], language: Language) -> Block:
    high = max(_top(chip) + 22 + LEG * len(chip.legs) for chip in row)
    return Block(high=high, draw=lambda pen: _draw(pen, bus, row, language), uses=uses, wide=WHOLE)


def _uses(bus: int) -> tuple[Use, ...]:
    if bus != ON_HEADER:
        return ()
    name = f"I2C {bus}"
    return (
        Use(gpio=SDA, device=name, terminal="SDA", colour=SDA_COLOUR, rest=HIGH),
        Use(gpio=SCL, device=name, terminal="SCL", colour=SCL_COLOUR, rest=HIGH),
    )


def _draw(pen: Pen, bus: int, row: tuple[Chip, ...], language: Language) -> None:
    last = FIRST + (len(row) - 1) * CHIP + 40
    _source(pen, bus, language)
    for _, colour, y in LINES:
        pen.wire(colour, (25, y), (last, y))
    for index, chip in enumerate(row):
        _chip(pen.moved(FIRST + index * CHIP, 0), chip, language)


def _source(pen: Pen, bus: int, language: Language) -> None:
    """Where the bus comes from: the header, or an adapter of its own."""
    places = ("3", "5", "1", "9") if bus == ON_HEADER else ("",) * 4
    for (name, colour, y), place in zip(LINES, places, strict=True):
        if bus == ON_HEADER and name in ("SDA", "SCL"):
            tag(
                pen,
                y,
                Use(gpio=int(place) - 1 if place == "3" else SCL, device="", terminal="", colour=colour, rest=""),
            )
        else:
            plate(pen, y, place, name)
            pen.text(26, y - 1.2, colour.value, size=SMALL)
    if bus != ON_HEADER:
        pen.text(0, 36, language(Say.ADAPTER).format(bus=bus), bold=True, most_mm=40)


def _top(chip: Chip) -> float:
    return TOP + SHIFTER if chip.shifted else TOP


def _chip(pen: Pen, chip: Chip, language: Language) -> None:
    pen.part(Part.MODULE, chip.kind)
    top = _top(chip)
    for index, (_, colour, y) in enumerate(LINES):
        pen.wire(colour, (8.0 + index * 9, y), (8.0 + index * 9, TOP))
        pen.joint(8.0 + index * 9, y)
    if chip.shifted:
        _shifter(pen, language)
    for index in range(len(LINES)):
        pen.terminal(8.0 + index * 9, TOP)
    pen.box(0, top, CHIP - 8, 20 + LEG * len(chip.legs), fill="#ffffff", radius=1)
    for index, (name, _, _) in enumerate(LINES):
        pen.terminal(8.0 + index * 9, top)
        word = {"3.3 V": "VCC", "0 V": "GND"}.get(name, name)
        pen.text(8.0 + index * 9, top + 4, word, size=SMALL, anchor="middle")
    pen.text(3, top + 9.5, f"{chip.kind}  0x{chip.address:02X}", bold=True)
    pen.text(40, top + 9.5, chip.straps, size=SMALL, most_mm=CHIP - 50)
    pen.text(3, top + 14.5, chip.name, most_mm=CHIP - 12)
    for index, (leg, goes_to) in enumerate(chip.legs):
        y = top + 20 + index * LEG
        pen.text(3, y, leg, size=SMALL, bold=True)
        pen.text(20, y, f"→ {goes_to}", size=SMALL, most_mm=CHIP - 30)


def _shifter(pen: Pen, language: Language) -> None:
    """Between the bus and a chip for 5 V: its upper side at the bus, 5 V and the chip's two lines at the lower."""
    pen.part(Part.MODULE, language(Say.SHIFTER))
    foot = TOP + 13
    pen.box(0, TOP, 62, foot - TOP, fill="#ffffff", radius=1)
    for index, name in enumerate(("LV1", "LV2", "LV", "GND")):
        pen.text(8.0 + index * 9, TOP + 4, name, size=SMALL, anchor="middle")
    pen.text(40, TOP + 8.5, language(Say.SHIFTER), size=SMALL, most_mm=21)
    for index, (name, colour) in enumerate((("HV1", SDA_COLOUR), ("HV2", SCL_COLOUR), ("HV", V5), ("GND", GROUND))):
        x = 8.0 + index * 9
        pen.text(x, foot - 1.8, name, size=SMALL, anchor="middle")
        pen.terminal(x, foot)
        pen.wire(colour, (x, foot), (x, TOP + SHIFTER))
    pen.line((26, foot + 6), (50, foot + 6))
    pen.joint(26, foot + 6)
    rail(pen, 50, foot + 6, RAIL_5)
