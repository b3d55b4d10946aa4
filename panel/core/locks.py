"""Wrong codes: counted by the means they came by, so that an attack by one locks nobody out of another."""

from msgspec.structs import replace

from panel.core.deadlines import forget_fails_ms
from panel.core.names import Reason, ReportKind, Source
from panel.core.plan import Plan
from panel.core.state import Lock, State
from panel.core.turn import Turn

# Where a code is typed or sent. A tag, a keyswitch and a signed command carry none.
WITH_CODE = frozenset({Source.KEYPAD, Source.WEB, Source.MQTT, Source.HOME, Source.CONSOLE})

# Where somebody types a code to disarm. MQTT is not among them: a command is signed with a key that a telephone holds.
TYPED = WITH_CODE - {Source.MQTT}


def is_locked(state: State, source: Source) -> bool:
    """Is nobody listened to who types a code there?"""
    return any(lock.source is source and lock.until_ms is not None for lock in state.locks)


def wrong_code(turn: Turn, source: Source, request: str) -> None:
    """A code that belongs to nobody. While locked it is not even looked at: right and wrong are answered alike."""
    if is_locked(turn.rest, source):
        turn.answer(request, Reason.LOCKED)
        return
    turn.report(ReportKind.WRONG_CODE, source=source)
    turn.answer(request, Reason.WRONG_CODE)
    lock = _one_more(turn, _lock_of(turn.rest, source))
    if len(lock.fails) >= turn.plan.wrong_codes:
        steps = turn.plan.locks_ms
        lock = replace(lock, fails=(), until_ms=turn.now + steps[lock.level])
        lock = replace(lock, level=min(lock.level + 1, len(steps) - 1))
        turn.report(ReportKind.LOCKED, source=source)
    _keep(turn, lock)


def _one_more(turn: Turn, lock: Lock) -> Lock:
    """Counts it, for minutes towards locking and for a day towards the tamper, which is told once a day."""
    day_until_ms = lock.day_until_ms if lock.day_until_ms is not None else turn.now + turn.plan.day_ms
    if lock.day + 1 == turn.plan.wrong_codes_day:
        turn.report(ReportKind.TAMPER_CODE, source=lock.source)
    day = min(lock.day + 1, turn.plan.wrong_codes_day)
    return replace(lock, fails=(*lock.fails, turn.now), day=day, day_until_ms=day_until_ms)


def right_code(turn: Turn, source: Source) -> None:
    """Somebody who belongs here: what was mistyped before no longer counts towards locking."""
    lock = _lock_of(turn.rest, source)
    if lock.fails or lock.level or lock.until_ms is not None:
        _keep(turn, replace(lock, fails=(), level=0, until_ms=None))


def work_off(turn: Turn, due_ms: int) -> None:
    """Unlocks, forgets what is too long ago, and ends the day."""
    for lock in turn.rest.locks:
        _keep(turn, _aged(turn.plan, lock, due_ms))


def _aged(plan: Plan, lock: Lock, due_ms: int) -> Lock:
    if lock.until_ms == due_ms:
        lock = replace(lock, until_ms=None)
    if forget_fails_ms(plan, lock) == due_ms:
        lock = replace(lock, fails=lock.fails[1:])
    if lock.day_until_ms == due_ms:  # a quiet day later the first lock is a short one again
        lock = replace(lock, day=0, day_until_ms=None, level=0 if lock.until_ms is None else lock.level)
    return lock


def _lock_of(state: State, source: Source) -> Lock:
    return next((lock for lock in state.locks if lock.source is source), Lock(source=source))


def _keep(turn: Turn, lock: Lock) -> None:
    others = [one for one in turn.rest.locks if one.source is not lock.source]
    kept = others if lock == Lock(source=lock.source) else [*others, lock]
    turn.set(locks=tuple(sorted(kept, key=lambda one: one.source)))
