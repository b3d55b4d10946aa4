"""``sereno status``: the panel at a glance, from alarmd itself."""

import argparse

import msgspec

from panel.api import StatusWanted
from panel.cli.console import ConsoleError, add_place, ask, failed
from panel.places import PlaceError

SUMMARY = "areas, zones, readiness and troubles of the running panel"


_TROUBLES = {
    "default_code": "the administrator's first PIN is still in use: `sereno user pin`",
    "mains": "the mains are gone",
    "battery_low": "the battery is nearly empty",
    "battery_missing": "there is no battery, or its fuse has blown",
    "battery_test": "the battery does not carry its load: have it replaced",
    "battery_not_charging": "the battery is not being charged",
}


class Named(msgspec.Struct, frozen=True):
    """A zone by number and name."""

    id: int
    name: str


class Area(msgspec.Struct, frozen=True):
    """An area now. ``memory``: the zones of the last alarm, until somebody saw them."""

    id: str
    name: str
    mode: str
    phase: str
    remaining_ms: int | None = None
    memory: tuple[Named, ...] = ()


class Zone(msgspec.Struct, frozen=True):
    """A zone now. ``level`` is None where it is nobody's business."""

    id: int
    name: str
    area: str
    level: str | None
    bypass: str | None = None


class Readiness(msgspec.Struct, frozen=True):
    """Whether a mode can be armed, and what is in its way."""

    ready: bool
    zones: tuple[Named, ...] = ()


class Trouble(msgspec.Struct, frozen=True):
    """Something wrong with the panel itself."""

    trouble: str
    detail: str = ""


class Countdown(msgspec.Struct, frozen=True):
    """A programme that is about to arm."""

    programme: str
    mode: str
    areas: tuple[str, ...]
    remaining_ms: int


class Alarm(msgspec.Struct, frozen=True):
    """A zone whose alarm is not restored."""

    id: int
    name: str
    kind: str


class Trial(msgspec.Struct, frozen=True):
    """A test or service that runs."""

    trial: str
    remaining_ms: int


class Locked(msgspec.Struct, frozen=True):
    """A means by which no code is heard for now."""

    means: str
    remaining_ms: int


class Power(msgspec.Struct, frozen=True):
    """What the panel lives on."""

    mains: bool | None = None
    battery_mv: int | None = None
    percent: int | None = None
    hours_left: float | None = None


class Air(msgspec.Struct, frozen=True):
    """The air at one sensor; None while that says nothing."""

    celsius: float | None = None
    humidity: float | None = None


class Status(msgspec.Struct, frozen=True):
    """What alarmd answers; fields it adds later are ignored here and shown by ``--json``."""

    panel: str
    areas: tuple[Area, ...]
    zones: tuple[Zone, ...]
    ready: dict[str, dict[str, Readiness]]
    troubles: tuple[Trouble, ...]
    unacked: int
    countdown: Countdown | None = None
    sounding: bool = False
    alarms: tuple[Alarm, ...] = ()
    trial: Trial | None = None
    consent_ms: int | None = None
    locked: tuple[Locked, ...] = ()
    chime: bool = True
    power: Power | None = None
    climate: dict[str, Air] = {}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno status``."""
    parser.add_argument("--json", action="store_true", help="one object on the last line")
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the status; 0 done, 1 no answer, 2 no panel."""
    try:
        reply = ask(args.data, StatusWanted())
    except (PlaceError, ConsoleError) as error:
        return failed(error)
    print(reply.data if args.json else "\n".join(lines(msgspec.json.decode(reply.data, type=Status))))
    return 0


def lines(status: Status) -> list[str]:
    """The status for a person: what is armed, what is in the way, what is wrong; quiet zones stay unnamed."""
    return [
        f"panel {status.panel}",
        *(line for area in status.areas for line in _area(area, status)),
        *_goes_on(status),
        *_announced(status.countdown),
        *_zones(status.zones),
        *_power(status.power),
        *(f"  air at {name}: {_air(air)}" for name, air in status.climate.items()),
        *(f"  TROUBLE  {_words(trouble)}" for trouble in status.troubles),
        f"  {_waiting(status.unacked)}",
    ]


def _words(trouble: Trouble) -> str:
    return _TROUBLES.get(trouble.trouble, f"{trouble.trouble} {trouble.detail}".rstrip())


def _area(area: Area, status: Status) -> list[str]:
    left = f", {area.remaining_ms / 1000:.0f} s left" if area.remaining_ms is not None else ""
    phase = {"idle": "", "alarm": ", ALARM"}.get(area.phase, f", {area.phase}")
    found = [f"  {area.name}: {area.mode.upper()}{phase}{left}"]
    if area.memory:
        found.append(f"    alarm memory: {_names(area.memory)}")
    if area.mode == "disarmed":
        found += [f"    {_readiness(mode, ready)}" for mode, ready in status.ready.get(area.id, {}).items()]
    return found


def _goes_on(status: Status) -> list[str]:
    """What nobody may overlook, first what is heard in the street."""
    found = ["  THE SIREN SOUNDS"] if status.sounding else []
    found += [f"  ALARM {alarm.kind.removeprefix('alarm.')}: {alarm.id} {alarm.name}" for alarm in status.alarms]
    if status.trial is not None:
        found.append(f"  {status.trial.trial} test or service: {_minutes(status.trial.remaining_ms)} left")
    if status.consent_ms is not None:
        found.append(f"  the installer is let in for {_minutes(status.consent_ms)} more")
    found += [f"  no codes are heard by {one.means} for {one.remaining_ms / 1000:.0f} s" for one in status.locked]
    return found if status.chime else [*found, "  chimes are off"]


def _minutes(left_ms: int) -> str:
    return f"{-(-left_ms // 60_000)} min"


def _announced(countdown: Countdown | None) -> list[str]:
    if countdown is None:
        return []
    left_s = countdown.remaining_ms / 1000
    what = f"{countdown.programme} arms {', '.join(countdown.areas)} {countdown.mode} in {left_s:.0f} s"
    return [f"  {what}; to wait: sereno schedule postpone MINUTES"]


def _readiness(mode: str, ready: Readiness) -> str:
    return f"ready for {mode}" if ready.ready else f"not ready for {mode}: {_names(ready.zones)}"


def _zones(zones: tuple[Zone, ...]) -> list[str]:
    quiet = [zone for zone in zones if zone.level in ("secure", None) and not zone.bypass]
    told = [
        f"    {zone.id:>3} {zone.name}: {zone.level}{f', bypassed {zone.bypass}' if zone.bypass else ''}"
        for zone in zones
        if zone not in quiet
    ]
    return [f"  zones: {len(quiet)} of {len(zones)} secure", *told]


def _power(power: Power | None) -> list[str]:
    """How long the light still burns, for whoever stands before the panel with a candle."""
    if power is None:
        return []
    volts = "not known" if power.battery_mv is None else f"{power.battery_mv / 1000:.1f} V"
    charge = "" if power.percent is None or power.battery_mv is None else f", {power.percent} %"
    if power.mains:
        return [f"  power: mains; battery {volts}{charge}"]
    left = "" if power.hours_left is None else f", about {_hours(power.hours_left)} left"
    return [f"  ON BATTERY: {volts}{charge}{left}"]


def _air(air: Air) -> str:
    if air.celsius is None or air.humidity is None:
        return "not known"
    return f"{air.celsius:.1f} °C, {air.humidity:.0f} % RH"


def _hours(hours: float) -> str:
    return f"{hours * 60:.0f} min" if hours < 2 else f"{hours:.0f} h"


def _waiting(unacked: int) -> str:
    return "the station has everything" if unacked == 0 else f"{unacked} reports not yet acknowledged by the station"


def _names(zones: tuple[Named, ...]) -> str:
    return ", ".join(f"{zone.id} {zone.name}" for zone in zones) or "see the troubles"
