"""Mains, charger, battery with its fuse and gauge, the 12 V and 0 V bars, the 5 V converter: the supply's sheet.

The gauge's Vin- is at the battery, since it measures the voltage there, and Vin+ at the charger: docs/hardware.md. With
a battery test, a change-over relay parts the battery from the charger and puts a tenth of its capacity on it; the
diode beside the contact lets the battery carry the panel all the same should the mains go at that moment.
"""

from collections.abc import Iterator

from battery.chemistry import Chemistry
from panel.config.model import Config
from panel.wiring import inputs
from panel.wiring.block import HIGH, LOW, WHOLE, Block, Use
from panel.wiring.colours import GROUND, V5, V12, Colour, signal
from panel.wiring.fuses import CONVERTER, DETECTORS, MODEM, OUTPUTS, READERS, Fuse
from panel.wiring.header import GROUNDS, SUPPLIES_3V3
from panel.wiring.pen import SMALL, Part, Pen
from panel.wiring.supply import Plan, load_of, plan_of
from panel.wiring.switches import changeover_left
from panel.wiring.symbols import RAIL_3, RAIL_5, RAIL_12, diode_left, fuse, ground, part_box, rail, resistor_down
from panel.wiring.words import Language, Say

NAMES = {Chemistry.LEAD_ACID: Say.LEAD_ACID, Chemistry.LIFEPO4: Say.LIFEPO4, Chemistry.LI_ION: Say.LI_ION}
HIGH_MM = 150.0
PSU, PSU_WIDE, BAR, CONVERTER_X, PI = 38.0, 66.0, 140.0, 212.0, 306.0
OUT, MINUS, BATTERY, RETURN = 33.5, 94.0, 122.0, 144.0
ROWS = (14.0, 27.0, 40.0, 53.0)  # of the bar's branches, the converter's below them
CONVERTER_Y = 68.0


def blocks(config: Config, language: Language) -> Iterator[Block]:
    """The supply, and the line that tells of the mains."""
    plan = plan_of(config)
    yield Block(high=HIGH_MM, draw=lambda pen: _draw(pen, plan, language), wide=WHOLE)
    power = config.power
    if power is not None and power.mains_pin is not None:
        use = Use(
            gpio=power.mains_pin,
            device="[power] mains_pin",
            terminal="NO",
            colour=signal(1),
            rest=HIGH if power.mains_high else LOW,
        )
        words = ("[power] mains_pin", language(Say.MAINS_RELAY), language(Say.CLOSED_WITH_MAINS))
        yield inputs.loop(use, not power.mains_high, True, words)


def _draw(pen: Pen, plan: Plan, language: Language) -> None:
    _mains(pen, language)
    _charger(pen, plan, language)
    _bar(pen, plan, language)
    _five_volts(pen, language)
    _zero(pen, language)
    _battery(pen, plan, language)


def _mains(pen: Pen, language: Language) -> None:
    pen.text(0, 8, language(Say.MAINS), size=SMALL, bold=True, most_mm=PSU - 2)
    for name, colour, y in (("L", Colour.BROWN, 16.0), ("N", Colour.BLUE, 26.0), ("PE", Colour.EARTH, 36.0)):
        pen.text(0, y + 0.9, name, bold=True)
        pen.wire(colour, (6, y), (PSU, y))
        pen.text(8, y - 1.4, colour.value, size=SMALL)


def _charger(pen: Pen, plan: Plan, language: Language) -> None:
    title = language(Say.CHARGER).format(volts=f"{plan.nominal_mv / 1000:g}")
    pen.part(Part.MODULE, title)
    part_box(pen, PSU, 4, PSU_WIDE, HIGH_MM - 6, title)
    for row, words in enumerate(_charger_words(plan, language)):
        pen.text(PSU + 3, 50 + row * 5, words, size=SMALL, most_mm=PSU_WIDE - 6)
    for name, y in (("OUT +", OUT), ("OUT −", MINUS), ("BATT +", BATTERY), ("BATT −", RETURN)):
        pen.terminal(PSU + PSU_WIDE, y)
        pen.text(PSU + PSU_WIDE - 3, y + 0.9, name, size=SMALL, anchor="end")
    for y in (16.0, 26.0, 36.0):
        pen.terminal(PSU, y)


def _charger_words(plan: Plan, language: Language) -> Iterator[str]:
    if plan.power is None:
        yield language(Say.NOT_WATCHED)
        return
    yield language(Say.CHARGES).format(volts=f"{plan.charged_mv / 1000:.1f}")
    yield language(Say.CUTS_OFF).format(volts=f"{plan.cut_off_mv / 1000:.1f}")
    yield language(Say.DEAD_WITHOUT)


# 12 V ---------------------------------------------------------------------------------------------


def _branches(plan: Plan) -> Iterator[tuple[Fuse, Say]]:
    if plan.outputs:
        yield OUTPUTS, Say.FOR_OUTPUTS
    yield DETECTORS, Say.FOR_DETECTORS
    if plan.readers:
        yield READERS, Say.FOR_READERS
    if plan.modem:
        yield MODEM, Say.FOR_MODEM


def _bar(pen: Pen, plan: Plan, language: Language) -> None:
    """The 12 V bar and what branches off it, each over a fuse of its own."""
    start = PSU + PSU_WIDE
    if plan.needs_12_v:
        pen.wire(V12, (start, OUT), (start + 8, OUT))
        part_box(pen, start + 8, OUT - 8, 22, 16, language(Say.TO_12_V))
        pen.part(Part.MODULE, language(Say.TO_12_V))
        start += 30
    pen.wire(V12, (start, OUT), (BAR, OUT))
    pen.text(BAR - 2, OUT - 1.4, V12.value, size=SMALL, anchor="end")
    pen.line((BAR, 8), (BAR, CONVERTER_Y), width=1.4, colour="#d62718")
    pen.text(BAR, 6, language(Say.BAR_12), size=SMALL, anchor="middle", bold=True)
    for y, (each, words) in zip(ROWS, _branches(plan), strict=False):
        _fused(pen, y, each)
        pen.wire(V12, (BAR + 22, y), (BAR + 34, y))
        pen.terminal(BAR + 34, y)
        pen.text(BAR + 37, y + 0.9, f"{RAIL_12} {each.name}", bold=True, size=SMALL)
        pen.text(BAR + 54, y + 0.9, language(words), size=SMALL, most_mm=100)
    _fused(pen, CONVERTER_Y, CONVERTER)


def _fused(pen: Pen, y: float, each: Fuse) -> None:
    pen.line((BAR, y), (BAR + 12, y))
    fuse(pen, BAR + 12, y, each.name, each.value)


def _five_volts(pen: Pen, language: Language) -> None:
    """The converter and the computer, fed through its own socket: the pins 2 and 4 have no protection."""
    y = CONVERTER_Y
    pen.wire(V12, (BAR + 22, y), (CONVERTER_X, y))
    part_box(pen, CONVERTER_X, y - 10, 44, 18, language(Say.CONVERTER))
    pen.part(Part.MODULE, language(Say.CONVERTER))
    pen.text(CONVERTER_X + 2, y + 5, "5.1 V  ≥ 3 A  (Pi 5: 5 A)", size=SMALL, most_mm=40)
    end = CONVERTER_X + 44
    pen.wire(V5, (end, y), (PI, y))
    pen.text(end + 3, y - 1.4, V5.value, size=SMALL)
    pen.joint(end + 18, y)
    rail(pen, end + 18, y, RAIL_5)
    pen.terminal(CONVERTER_X, y)
    pen.terminal(end, y)
    part_box(pen, PI, y - 14, 84, 22, "Raspberry Pi")
    pen.terminal(PI, y)
    pen.text(PI + 3, y + 0.9, "USB-C", size=SMALL)
    pen.text(PI + 18, y + 0.9, language(Say.FROM_HEADER).format(places=_places(SUPPLIES_3V3)), size=SMALL, most_mm=60)
    pen.text(PI + 18, y + 5.4, f"0 V: {_places(GROUNDS)}", size=SMALL, most_mm=64)
    pen.line((PI + 70, y - 14), (PI + 70, y - 18))
    rail(pen, PI + 70, y - 18, RAIL_3)


def _places(places: tuple[int, ...]) -> str:
    return ", ".join(str(place) for place in places)


def _zero(pen: Pen, language: Language) -> None:
    """The 0 V bar, to which everything returns."""
    y = CONVERTER_Y + 8
    pen.wire(GROUND, (PSU + PSU_WIDE, MINUS), (PI + 84, MINUS))
    for x in (CONVERTER_X + 22, PI + 42):
        pen.wire(GROUND, (x, y), (x, MINUS))
        pen.joint(x, MINUS)
    pen.text(BAR, MINUS + 4.2, language(Say.ZERO_BAR), size=SMALL, bold=True)
    ground(pen, PI + 60, MINUS)


# battery ------------------------------------------------------------------------------------------

GAUGE, FUSE, CELLS = 216.0, 268.0, 306.0


def _battery(pen: Pen, plan: Plan, language: Language) -> None:
    start = PSU + PSU_WIDE
    pen.text(start + 3, BATTERY - 1.4, V12.value, size=SMALL)
    if plan.test:
        _test(pen, plan, language)
    else:
        pen.wire(V12, (start, BATTERY), (GAUGE, BATTERY))
    _gauge(pen, plan, language)
    fuse(pen, FUSE, BATTERY, plan.fuse.name, plan.fuse.value)
    pen.wire(V12, (FUSE + 10, BATTERY), (CELLS, BATTERY))
    pen.wire(GROUND, (start, RETURN), (CELLS, RETURN))
    pen.text(start + 3, RETURN - 1.4, GROUND.value, size=SMALL)
    part_box(pen, CELLS, BATTERY - 10, 84, 36, language(Say.BATTERY))
    for sign, y in (("+", BATTERY), ("−", RETURN)):
        pen.terminal(CELLS, y)
        pen.text(CELLS + 3, y + 1, sign, bold=True)
    for row, words in enumerate(_battery_words(plan, language)):
        pen.text(CELLS + 12, BATTERY + 1 + row * 5.5, words, most_mm=70)


def _battery_words(plan: Plan, language: Language) -> Iterator[str]:
    yield f"{plan.nominal_mv / 1000:g} V"
    if plan.power is not None:
        yield f"{plan.power.capacity_mah / 1000:g} Ah, {language(NAMES[plan.power.chemistry])}"


def _gauge(pen: Pen, plan: Plan, language: Language) -> None:
    power = plan.power
    if power is None:
        pen.wire(V12, (GAUGE, BATTERY), (FUSE, BATTERY))
        return
    part_box(pen, GAUGE, BATTERY - 12, 40, 20, f"INA219  0x{power.gauge_address:02X}")
    pen.box(GAUGE + 14, BATTERY - 1.5, 12, 3)
    pen.line((GAUGE, BATTERY), (GAUGE + 14, BATTERY))
    pen.line((GAUGE + 26, BATTERY), (GAUGE + 40, BATTERY))
    pen.text(GAUGE + 20, BATTERY - 2.6, f"{power.shunt_mohm} mΩ", size=SMALL, anchor="middle")
    pen.text(GAUGE + 2, BATTERY + 4.4, "Vin+", size=SMALL)
    pen.text(GAUGE + 38, BATTERY + 4.4, "Vin−", size=SMALL, anchor="end")
    pen.wire(V12, (GAUGE + 40, BATTERY), (FUSE, BATTERY))
    pen.terminal(GAUGE, BATTERY)
    pen.terminal(GAUGE + 40, BATTERY)
    pen.text(GAUGE, BATTERY + 12, language(Say.SEE_BUSES).format(bus=power.i2c_bus), size=SMALL, most_mm=48)


def _test(pen: Pen, plan: Plan, language: Language) -> None:
    """The battery's own load: on from its gauge's Vin+, and parted from the charger meanwhile."""
    start, (ohms, watts) = PSU + PSU_WIDE, load_of(plan)
    pen.wire(V12, (start, BATTERY), (160, BATTERY), (160, BATTERY - 3))
    closed, other = changeover_left(pen, 180, BATTERY, plan.test)
    pen.line((160, BATTERY - 3), closed)
    pen.line(other, (166, other[1]), (166, BATTERY + 6))
    resistor_down(pen, 166, BATTERY + 6, f"{ohms:g} Ω", f"{watts} W")
    pen.text(168.3, BATTERY + 14, f"{watts} W", size=SMALL)
    pen.wire(GROUND, (166, BATTERY + 14), (166, RETURN))
    pen.joint(166, RETURN)
    pen.line((196, BATTERY), (196, BATTERY - 13))
    pen.joint(196, BATTERY)
    diode_left(pen, 196, BATTERY - 13, 50, "SB540")
    pen.line((146, BATTERY - 13), (146, BATTERY))
    pen.joint(146, BATTERY)
    pen.line((180, BATTERY), (190, BATTERY))
    pen.wire(V12, (190, BATTERY), (GAUGE, BATTERY))
    pen.text(170, RETURN - 2, language(Say.BATTERY_TEST), size=SMALL)
