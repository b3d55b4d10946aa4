"""The stored form of the state: by name, so that a changed configuration still finds what is its own."""

import msgspec

from panel.core.names import Mode, Phase, Trouble
from panel.core.plan import AreaPlan, Plan
from panel.core.state import VERSION, AreaState, State, TagState, ZoneState, all_armed, initial


class SnapshotError(Exception):
    """The bytes are no snapshot that this version can read."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Areas by id and zones by number; the rest as in the state."""

    version: int
    areas: dict[str, AreaState]
    zones: dict[str, ZoneState]
    tag: TagState | None
    fire_silenced: bool
    troubles: tuple[tuple[Trouble, str], ...]


def encode(plan: Plan, state: State) -> bytes:
    """JSON, so that a person can read in an emergency what the panel last knew."""
    return msgspec.json.encode(
        Snapshot(
            version=VERSION,
            areas={plan.id: area for plan, area in zip(plan.areas, state.areas, strict=True)},
            zones={str(plan.id): zone for plan, zone in zip(plan.zones, state.zones, strict=True)},
            tag=state.tag,
            fire_silenced=state.fire_silenced,
            troubles=state.troubles,
        )
    )


def decode(plan: Plan, stored: bytes) -> State:
    """The state for today's plan. Areas and zones that are new start fresh; those gone are dropped.

    But an area that was armed and is gone may live on under another name: then what is new starts armed. And
    one armed in a mode that it no longer has is armed in its fullest: in the old one no zone would watch.

    Raises SnapshotError, also for a version of the future: to guess at it could mean to be disarmed.
    """
    try:
        snapshot = msgspec.json.decode(stored, type=Snapshot)
    except msgspec.DecodeError as error:
        raise SnapshotError(f"the stored state cannot be read: {error}") from error
    if snapshot.version != VERSION:
        raise SnapshotError(f"the stored state has version {snapshot.version}, this program reads {VERSION}")
    known = {zone.id for zone in plan.zones}
    if any(area.entry_zone not in known for area in snapshot.areas.values() if area.entry_zone):
        raise SnapshotError("the stored state is in an entry by a zone that the configuration no longer has")
    names = {area.id for area in plan.areas}
    lost = any(area.phase is not Phase.IDLE for name, area in snapshot.areas.items() if name not in names)
    fresh = all_armed(plan) if lost else initial(plan)
    return State(
        areas=tuple(_fitting(p, snapshot.areas.get(p.id, a)) for p, a in zip(plan.areas, fresh.areas, strict=True)),
        zones=tuple(snapshot.zones.get(str(p.id), z) for p, z in zip(plan.zones, fresh.zones, strict=True)),
        tag=snapshot.tag,
        fire_silenced=snapshot.fire_silenced,
        troubles=snapshot.troubles,
    )


def _fitting(plan: AreaPlan, area: AreaState) -> AreaState:
    offered = (Mode.DISARMED, *plan.modes)
    mode = area.mode if area.mode in offered else plan.fullest
    old_mode = area.old_mode if area.old_mode in offered else plan.fullest
    return msgspec.structs.replace(area, mode=mode, old_mode=old_mode)
