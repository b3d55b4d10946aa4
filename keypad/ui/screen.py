"""What a display shows: a pure function from the state, what is typed and the time to its rows.

Whoever stands before it may have no code. So it tells what the lamps tell and what a person needs to come and go:
modes, seconds, ready or not, that there was an alarm, that something is wrong. Never a zone, a person, a digit, or a
hold-up.
"""

from collections.abc import Iterator

import msgspec

from keypad.ui.keys import DIGITS_MAX, FORGET_MS, NOTHING, Typed
from keypad.ui.words import Words
from panel.core.names import Phase, Source
from panel.core.plan import Plan
from panel.core.readiness import is_left_out
from panel.core.state import AreaState, Sound, State

SECOND_MS, MINUTE_MS = 1_000, 60_000
PAGE_MS = 3_000  # each, where there is more to say than there are rows
LIT_MS = 30_000  # after the last key
_URGENT = (Sound.FIRE, Sound.CARBON_MONOXIDE, Sound.GAS, Sound.PANIC, Sound.MEDICAL, Sound.TECHNICAL)
_GOING_ON = (Phase.EXIT, Phase.ENTRY, Phase.ALARM)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown besides the state. ``ready``: as the lamp. ``refused``: somebody has just been told no. ``typed``,
    ``pressed_ms``: at the display's keypad, and when; None before the first key."""

    ready: bool
    refused: bool = False
    typed: Typed = NOTHING
    pressed_ms: int | None = None


class Screen(msgspec.Struct, frozen=True):
    """The rows of a display, its light, and when time alone changes either; None: it does not."""

    lines: tuple[str, ...]
    lit: bool
    next_ms: int | None


def screen(plan: Plan, state: State, seen: Seen, words: Words, columns: int, rows: int, now_ms: int) -> Screen:
    """What a display of ``columns`` and ``rows`` shows at ``now_ms``. No line is longer than its row."""
    prompt = _prompt(seen.typed, words, now_ms)
    news = [text[:columns] for text in _news(plan, state, seen, words, columns, now_ms)]
    room = rows if prompt is None else rows - 1
    pages = [news[begin : begin + room] for begin in range(0, len(news), room)]
    page = pages[now_ms // PAGE_MS % len(pages)]
    blank = [""] * (room - len(page))
    lines = (*page, *blank, *(() if prompt is None else (prompt,)))
    return Screen(lines, _is_lit(state, seen, now_ms), _next_ms(state, seen, len(pages), now_ms))


# what there is to say, the most urgent first ------------------------------------------------------


def _news(plan: Plan, state: State, seen: Seen, words: Words, columns: int, now_ms: int) -> Iterator[str]:
    if seen.refused:
        yield words.refused
    latched = {latch.sound for latch in state.latches}
    yield from (words.sounds[sound] for sound in _URGENT if sound in latched)
    yield from _seconds(state, words, now_ms)
    yield from _areas(plan, state, words, columns)
    idle = all(area.phase is Phase.IDLE for area in state.areas)
    if any(area.memory for area in state.areas) and not latched and not _in(state, Phase.ALARM):
        yield words.memory
    if idle:
        yield words.ready if seen.ready else words.not_ready
    if state.trial is not None:
        yield words.trials[state.trial.trial]
    if _is_wrong(state):
        yield words.trouble


def _seconds(state: State, words: Words, now_ms: int) -> Iterator[str]:
    """What a person must do, or wait for, by when."""
    for phase, text in ((Phase.ENTRY, words.disarm), (Phase.EXIT, words.leave)):
        if (ends_ms := _end_ms(state, phase)) is not None:
            yield text.format(s=_rounded_up(ends_ms - now_ms, SECOND_MS))
    if _is_awaited(state, now_ms):
        yield words.type_code
    if (locked_ms := _locked_ms(state)) is not None and locked_ms > now_ms:
        yield words.locked.format(s=_rounded_up(locked_ms - now_ms, SECOND_MS))
    if state.countdown is not None:
        left_ms = state.countdown.until_ms - now_ms
        soon = left_ms <= MINUTE_MS
        text = words.arms_soon if soon else words.arms_in
        yield text.format(s=_rounded_up(left_ms, SECOND_MS), min=_rounded_up(left_ms, MINUTE_MS))


def _areas(plan: Plan, state: State, words: Words, columns: int) -> Iterator[str]:
    """How each area stands; one line where all stand the same."""
    first = state.areas[0]
    if all((area.mode, area.phase) == (first.mode, first.phase) for area in state.areas):
        yield _whole(first, words)
        return
    for area, now in zip(plan.areas, state.areas, strict=True):
        how = _short(now, words)
        yield f"{area.name[: columns - len(how) - 2]}: {how}"


def _whole(area: AreaState, words: Words) -> str:
    if area.phase is Phase.ALARM:
        return words.alarm
    if area.phase is Phase.IDLE:
        return words.disarmed
    return (words.arming if area.phase is Phase.EXIT else words.here)[area.mode]


def _short(area: AreaState, words: Words) -> str:
    if area.phase is Phase.ALARM:
        return words.alarm
    return words.short_exit if area.phase is Phase.EXIT else words.short[area.mode]


def _prompt(typed: Typed, words: Words, now_ms: int) -> str | None:
    """What is being typed, as asterisks; None when nothing is, or it has been forgotten."""
    if typed == NOTHING or now_ms - typed.last_ms > FORGET_MS:
        return None
    what = words.force if typed.force else words.code if typed.mode is None else words.code_of[typed.mode]
    return (
        what + "*" * min(len(typed.digits), DIGITS_MAX)
        if typed.digits or typed.force or typed.mode is not None
        else None
    )


def _is_wrong(state: State) -> bool:
    faulty = any(zone.fault and not is_left_out(zone) for zone in state.zones)
    return bool(state.troubles) or faulty


# time ---------------------------------------------------------------------------------------------


def _in(state: State, phase: Phase) -> bool:
    return any(area.phase is phase for area in state.areas)


def _end_ms(state: State, phase: Phase) -> int | None:
    """When the first area leaves a phase."""
    return min((a.until_ms for a in state.areas if a.phase is phase and a.until_ms is not None), default=None)


def _locked_ms(state: State) -> int | None:
    """Until when keypads take no code."""
    return next((lock.until_ms for lock in state.locks if lock.source is Source.KEYPAD), None)


def _is_awaited(state: State, now_ms: int) -> bool:
    """Whether somebody has shown a tag that needs a code as well."""
    return state.tag is not None and state.tag.waits_for_pin and state.tag.until_ms > now_ms


def _is_lit(state: State, seen: Seen, now_ms: int) -> bool:
    """While something happens, and for a while after a key. A house at peace needs no light, nor does a memory."""
    going_on = any(area.phase in _GOING_ON for area in state.areas)
    happens = going_on or bool(state.latches) or state.countdown is not None
    called = seen.refused or _is_awaited(state, now_ms)
    return happens or called or (seen.pressed_ms is not None and now_ms - seen.pressed_ms < LIT_MS)


def _next_ms(state: State, seen: Seen, pages: int, now_ms: int) -> int | None:
    ends = [_end_ms(state, Phase.ENTRY), _end_ms(state, Phase.EXIT), _locked_ms(state)]
    turns = [_tick(end_ms, SECOND_MS, now_ms) for end_ms in ends if end_ms is not None and end_ms > now_ms]
    if state.countdown is not None and (until_ms := state.countdown.until_ms) > now_ms:
        turns.append(_tick(until_ms, MINUTE_MS if until_ms - now_ms > MINUTE_MS else SECOND_MS, now_ms))
    if state.tag is not None:
        turns.append(state.tag.until_ms)
    if pages > 1:
        turns.append((now_ms // PAGE_MS + 1) * PAGE_MS)
    if seen.typed != NOTHING:
        turns.append(seen.typed.last_ms + FORGET_MS + 1)
    if seen.pressed_ms is not None:
        turns.append(seen.pressed_ms + LIT_MS)
    return min((at_ms for at_ms in turns if at_ms > now_ms), default=None)


def _tick(end_ms: int, every_ms: int, now_ms: int) -> int:
    """When the number that is rounded up becomes less."""
    return end_ms - (_rounded_up(end_ms - now_ms, every_ms) - 1) * every_ms


def _rounded_up(left_ms: int, unit_ms: int) -> int:
    """So that the last second shows as 1, and none as 0."""
    return max(0, -(-left_ms // unit_ms))
