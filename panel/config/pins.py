"""Checks of the 40-pin header: who uses which GPIO line, and what the lines themselves forbid."""

from collections.abc import Iterator

import msgspec

from panel.config import buses, serial_buses
from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.keypad_checks import on_expander
from panel.config.messages import Fault
from panel.config.model import OutputRole, Pull

LINES = range(28)  # BCM 0 to 27: all that the 40-pin header carries
PROBED = (0, 1)  # ID_SD and ID_SC: the firmware looks for an add-on board's EEPROM there at each start
PULLED_UP = (2, 3)  # I2C 1: 1.8 kΩ to 3.3 V soldered on every Pi


class Use(msgspec.Struct, frozen=True):
    """One line in use: by which row, under which key, as which element of a list."""

    pin: int
    row: Row
    key: str
    item: int | None = None


def uses(sheet: Sheet) -> Iterator[Use]:
    """Every use of a line, in the order of the file's tables."""
    for table, keys in (("input", ("pin",)), ("output", ("pin",)), ("reader", ("d0", "d1", "reset_pin"))):
        for row in sheet[table]:
            for key in keys:
                if (pin := row.get(key, int)) is not None:
                    yield Use(pin, row, key)
    for row in sheet["keypad"]:
        yield from _of_keypad(row)
    yield from _of_the_supply(sheet)
    yield from _of_the_bus(sheet)
    yield from (Use(*line) for line in serial_buses.port_lines(sheet))
    yield from (Use(*line) for line in serial_buses.spi_lines(sheet))
    for row in sheet["gsm"]:
        if (pin := row.get("power_key", int)) is not None:
            yield Use(pin, row, "power_key")


def _of_keypad(row: Row) -> Iterator[Use]:
    """Its eight lines; of one on an expander the line to its INT."""
    if (pin := row.get("int_pin", int)) is not None:
        yield Use(pin, row, "int_pin")
    for key in () if on_expander(row) else ("rows", "columns"):
        for item, pin in enumerate(row.get(key, tuple) or ()):
            yield Use(pin, row, key, item)


def _of_the_supply(sheet: Sheet) -> Iterator[Use]:
    """The line of the mains."""
    for row in sheet["power"]:
        if (pin := row.get("mains_pin", int)) is not None:
            yield Use(pin, row, "mains_pin")


def _of_the_bus(sheet: Sheet) -> Iterator[Use]:
    """The two lines of the I2C bus that is on the header, once for all of its chips; other buses are elsewhere."""
    if (row := buses.on_the_header(sheet)) is not None:
        yield from (Use(pin, row, buses.BUS) for pin in PULLED_UP)


def each_pin_has_one_use(sheet: Sheet) -> Iterator[Finding]:
    """Two users of one line, also within one keypad."""
    all_uses = list(uses(sheet))
    taken = {use.pin for use in all_uses}
    free = _ranges([pin for pin in LINES if pin not in taken])
    first: dict[int, Use] = {}
    for use in all_uses:
        other = first.setdefault(use.pin, use)
        if other is not use:
            yield use.row.clash(Fault.PIN_SHARED, use.key, str(use.pin), other.row, other.key, item=use.item, free=free)


def _ranges(pins: list[int]) -> str:
    """Numbers as a person would list them: 0 to 3, 7, 9."""
    runs: list[list[int]] = []
    for pin in pins:
        if runs and pin == runs[-1][-1] + 1:
            runs[-1].append(pin)
        else:
            runs.append([pin])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs) or "none"


def lines_can_do_it(sheet: Sheet) -> Iterator[Finding]:
    """What two pairs of lines cannot do, whatever the software says."""
    for row in sheet["input"]:
        if row.get("pin", int) in PULLED_UP and row.get("pull", Pull) is Pull.DOWN:
            yield row.finding(Fault.PIN_PULLED_UP, "pull", f"{shown('down')} at GPIO {row.get('pin', int)}")
    for row in sheet["output"]:
        role = row.get("role", OutputRole)
        if row.get("pin", int) in PROBED and role in (OutputRole.SIREN, OutputRole.STROBE):
            yield row.finding(Fault.PIN_PROBED, "pin", str(row.get("pin", int)), role=role.value)


def the_power_key_is_left_alone(sheet: Sheet) -> Iterator[Finding]:
    """A key that the computer itself presses whenever it starts switches the modem off as often as on."""
    for row in sheet["gsm"]:
        pin, high = row.get("power_key", int), row.get("power_key_high", bool)
        if pin in PROBED or (pin in PULLED_UP and high):
            least = max(PULLED_UP if high else PROBED) + 1
            yield row.finding(Fault.KEY_PRESSED_AT_START, "power_key", str(pin), least=str(least))


def the_power_key_is_complete(sheet: Sheet) -> Iterator[Finding]:
    """No key is pressed rightly without the modem's kind, and what is said of a key that is not there is a mistake."""
    for row in sheet["gsm"]:
        if "power_key" in row.given and "modem" not in row.given:
            yield row.finding(Fault.KEY_WITHOUT_MODEM, "power_key", "no modem")
        for key in ("modem", "power_key_high"):
            if key in row.given and key in row.values and "power_key" not in row.given:
                yield row.finding(Fault.MODEM_WITHOUT_KEY, key, "no power_key", named=key)


CHECKS = (each_pin_has_one_use, lines_can_do_it, the_power_key_is_left_alone, the_power_key_is_complete)
