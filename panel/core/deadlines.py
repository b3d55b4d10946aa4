"""When time alone changes the state: the instants at which the core must be stepped."""

from collections.abc import Sequence

from panel.core.plan import Plan
from panel.core.state import AreaState, Lock, State, ZoneState


def next_deadline(plan: Plan, state: State) -> int | None:
    """The earliest instant at which the core must be stepped, on its own clock; None: nothing runs."""
    return min(deadlines(plan, state), default=None)


def deadlines(plan: Plan, state: State) -> list[int]:
    """Every instant at which time alone changes the state, in no particular order."""
    return running(plan, state.areas, state.zones, state)


def running(plan: Plan, areas: Sequence[AreaState], zones: Sequence[ZoneState], rest: State) -> list[int]:
    """The same of a state in pieces: ``rest`` is asked for everything but its areas and zones."""
    found: list[int | None] = [rest.consent_until_ms, rest.chime_until_ms]
    for area in areas:
        found += (area.until_ms, area.latch_until_ms, area.hold_until_ms, area.recent_until_ms)
        if area.alarmed_at_ms is not None:
            found.append(cancel_until_ms(plan, area))
    for zone in zones:
        found += (zone.unknown_at_ms, zone.period_until_ms, zone.unseen_at_ms, zone.warm_until_ms)
    for one in (rest.tag, rest.first_alarm, rest.force, rest.trial, rest.slot, rest.countdown):
        if one is not None:
            found.append(one.until_ms)
    found += [latch.until_ms for latch in rest.latches]
    found += [crossed.until_ms for crossed in rest.crossed]
    for lock in rest.locks:
        found += (lock.until_ms, lock.day_until_ms, forget_fails_ms(plan, lock))
    return [at for at in found if at is not None]


def cancel_until_ms(plan: Plan, area: AreaState) -> int | None:
    """When the cancel window of the area's first alarm closes; None outside one."""
    return None if area.alarmed_at_ms is None else area.alarmed_at_ms + plan.cancel_window_ms


def forget_fails_ms(plan: Plan, lock: Lock) -> int | None:
    """When the oldest of the wrong codes no longer counts towards locking."""
    return lock.fails[0] + plan.wrong_codes_ms if lock.fails else None
