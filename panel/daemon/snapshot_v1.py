"""The first stored form of the state, and the way from it to the present one."""

import msgspec

from panel.core.names import Mode, Phase, ReportKind, Source, Trouble
from panel.core.state import AreaState, Exit, Latch, Memory, Sound, State, TagState, ZoneState
from zones.kinds import Level

VERSION = 1


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """As panel.core.state.ZoneState was."""

    level: Level = Level.UNKNOWN
    tripped: tuple[Level, ...] = ()
    alarms: tuple[ReportKind, ...] = ()
    fault: bool = False
    unknown_at_ms: int | None = None


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """As panel.core.state.AreaState was."""

    mode: Mode = Mode.DISARMED
    phase: Phase = Phase.IDLE
    until_ms: int | None = None
    old_mode: Mode = Mode.DISARMED
    actor: str = ""
    source: Source | None = None
    entry_zone: int = 0
    exit_error: bool = False
    alarmed_at_ms: int | None = None
    memory: tuple[int, ...] = ()
    tamper: bool = False
    latch_until_ms: int | None = None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Areas by id, zones by number."""

    version: int
    areas: dict[str, Area]
    zones: dict[str, Zone]
    tag: TagState | None
    fire_silenced: bool
    troubles: tuple[tuple[Trouble, str], ...]


def migrated(first: Snapshot) -> tuple[dict[str, AreaState], dict[str, ZoneState], State]:
    """The same in today's words. A panel that burned and was not silenced goes on ringing."""
    zones = {number: ZoneState(**msgspec.structs.asdict(zone)) for number, zone in first.zones.items()}
    burns = not first.fire_silenced and any(ReportKind.FIRE in zone.alarms for zone in zones.values())
    rest = State(
        areas=(), zones=(), tag=first.tag, latches=(Latch(Sound.FIRE),) if burns else (), troubles=first.troubles
    )
    return {name: _area(area) for name, area in first.areas.items()}, zones, rest


def _area(area: Area) -> AreaState:
    fields = msgspec.structs.asdict(area)
    at_ms = area.alarmed_at_ms or 0
    fields["memory"] = tuple(Memory(zone, ReportKind.INTRUSION, at_ms) for zone in area.memory)
    if area.phase is Phase.EXIT:
        assert area.until_ms is not None, "an exit without an end"
        fields["exit"] = Exit(full_until_ms=area.until_ms)
    return AreaState(**fields)
