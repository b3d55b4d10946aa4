"""The panel as others may see it: for people at a shell, and signed for the station."""

from collections.abc import Mapping

import msgspec

from comms.documents import AreaState as AreaDoc
from comms.documents import StateDoc
from panel.core.names import SECRET, Bypass, Mode
from panel.core.outputs import Tone, outputs
from panel.core.plan import Plan
from panel.core.readiness import conditions_in_the_way, in_the_way
from panel.core.state import State
from panel.daemon.climate import Air
from panel.daemon.supply import Supplied
from zones.kinds import Kind


def status(
    panel: str,
    plan: Plan,
    state: State,
    unacked: int,
    now_ms: int,
    supply: Supplied | None = None,
    climate: Mapping[str, Air] | None = None,
) -> bytes:
    """JSON: ``areas``, ``zones``, ``ready``, ``troubles``, ``unacked``, ``countdown`` (an arming that is announced),
    ``power`` (see ``Supplied``; null where nobody watches the supply), ``climate`` (sensor to ``Air``).

    A hold-up device has no level here: whoever forced somebody to press it may be reading over their shoulder.
    """
    names = {zone.id: zone.name for zone in plan.zones}
    areas = _areas(plan, state, names, now_ms)
    zones = [
        {
            "id": p.id,
            "name": p.name,
            "area": p.area,
            "kind": p.kind.value,
            "level": None if p.kind is Kind.HOLD_UP else z.level.value,
            "bypass": None if z.bypass is Bypass.NONE else z.bypass.value,
        }
        for p, z in zip(plan.zones, state.zones, strict=True)
    ]
    conditions = conditions_in_the_way(plan, state)
    ready = {
        area.id: {
            mode.value: {
                "ready": not found and not conditions,
                "zones": [{"id": zone, "name": names[zone]} for zone in found],
                "conditions": [condition.value for condition in conditions],
            }
            for mode in area.modes
            for found in [_way(plan, state, area.id, mode)]
        }
        for area in plan.areas
    }
    troubles = [{"trouble": trouble.value, "detail": detail} for trouble, detail in state.troubles]
    found = {"panel": panel, "areas": areas, "zones": zones, "ready": ready, "troubles": troubles, "unacked": unacked}
    found |= {"countdown": _countdown(state, now_ms), "power": supply, "climate": climate or {}}
    return msgspec.json.encode(found | _goes_on(plan, state, now_ms))


def _areas(plan: Plan, state: State, names: Mapping[int, str], now_ms: int) -> list[dict[str, object]]:
    return [
        {
            "id": p.id,
            "name": p.name,
            "mode": a.mode.value,
            "phase": a.phase.value,
            "remaining_ms": None if a.until_ms is None else max(0, a.until_ms - now_ms),
            "memory": [
                {"id": one.zone, "name": names[one.zone], "kind": one.kind.value, "ago_ms": max(0, now_ms - one.at_ms)}
                for one in a.memory
                if one.zone in names
            ],
        }
        for p, a in zip(plan.areas, state.areas, strict=True)
    ]


def _goes_on(plan: Plan, state: State, now_ms: int) -> dict[str, object]:
    """What nobody may overlook: ``sounding``, ``alarms`` of zones that are not restored, ``trial``, ``consent_ms``,
    ``locked`` (means, and for how long), ``chime``. Of a hold-up nothing."""
    trial = state.trial
    return {
        "sounding": outputs(plan, state, now_ms).siren is not Tone.OFF,
        "alarms": [
            {"id": zone.id, "name": zone.name, "kind": kind.value}
            for zone, now in zip(plan.zones, state.zones, strict=True)
            for kind in now.alarms
            if kind not in SECRET
        ],
        "trial": None if trial is None else {"trial": trial.trial.value, "remaining_ms": trial.until_ms - now_ms},
        "consent_ms": None if state.consent_until_ms is None else max(0, state.consent_until_ms - now_ms),
        "locked": [
            {"means": lock.source.value, "remaining_ms": max(0, lock.until_ms - now_ms)}
            for lock in state.locks
            if lock.until_ms is not None
        ],
        "chime": state.chime,
    }


def _countdown(state: State, now_ms: int) -> dict[str, object] | None:
    announced = state.countdown
    if announced is None:
        return None
    return {
        "programme": announced.programme,
        "mode": announced.mode.value,
        "areas": announced.areas,
        "remaining_ms": max(0, announced.until_ms - now_ms),
    }


def state_doc(
    panel: str, plan: Plan, state: State, *, epoch: str, challenge: str, unacked: int, wall_ms: int
) -> StateDoc:
    """What the station sees: areas, readiness and troubles, no zone of a house at peace."""
    conditions = conditions_in_the_way(plan, state)
    areas = tuple(
        AreaDoc(
            id=p.id,
            name=p.name,
            mode=a.mode.value,
            phase=a.phase.value,
            ready={mode.value: not _way(plan, state, p.id, mode) and not conditions for mode in p.modes},
        )
        for p, a in zip(plan.areas, state.areas, strict=True)
    )
    troubles = tuple(trouble.value for trouble, _ in state.troubles)
    return StateDoc(
        v=1,
        panel=panel,
        epoch=epoch,
        at_ms=wall_ms,
        challenge=challenge,
        areas=areas,
        troubles=troubles,
        unacked=unacked,
    )


def _way(plan: Plan, state: State, area: str, mode: Mode) -> tuple[int, ...]:
    return in_the_way(plan, state, area, mode, exit_follows=plan.exit_delay_ms > 0)
