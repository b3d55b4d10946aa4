"""What was heard of each device while it was open, and what that means: a function for each kind."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import msgspec

from battery.charge import Pack
from panel.config.model import Config, InputConfig, OutputConfig, Pull, ReaderKind, ZoneConfig
from panel.config.power import pack_of, rules_of
from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.units import Unit
from panel.ports import (
    ClimateRead,
    ClockSaid,
    DeviceFailed,
    DeviceRecovered,
    HardwareEvent,
    InputChanged,
    KeyPressed,
    SupplyRead,
    TagRead,
)
from zones.kinds import Level
from zones.wiring import CONTACTS, Wiring

FREE_LINES = "its lines free, and able to do what the configuration asks"
LOOK = "see what the message says; `gpioinfo` shows who holds which line"


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Of one unit. ``refused``: why it could not be opened. ``outputs``: whether each is on, or why nobody can say.
    ``clock``: what a clock module said last."""

    unit: Unit
    refused: str = ""
    events: tuple[HardwareEvent, ...] = ()
    outputs: Mapping[str, bool | str] = MappingProxyType({})
    clock: ClockSaid | None = None


def judged(heard: Heard) -> Iterator[Finding]:
    """What it means."""
    tell = Teller(heard.unit.section)
    if heard.refused:
        yield tell.wrong(heard.unit.name, heard.refused, FREE_LINES, LOOK)
        return
    failed = _failed(heard)
    for device, detail in failed.items():
        yield tell.wrong(device, detail, "a device that answers", "check its wires and its supply, then run this again")
    yield from JUDGES[heard.unit.table](heard, tell, failed)


def _failed(heard: Heard) -> dict[str, str]:
    """Devices that have failed and not come back, and how."""
    failed: dict[str, str] = {}
    for event in heard.events:
        if isinstance(event, DeviceFailed):
            failed[event.device] = event.detail
        elif isinstance(event, DeviceRecovered):
            failed.pop(event.device, None)
    return failed


# inputs -------------------------------------------------------------------------------------------


def _inputs(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    config = heard.unit.config
    levels = {event.input: event.level for event in heard.events if isinstance(event, InputChanged)}
    zones = {zone.input: zone for zone in config.zone}
    for each in config.input:
        if each.name not in failed:
            yield input_found(tell, each, zones.get(each.name), levels.get(each.name, Level.UNKNOWN), failed)


def input_found(
    tell: Teller, each: InputConfig, zone: ZoneConfig | None, level: Level, failed: Collection[str]
) -> Finding:
    """An input by its level: open is no fault, it is what an installer wants to see change. ``failed``: what it hangs
    on may be among these, and is the fault then."""
    subject = each.name if zone is None else f"{each.name} ({zone.id} {zone.name})"
    carrier = each.adc or each.sensor
    if level is Level.UNKNOWN and carrier in failed:
        return tell.note(subject, f"unknown, because {carrier} has failed", "a level", f"mend {carrier} first")
    found = f"{level.value}{_circuit(each, zone, level)}"
    if level is Level.SECURE:
        return tell.ok(subject, found)
    if level is Level.OPEN:
        return tell.note(subject, found, "secure, when door and window are shut and nobody moves", _close(each, zone))
    if level is Level.UNKNOWN:
        return tell.wrong(subject, "nothing was heard of it", "a level", "check its wires and what they hang on")
    return tell.wrong(subject, found, "secure", "check the cable and its resistors from end to end")


def _circuit(each: InputConfig, zone: ZoneConfig | None, level: Level) -> str:
    """What the contact itself does, where it is one."""
    wiring = Wiring.NC if zone is None else zone.wiring
    if each.pin is None or wiring not in CONTACTS or level not in (Level.SECURE, Level.OPEN):
        return ""
    conducts = (level is Level.SECURE) is (wiring is Wiring.NC)
    high = conducts is (each.pull is Pull.DOWN)
    return f": the contact is {'closed' if conducts else 'open'}, GPIO{each.pin} at {'3.3 V' if high else '0 V'}"


def _close(each: InputConfig, zone: ZoneConfig | None) -> str:
    if each.pin is not None and zone is not None and zone.wiring is Wiring.NC:
        return "shut it and run this again; if it stays open, the cable is cut or the zone is wired `no`"
    if each.pin is not None:
        return "let it come to rest and run this again; if it stays so, the zone may be wired `nc`"
    return "let it come to rest and run this again"


# outputs ------------------------------------------------------------------------------------------


def _outputs(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    for each in heard.unit.config.output:
        level = heard.outputs.get(each.name)
        if each.name not in failed and level is not None:
            yield output_found(tell, each, level)


def _loops(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    """The inputs on converters, and the outputs that had to be opened with them."""
    sounding = {
        each.name: each.siren for each in heard.unit.config.input if heard.outputs.get(each.siren or "") is True
    }
    for name, siren in sounding.items():
        todo = f"see {siren} below: its cable is measured while it is at rest"
        yield tell.note(name, f"not measured, {siren} is on", "secure", todo)
    yield from _inputs(heard, tell, {**failed, **dict.fromkeys(sounding, "")})
    yield from _outputs(heard, Teller(Section.OUTPUTS), failed)


def output_found(tell: Teller, each: OutputConfig, level: bool | str) -> Finding:
    """An output by what its line is at."""
    subject = f"{each.name} ({each.role.value})"
    if isinstance(level, str):
        return tell.wrong(subject, level, "a line that can be read back", LOOK)
    volts = "3.3 V" if level is each.active_high else "0 V"
    if not level:
        return tell.ok(subject, f"off, GPIO{each.pin} at {volts}")
    return tell.note(
        subject,
        f"on, GPIO{each.pin} at {volts}",
        "off, while no panel runs",
        "a panel that ended left it so; start alarmd, which sets it right",
    )


# keypads, readers, sensors ------------------------------------------------------------------------


def _keypads(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    keys = " ".join(event.key for event in heard.events if isinstance(event, KeyPressed))
    for each in heard.unit.config.keypad:
        if each.name not in failed:
            yield tell.ok(each.name, f"at rest as it should be{f'; pressed meanwhile: {keys}' if keys else ''}")


def _displays(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    for each in heard.unit.config.display:
        if each.name not in failed:
            yield tell.ok(
                each.name, f"its expander at 0x{each.address:02X} takes what it is told; nobody reads the glass"
            )


def _readers(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    tags = sum(isinstance(event, TagRead) for event in heard.events)
    for each in heard.unit.config.reader:
        if each.name not in failed:
            found = "at rest as it should be" if each.kind is ReaderKind.WIEGAND else "answers, and looks for tags"
            yield tell.ok(each.name, f"{found}{f'; tags read meanwhile: {tags}' if tags else ''}")


def _sensors(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    read = {event.sensor: event for event in heard.events if isinstance(event, ClimateRead)}
    for each in heard.unit.config.sensor:
        air = read.get(each.name)
        if air is not None:
            yield tell.ok(each.name, f"{air.celsius:.1f} °C, {air.humidity:.0f} % RH")
        elif each.name not in failed:
            where = f"0x{each.address:02X} on bus {each.i2c_bus}"
            yield tell.wrong(each.name, f"no reading from {where}", "one within a second", "check its four wires")
    silent = {each.name: "" for each in heard.unit.config.sensor if each.name not in read}
    yield from _inputs(heard, Teller(Section.INPUTS), {**silent, **failed})


def _clock(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    said = heard.clock
    if said is None or said.utc_ms is None:
        why = "no reading" if said is None else said.detail
        yield tell.wrong("clock module", why, "the time", "see what the message says; `sereno wiring`")
        return
    shown = f"{datetime.fromtimestamp(said.utc_ms // 1_000, UTC):%Y-%m-%d %H:%M:%S} UTC"
    if said.lost:
        todo = "put in a new cell; the panel sets it as soon as it knows the time"
        yield tell.wrong("clock module", f"{shown}, and says that it has stood still", "a time that is kept", todo)
    else:
        yield tell.ok("clock module", shown)


# power --------------------------------------------------------------------------------------------


def _power(heard: Heard, tell: Teller, failed: Mapping[str, str]) -> Iterator[Finding]:
    power = heard.unit.config.power
    assert power is not None, "the unit is that table"
    read = [event for event in heard.events if isinstance(event, SupplyRead)]
    where = f"INA219 at 0x{power.gauge_address:02X} on bus {power.i2c_bus}"
    if not read or read[-1].battery_mv is None:
        why = read[-1].detail if read and read[-1].detail else "no reading"
        yield tell.wrong("battery gauge", f"{where}: {why}", "readings", "check its four wires, and its address")
        return
    last = read[-1]
    assert last.battery_mv is not None, "seen above"
    yield from supply_found(tell, heard.unit.config, last.mains, last.battery_mv, last.out_ma)


def supply_found(tell: Teller, config: Config, mains: bool | None, battery_mv: int, out_ma: int) -> Iterator[Finding]:
    """Battery, charger and mains by one reading of the gauge."""
    assert config.power is not None, "somebody read it"
    if mains is not None:
        yield _mains(tell, mains)
    pack = pack_of(config.power)
    yield _battery(tell, pack, battery_mv)
    yield _charger(tell, mains, out_ma, rules_of(config.panel.id).drawn_ma)


def _charger(tell: Teller, mains: bool | None, out_ma: int, drawn_ma: int) -> Finding:
    """By the current: from the charger at Vin+ to the battery at Vin-, or the other way."""
    flow = f"{out_ma} mA out of the battery" if out_ma > 0 else f"{-out_ma} mA into the battery"
    if mains is False or out_ma <= drawn_ma:
        return tell.ok("charger", flow)
    exchanged = (
        "Vin+ belongs to the charger and Vin- to the battery: are they exchanged? If not, the charger gives none"
    )
    if mains:
        expected = f"current into it, or at most {drawn_ma} mA out of it"
        return tell.wrong("charger", f"{flow}, with the mains there", expected, exchanged)
    return tell.note(
        "charger", f"{flow}: the battery carries the panel", "that of a charger", f"are the mains there? {exchanged}"
    )


def _mains(tell: Teller, there: bool) -> Finding:
    if there:
        return tell.ok("mains", "there, says their line")
    return tell.note("mains", "gone, says their line", "there", "if they are there: check mains_high, and the line")


def _battery(tell: Teller, pack: Pack, battery_mv: int) -> Finding:
    volts, cells, profile = f"{battery_mv / 1000:.2f} V", pack.cells, pack.profile
    if battery_mv < profile.cell_mv * cells // 2:
        return tell.wrong(
            "battery", f"{volts}: none there", f"{profile.cell_mv * cells / 1000:g} V", "check F1, its fuse"
        )
    if battery_mv <= profile.low_mv * cells:
        return tell.wrong(
            "battery", f"{volts}: nearly empty", f"above {profile.low_mv * cells / 1000:.1f} V", "charge it"
        )
    return tell.ok("battery", volts)


Judge = Callable[[Heard, Teller, Mapping[str, str]], Iterator[Finding]]
JUDGES: Mapping[str, Judge] = {
    "input": _inputs,
    "adc": _loops,
    "output": _outputs,
    "keypad": _keypads,
    "display": _displays,
    "reader": _readers,
    "sensor": _sensors,
    "clock": _clock,
    "power": _power,
}
