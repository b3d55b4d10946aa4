"""The stored form of the state: by name, so that a changed configuration still finds what is its own."""

import msgspec

from panel.core.names import Mode, Phase
from panel.core.plan import AreaPlan, Plan
from panel.core.state import VERSION, AreaState, State, ZoneState, all_armed, initial
from panel.daemon.snapshot_v1 import VERSION as FIRST_VERSION
from panel.daemon.snapshot_v1 import Snapshot as FirstSnapshot
from panel.daemon.snapshot_v1 import migrated


class SnapshotError(Exception):
    """The bytes are no snapshot that this version can read."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Areas by id and zones by number; ``rest``: everything else of the state, its own lists empty."""

    version: int
    areas: dict[str, AreaState]
    zones: dict[str, ZoneState]
    rest: State


class _Version(msgspec.Struct, frozen=True):
    version: int


def encode(plan: Plan, state: State) -> bytes:
    """JSON, so that a person can read in an emergency what the panel last knew."""
    return msgspec.json.encode(
        Snapshot(
            version=VERSION,
            areas={plan.id: area for plan, area in zip(plan.areas, state.areas, strict=True)},
            zones={str(plan.id): zone for plan, zone in zip(plan.zones, state.zones, strict=True)},
            rest=msgspec.structs.replace(state, areas=(), zones=()),
        )
    )


def decode(plan: Plan, stored: bytes) -> State:
    """The state for today's plan. Areas and zones that are new start fresh; those gone are dropped.

    But an area that was armed and is gone may live on under another name: then what is new starts armed. And
    one armed in a mode that it no longer has is armed in its fullest: in the old one no zone would watch.

    Raises SnapshotError, also for a version of the future: to guess at it could mean to be disarmed.
    """
    snapshot = _read(stored)
    known = {zone.id for zone in plan.zones}
    if any(area.entry_zone not in known for area in snapshot.areas.values() if area.entry_zone):
        raise SnapshotError("the stored state is in an entry by a zone that the configuration no longer has")
    names = {area.id for area in plan.areas}
    lost = any(area.phase is not Phase.IDLE for name, area in snapshot.areas.items() if name not in names)
    fresh = all_armed(plan) if lost else initial(plan)
    return msgspec.structs.replace(
        _without_strangers(snapshot.rest, known, names),
        areas=tuple(
            _fitting(p, snapshot.areas.get(p.id, a), known) for p, a in zip(plan.areas, fresh.areas, strict=True)
        ),
        zones=tuple(snapshot.zones.get(str(p.id), z) for p, z in zip(plan.zones, fresh.zones, strict=True)),
        version=VERSION,
    )


def _read(stored: bytes) -> Snapshot:
    try:
        version = msgspec.json.decode(stored, type=_Version).version
        if version == FIRST_VERSION:
            return _second(msgspec.json.decode(stored, type=FirstSnapshot))
        if version == VERSION:
            return msgspec.json.decode(stored, type=Snapshot)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SnapshotError(f"the stored state cannot be read: {error}") from error
    raise SnapshotError(f"the stored state has version {version}, this program reads {FIRST_VERSION} and {VERSION}")


def _second(first: FirstSnapshot) -> Snapshot:
    areas, zones, rest = migrated(first)
    return Snapshot(version=VERSION, areas=areas, zones=zones, rest=rest)


def _without_strangers(rest: State, zones: set[int], areas: set[str]) -> State:
    """What belongs to a zone or an area that is no longer configured is over."""
    first, countdown = rest.first_alarm, rest.countdown
    return msgspec.structs.replace(
        rest,
        first_alarm=first if first is not None and first.zone in zones else None,
        crossed=tuple(one for one in rest.crossed if one.zone in zones),
        countdown=countdown if countdown is not None and set(countdown.areas) <= areas else None,
        force=None,
    )


def _fitting(plan: AreaPlan, area: AreaState, zones: set[int]) -> AreaState:
    offered = (Mode.DISARMED, *plan.modes)
    mode = area.mode if area.mode in offered else plan.fullest
    old_mode = area.old_mode if area.old_mode in offered else plan.fullest
    held = tuple(report for report in area.held if report.zone in zones)
    return msgspec.structs.replace(area, mode=mode, old_mode=old_mode, held=held)
