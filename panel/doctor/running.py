"""What alarmd itself says, while it runs and has the lines: an examination takes nothing away from it."""

from collections.abc import Iterator

import msgspec

from panel.config.model import Config
from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.heard import input_found, supply_found
from zones.kinds import Level

CLOCK_MODULE = ("clock", "module")  # as panel.daemon.timekeeper raises it
DEVICE = "device"  # as panel.core.names.Trouble names it: its detail is the device


class Zone(msgspec.Struct, frozen=True):
    """A zone now. ``level``: None where it is nobody's business."""

    id: int
    level: str | None = None


class Trouble(msgspec.Struct, frozen=True):
    """Something wrong with the panel itself."""

    trouble: str
    detail: str = ""


class Power(msgspec.Struct, frozen=True):
    """What the panel lives on."""

    mains: bool | None = None
    battery_mv: int | None = None
    out_ma: int = 0


class Air(msgspec.Struct, frozen=True):
    """What a climate sensor said last; None while it says nothing."""

    celsius: float | None = None
    humidity: float | None = None


class Status(msgspec.Struct, frozen=True):
    """Of ``sereno status --json`` what an examination needs."""

    panel: str
    zones: tuple[Zone, ...]
    troubles: tuple[Trouble, ...]
    unacked: int
    sounding: bool = False
    power: Power | None = None
    climate: dict[str, Air] = {}


class Told(msgspec.Struct, frozen=True):
    """What came of asking it. ``status``: as ``sereno status --json`` prints it, None while none runs; ``error``: why
    one that seems to run could not be asked."""

    status: str | None = None
    error: str = ""


def unasked(error: str) -> Finding:
    """It seems to run, and could not be asked: its lines will be taken."""
    todo = "run this as root, or as a user of alarmd's group; or stop alarmd"
    return Teller(Section.PANEL).wrong("alarmd", error, "an answer, or no alarmd", todo)


def findings(config: Config, status: Status) -> Iterator[Finding]:
    """Everything that the running panel knows of its devices."""
    failed = {trouble.detail for trouble in status.troubles if trouble.trouble == DEVICE}
    yield from _panel(status, CLOCK_MODULE if config.clock is not None else None)
    yield from _inputs(config, status, failed)
    yield from _devices(config, failed)
    yield from _sensors(config, status, failed)
    if config.clock is not None:
        yield _clock(status)
    if config.power is not None:
        yield from _power(config, status.power)


def _panel(status: Status, told_below: tuple[str, str] | None) -> Iterator[Finding]:
    tell = Teller(Section.PANEL)
    yield tell.ok("alarmd", "runs and has the lines: what stands below is what it says of them")
    for trouble in status.troubles:
        if trouble.trouble != DEVICE and (trouble.trouble, trouble.detail) != told_below:
            words = f"{trouble.trouble} {trouble.detail}".rstrip()
            yield tell.note("trouble", words, "none", "`sereno status` says more")
    if status.unacked:
        todo = "`sereno status`; if it stays so, look at the network below"
        yield tell.note("reports", f"{status.unacked} not acknowledged by the station", "none for long", todo)
    if status.sounding:
        yield tell.note("siren", "sounds", "silence", "disarm first")


def _inputs(config: Config, status: Status, failed: set[str]) -> Iterator[Finding]:
    tell = Teller(Section.INPUTS)
    levels = {zone.id: zone.level for zone in status.zones}
    zones = {zone.input: zone for zone in config.zone}
    for each in config.input:
        zone = zones.get(each.name)
        level = None if zone is None else levels.get(zone.id)
        if each.name in failed:
            yield _failed(tell, each.name)
        elif level is None:
            subject = each.name if zone is None else f"{each.name} ({zone.id} {zone.name})"
            yield tell.ok(subject, "not told while the panel runs")
        else:
            yield input_found(tell, each, zone, Level(level), failed)


def _devices(config: Config, failed: set[str]) -> Iterator[Finding]:
    sections = (
        (Section.OUTPUTS, config.output),
        (Section.KEYPADS, config.keypad),
        (Section.KEYPADS, config.display),
        (Section.READERS, config.reader),
        (Section.INPUTS, config.adc),
    )
    for section, devices in sections:
        tell = Teller(section)
        for each in devices:
            yield _failed(tell, each.name) if each.name in failed else tell.ok(each.name, "the panel has it")


def _sensors(config: Config, status: Status, failed: set[str]) -> Iterator[Finding]:
    tell = Teller(Section.SENSORS)
    for each in config.sensor:
        air = status.climate.get(each.name)
        if each.name in failed:
            yield _failed(tell, each.name)
        elif air is None or air.celsius is None or air.humidity is None:
            yield tell.note(each.name, "no reading yet", "one within ten seconds", "run this again in a moment")
        else:
            yield tell.ok(each.name, f"{air.celsius:.1f} °C, {air.humidity:.0f} % RH")


def _clock(status: Status) -> Finding:
    tell = Teller(Section.CLOCK)
    if any((trouble.trouble, trouble.detail) == CLOCK_MODULE for trouble in status.troubles):
        todo = "alarmd's log says which: journalctl -u sereno-alarmd; check its wires, put in a new cell"
        return tell.wrong("clock module", "does not answer, or has lost its time, says the panel", "the time", todo)
    return tell.ok("clock module", "the panel has it, and it keeps its time")


def _power(config: Config, power: Power | None) -> Iterator[Finding]:
    tell = Teller(Section.POWER)
    if power is None or power.battery_mv is None:
        yield tell.wrong("battery gauge", "no reading", "one each second", "check its four wires, and its address")
    else:
        # Without a line the panel takes them for gone by the current alone: that would be judging twice by one reading.
        by_line = config.power is not None and config.power.mains_pin is not None
        yield from supply_found(tell, config, power.mains if by_line else None, power.battery_mv, power.out_ma)


def _failed(tell: Teller, device: str) -> Finding:
    todo = (
        "alarmd's log says how: journalctl -u sereno-alarmd; stop it and run this again to look at the lines themselves"
    )
    return tell.wrong(device, "has failed, says the panel", "a device that answers", todo)
