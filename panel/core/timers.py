"""Time: every deadline that has passed is worked off in order, each at its own instant."""

from panel.core import inputs, locks, slot
from panel.core.actions import fire
from panel.core.alarms import unlatch
from panel.core.deadlines import cancel_until_ms
from panel.core.names import Phase
from panel.core.programmes import arm_now
from panel.core.table import Trigger
from panel.core.trials import end_consent, end_trial
from panel.core.turn import Turn


def pass_time(turn: Turn, now_ms: int) -> None:
    """Works off what is due, earliest first. Bounded: each round ends at least one timer for good."""
    for _ in range(16 * (len(turn.areas) + len(turn.zones) + 2)):
        due_ms = turn.next_deadline()
        if due_ms is None or due_ms > now_ms:
            turn.now = now_ms
            return
        turn.now = max(turn.now, due_ms) if turn.booting else due_ms
        _work_off(turn, due_ms)
    raise AssertionError("timers that never end")


def _work_off(turn: Turn, due_ms: int) -> None:
    for index in range(len(turn.areas)):
        _area_due(turn, index, due_ms)
    for index in range(len(turn.zones)):
        _zone_due(turn, index, due_ms)
    _rest_due(turn, due_ms)
    _waits_due(turn, due_ms)


def _area_due(turn: Turn, index: int, due_ms: int) -> None:
    if turn.areas[index].until_ms == due_ms:
        fire(turn, index, Trigger.TIME_UP)
    if turn.areas[index].latch_until_ms == due_ms:
        fire(turn, index, Trigger.LATCH_UP)
    if turn.areas[index].hold_until_ms == due_ms:
        fire(turn, index, Trigger.HELD_UP)
    if turn.areas[index].recent_until_ms == due_ms:
        turn.set_area(index, recent_until_ms=None)
    if cancel_until_ms(turn.plan, turn.areas[index]) == due_ms:
        turn.set_area(index, alarmed_at_ms=None)


def _zone_due(turn: Turn, index: int, due_ms: int) -> None:
    zone = turn.zones[index]
    if zone.unknown_at_ms == due_ms:
        turn.set_zone(index, unknown_at_ms=None)
        inputs.set_fault(turn, index, True)
    if zone.unseen_at_ms == due_ms:
        inputs.suspect(turn, index)
    if zone.warm_until_ms == due_ms:
        turn.set_zone(index, warm_until_ms=None)
        inputs.reconsider(turn, index)
    if zone.period_until_ms == due_ms:
        turn.set_zone(index, period_until_ms=None)
        if turn.areas[turn.area_of(index)].phase is Phase.IDLE:
            inputs.end_period(turn, index)


def _rest_due(turn: Turn, due_ms: int) -> None:
    if turn.rest.consent_until_ms == due_ms:
        end_consent(turn)
    if turn.rest.chime_until_ms == due_ms:
        turn.set(chime_until_ms=None)
    for latch in turn.rest.latches:
        if latch.until_ms == due_ms:
            unlatch(turn, latch.sound)
    if any(one.until_ms == due_ms for one in turn.rest.crossed):
        turn.set(crossed=tuple(one for one in turn.rest.crossed if one.until_ms != due_ms))
    locks.work_off(turn, due_ms)


def _waits_due(turn: Turn, due_ms: int) -> None:
    for name in ("tag", "first_alarm", "force"):
        waiting = getattr(turn.rest, name)
        if waiting is not None and waiting.until_ms == due_ms:
            turn.set(**{name: None})
    if turn.rest.trial is not None and turn.rest.trial.until_ms == due_ms:
        end_trial(turn, "time_up")
    if turn.rest.slot is not None and turn.rest.slot.until_ms == due_ms:
        slot.time_out(turn)
    if turn.rest.countdown is not None and turn.rest.countdown.until_ms == due_ms:
        arm_now(turn)
