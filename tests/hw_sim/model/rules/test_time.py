"""Each rule about time notices the bug it is there for."""

from typing import Any

import pytest

from hw_sim.model.rules.time import RULES
from panel.core import actions, boot, outputs, step, timers, troubles
from panel.core.actions import fire
from panel.core.events import Booted
from panel.core.names import Mode, Phase, ReportKind, Trouble
from panel.core.outputs import Tone
from panel.core.plan import Plan
from panel.core.state import State
from panel.core.table import Do, Trigger
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, cell, deed, instead, together
from tests.hw_sim.model.rules.test_people import GIVES_UP

IDLE, EXIT, ARMED, ENTRY, ALARM = Phase
REPORT, SIREN, RAISE = Turn.report, outputs._siren, actions._raise_alarm


def forgets_the_memory(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, memory=())


def sounds_on(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, until_ms=turn.now + turn.plan.siren_ms)


def falls_silent_in_entry(plan: Plan, state: State, now_ms: int) -> Tone:
    return Tone.OFF if any(area.phase is ENTRY for area in state.areas) else SIREN(plan, state, now_ms)


def keeps_pending_to_itself(turn: Turn, kind: ReportKind, **fields: Any) -> None:
    if kind is not ReportKind.PENDING:
        REPORT(turn, kind, **fields)


def closes_no_pending(turn: Turn, kind: ReportKind, **fields: Any) -> None:
    REPORT(turn, kind, **{**fields, "closes_pending": False})


def takes_the_later_deadline(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, until_ms=turn.now + turn.plan.zones[cause.zone].entry_delay_ms)


def lets_it_pass(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, phase=ARMED, until_ms=None, entry_zone=0, exit_error=False)


def starts_disarmed(turn: Turn, index: int, known_ms: int, booted: Booted) -> None:
    phase = turn.areas[index].phase
    fire(turn, index, Trigger.BOOTED, Cause(shift_ms=known_ms))
    if phase is ARMED:
        turn.set_area(index, phase=IDLE, mode=Mode.DISARMED)


def goes_back_to_armed(turn: Turn, area: int, cause: Cause) -> None:
    """What one well-known panel does with a restart during entry."""
    lets_it_pass(turn, area, cause)


def begins_the_delay_again(turn: Turn, area: int, cause: Cause) -> None:
    """What another does."""
    state = turn.areas[area]
    delay_ms = {EXIT: turn.plan.exit_delay_ms, ENTRY: 2, ALARM: turn.plan.siren_ms}[state.phase]
    turn.set_area(area, until_ms=turn.now + delay_ms)


def takes_the_siren_for_done(turn: Turn, area: int, cause: Cause) -> None:
    if turn.areas[area].phase is ALARM:
        turn.set_area(area, until_ms=turn.now)


def clears_without_a_word(turn: Turn, trouble: Trouble, detail: str) -> None:
    turn.set(troubles=tuple(t for t in turn.rest.troubles if t != (trouble, detail)))


def works_off_at_the_time_of_waking(turn: Turn, now_ms: int) -> None:
    due_ms = turn.next_deadline()
    while due_ms is not None and due_ms <= now_ms:
        turn.now = now_ms
        timers._work_off(turn, due_ms)
        due_ms = turn.next_deadline()
    turn.now = now_ms


PASS_TIME = timers.pass_time


def events_first(turn: Turn, now_ms: int) -> None:
    """Time is worked off after the event only."""
    if turn.cells or turn.reports or turn.answers or getattr(turn, "second", False):
        PASS_TIME(turn, now_ms)
    turn.second = True  # type: ignore[attr-defined]  # a mark of the planted bug's own


def stamps_nothing(turn: Turn, kind: ReportKind, **fields: Any) -> None:
    turn.now, now_ms = 0, turn.now
    REPORT(turn, kind, **fields)
    turn.now = now_ms


SLEEPS = together(
    instead(step, "pass_time", lambda turn, now_ms: None),
    instead(boot, "pass_time", lambda turn, now_ms: None),
    instead(step, "check", lambda plan, state, now_ms: None),
)
NEVER_ALARMS = together(cell(ENTRY, Trigger.TIME_UP, Do.ENTRY_EXPIRED, ARMED), deed(Do.ENTRY_EXPIRED, lets_it_pass))
FORGETS_ENTRY = together(cell(ENTRY, Trigger.BOOTED, Do.RESUME_ENTRY, ARMED), deed(Do.RESUME_ENTRY, goes_back_to_armed))
STARTS_DISARMED = instead(boot, "_boot_area", starts_disarmed)

PLANTED: list[tuple[str, str, Plant]] = [
    ("time_alone_never_disarms", "pocket", GIVES_UP),
    ("the_end_of_a_siren_leaves_its_area_armed", "pocket", also(Do.END_SIREN, forgets_the_memory)),
    ("an_alarm_sounds_its_time_and_no_longer", "pocket", also(Do.ADD_ALARM, sounds_on)),
    ("the_siren_sounds_for_its_reasons_and_no_others", "pocket", instead(outputs, "_siren", falls_silent_in_entry)),
    ("lamps_and_sounder_tell_the_truth", "pocket", instead(outputs, "_exits", lambda state: [])),
    ("an_entry_tells_the_station_at_once_how_long_to_wait", "pocket", instead(Turn, "report", keeps_pending_to_itself)),
    ("an_entry_ends_by_a_disarm_or_by_an_alarm", "pocket", instead(Turn, "report", closes_no_pending)),
    ("an_entry_is_never_extended", "doors", deed(Do.SHORTEN_ENTRY, takes_the_later_deadline)),
    ("an_entry_that_times_out_alarms", "pocket", NEVER_ALARMS),
    ("a_restart_never_disarms_or_changes_a_mode", "restarts", STARTS_DISARMED),
    ("an_entry_with_an_unknown_gap_alarms", "pocket", FORGETS_ENTRY),
    ("time_goes_on_over_a_restart", "pocket", deed(Do.RESUME, begins_the_delay_again)),
    ("an_alarm_goes_on_over_a_restart", "pocket", deed(Do.RESUME, takes_the_siren_for_done)),
    (
        "a_trouble_is_told_when_it_begins_and_when_it_ends",
        "rights",
        instead(troubles, "clear_trouble", clears_without_a_word),
    ),
    ("waking_late_equals_waking_on_time", "pocket", instead(step, "pass_time", works_off_at_the_time_of_waking)),
    ("an_event_seen_late_comes_after_what_fell_due_before_it", "pocket", instead(step, "pass_time", events_first)),
    ("every_report_is_stamped_with_its_instant", "pocket", instead(Turn, "report", stamps_nothing)),
    ("no_deadline_is_passed_over", "pocket", SLEEPS),
]


@pytest.mark.parametrize(
    ("rule", "member", "plant"), PLANTED, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(PLANTED)]
)
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
