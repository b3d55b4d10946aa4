"""Checks of the loops with resistors: what hangs on which converter, and whether its states can be told apart."""

from collections.abc import Iterator
from typing import NamedTuple

from panel.config.bounds import Bounds
from panel.config.converters import AdcConfig, loop_of, rail_of
from panel.config.devices import InputConfig
from panel.config.findings import Finding, Row, Sheet, nearest, shown
from panel.config.messages import Fault
from zones.eol import RESISTORS, WindowsOverlap, lacks, windows
from zones.kinds import Kind
from zones.wiring import CONTACTS, LOOPS, Wiring

CHANNELS = range(4)
OF_A_LOOP = ("channel", "pull_ohm", *RESISTORS, "tolerance_percent", "cable_ohm", "siren")
OWN_KEYS = {"pin": ("pull",), "adc": OF_A_LOOP, "sensor": ("below_c", "above_c", "above_rh", "hysteresis")}
ELSEWHERE = ({"pin"}, {"sensor"})
MUST = ("channel", "pull_ohm")
WHERE = {
    "pin": "a pin, which tells closed from open and measures nothing",
    "adc": "a converter",
    "sensor": "a sensor, which has no contact",
}


def each_input_is_wired_once(sheet: Sheet) -> Iterator[Finding]:
    """To a line, to a converter or to a sensor, with the keys that go with it."""
    for row in sheet["input"]:
        ways = [way for way in WHERE if way in row.given]
        if len(ways) != 1:
            found = " and ".join(ways) or "none of them"
            yield row.finding(Fault.PIN_OR_ADC, ways[-1] if ways else "", found)
            continue
        (way,) = ways
        for what, key in ((what, key) for what, keys in OWN_KEYS.items() if what != way for key in keys):
            if key in row.given and key in row.values:
                yield row.finding(Fault.INPUT_KEY, key, _found(row, key), named=key, what=what, where=WHERE[way])
        for key in MUST if way == "adc" else ():
            if key not in row.given:
                yield _missing(row, key)


def _missing(row: Row, key: str) -> Finding:
    bounds = Bounds(InputConfig.__annotations__[key])
    return row.finding(Fault.MISSING_KEY, key, "nothing", allowed=bounds.allowed(), why=bounds.description())


def _found(row: Row, key: str) -> str:
    value = row.values[key]
    return shown(str(value)) if isinstance(value, str) else shown(value)


def what_loops_name_is_there(sheet: Sheet) -> Iterator[Finding]:
    """The converter, and the output whose line is supervised."""
    for key, table in (("adc", "adc"), ("siren", "output")):
        known = sheet.names(table, "name")
        for row in sheet["input"]:
            word = row.get(key, str)
            if known is not None and word is not None and word not in known:
                names = ", ".join(known) or f"none: there is no [[{table}]] in the file"
                yield row.finding(Fault.UNKNOWN_REFERENCE, key, shown(word), near=nearest(word, known), names=names)


class _Taken(NamedTuple):
    row: Row
    key: str


def each_channel_has_one_loop(sheet: Sheet) -> Iterator[Finding]:
    """Two loops on one channel are one loop; and one that measures the rail measures no loop."""
    first: dict[tuple[str, int], _Taken] = {}
    clashes: list[tuple[str, _Taken, _Taken]] = []
    for adc, channel, use in _channels(sheet):
        other = first.setdefault((adc, channel), use)
        clashes += [(adc, use, other)] if other is not use else []
    for adc, use, other in clashes:
        free = ", ".join(str(channel) for channel in CHANNELS if (adc, channel) not in first) or "none"
        found = str(use.row.values[use.key])
        yield use.row.clash(Fault.CHANNEL_SHARED, use.key, found, other.row, other.key, adc=adc, free=free)


def _channels(sheet: Sheet) -> Iterator[tuple[str, int, _Taken]]:
    for row in sheet["adc"]:
        name, channel = row.get("name", str), row.get("rail_channel", int)
        if name is not None and channel is not None:
            yield name, channel, _Taken(row, "rail_channel")
    for row in sheet["input"]:
        name, channel = row.get("adc", str), row.get("channel", int)
        if name is not None and channel is not None:
            yield name, channel, _Taken(row, "channel")


def each_converter_measures_something(sheet: Sheet) -> Iterator[Finding]:
    """One that nobody uses would never be heard of, were it dead."""
    known = {row.get("name", str) for row in sheet["adc"]}
    used = {row.get("adc", str) for row in sheet["input"] if {"pin", "adc", "sensor"} & row.given not in ELSEWHERE}
    if "input" in sheet.broken or None in used or used - known:
        return  # an input that names a wrong one, or none, leaves its right one unused: one mistake, told there
    for row in sheet["adc"]:
        name = row.get("name", str)
        if name is not None and name not in used and "rail_channel" not in row.given:
            yield row.finding(Fault.ADC_UNUSED, "name", "no input that uses it", name=name)


class _Wired(NamedTuple):
    """A zone with its input, both right enough to be looked at together."""

    zone: Row
    input: Row
    wiring: Wiring


def _wired(sheet: Sheet) -> Iterator[_Wired]:
    inputs = {row.get("name", str): row for row in sheet["input"]}
    for zone in sheet["zone"]:
        name, wiring = zone.get("input", str), zone.get("wiring", Wiring)
        if name is not None and wiring is not None and name in inputs:
            row = inputs[name]
            if len({"pin", "adc"} & row.given) == 1:
                yield _Wired(zone, row, wiring)


def the_wiring_suits_the_input(sheet: Sheet) -> Iterator[Finding]:
    """A line knows closed and open, a converter measures resistors."""
    for zone, row, wiring in _wired(sheet):
        way = "adc" if "adc" in row.given else "pin"
        allowed = LOOPS if way == "adc" else CONTACTS
        if wiring not in allowed:
            found = shown(wiring.value) if "wiring" in zone.given else f"nothing, and so {shown(wiring.value)}"
            names, name = ", ".join(allowed), row.get("name", str) or ""
            yield zone.finding(Fault.WIRING, "wiring", found, names=names, input=name, where=WHERE[way])


def loops_have_their_resistors(sheet: Sheet) -> Iterator[Finding]:
    """Those of the wiring, and such that every state reads as itself."""
    converters = _converters(sheet)
    for _, row, wiring in _wired(sheet):
        if "adc" not in row.given or wiring not in LOOPS or not _is_right(row, ("pull_ohm", *RESISTORS)):
            continue
        wrong = lacks(wiring, {key: row.get(key, int) or 0 for key in RESISTORS})
        for lack in wrong:
            found = str(lack.found) if lack.found else "nothing"
            yield row.finding(Fault.RESISTOR, lack.resistor, found, wiring=wiring.value, what=lack.what)
        if not wrong and "pull_ohm" in row.given and _is_right(row, ("tolerance_percent", "cable_ohm")):
            yield from _overlaps(row, wiring, _rail_percent(row, converters))


def _is_right(row: Row, keys: tuple[str, ...]) -> bool:
    return all(key in row.values for key in keys)


def _converters(sheet: Sheet) -> tuple[AdcConfig, ...] | None:
    """None when one of them is wrong: it may be the one that measures the rail."""
    fields = AdcConfig.__struct_fields__
    if "adc" in sheet.broken or not all(_is_right(row, fields) for row in sheet["adc"]):
        return None
    return tuple(AdcConfig(**dict(row.values)) for row in sheet["adc"])  # type: ignore[arg-type] # each value is right


def _rail_percent(row: Row, converters: tuple[AdcConfig, ...] | None) -> int | None:
    own = next((adc for adc in converters or () if adc.name == row.get("adc", str)), None)
    if own is None or converters is None:
        return None
    return own.rail_percent if rail_of(own, converters) is None else 0


def _overlaps(row: Row, wiring: Wiring, rail_percent: int | None) -> Iterator[Finding]:
    if rail_percent is None:
        return
    keys = ("name", "pull_ohm", *RESISTORS, "tolerance_percent", "cable_ohm")
    wired = InputConfig(**{key: row.values[key] for key in keys})  # type: ignore[arg-type] # each value is right
    try:
        windows(loop_of(wired, wiring, rail_percent))
    except WindowsOverlap as error:
        yield row.finding(Fault.LOOP, "end_ohm", error.found, what=error.advice)


def siren_lines_are_tampers(sheet: Sheet) -> Iterator[Finding]:
    """A siren's line has no contact that could open: whatever is wrong with it, somebody has been at it."""
    for zone, row, wiring in _wired(sheet):
        kind = zone.get("kind", Kind)
        if row.get("siren", str) is None or "adc" not in row.given or wiring not in LOOPS or kind is None:
            continue
        if kind is not Kind.TAMPER or wiring is not Wiring.SEOL:
            why = f"{zone.place} is {shown(kind.value)}, wired {shown(wiring.value)}"
            yield row.finding(Fault.SIREN_LINE, "siren", shown(row.get("siren", str)), why=why)


CHECKS = (
    each_input_is_wired_once,
    what_loops_name_is_there,
    each_channel_has_one_loop,
    each_converter_measures_something,
    the_wiring_suits_the_input,
    loops_have_their_resistors,
    siren_lines_are_tampers,
)
