"""Each rule about what is told of a break-in notices the bug it is there for."""

from typing import Any

import pytest
from msgspec.structs import replace

from hw_sim.model.rules.telling import RULES
from panel.core import actions, alarms, inputs, outputs, requests
from panel.core.names import ReportKind, Source
from panel.core.outputs import Tone
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import AreaState, FirstAlarm, State
from panel.core.turn import Turn
from tests.hw_sim.model.planting import Plant, caught, instead

SIREN, SEND, TAKE_BACK, REPORT = outputs._siren, alarms.send, requests._take_back, Turn.report


def forgets_what_was_held(turn: Turn, area: int) -> tuple[Report, ...]:
    turn.set_area(area, held=(), hold_until_ms=None)
    return ()


def says_no_pending(turn: Turn, area: int, zone: int, wait_ms: int, *, exit_error: bool = False) -> None:
    pass


def waits_with_the_report(plan: Plan, state: State, now_ms: int) -> Tone:
    return Tone.OFF if any(area.held for area in state.areas) else SIREN(plan, state, now_ms)


def remembers_the_first_only(turn: Turn, zone: int) -> None:
    if turn.rest.first_alarm is None:
        turn.set(first_alarm=FirstAlarm(turn.plan.zones[zone].id, turn.now + turn.plan.confirm_ms))


def was_never_recent(turn: Turn, area: int, report: Report) -> None:
    SEND(turn, area, replace(report, recent_close=False))


def takes_back_in_earnest(
    turn: Turn, area: int, before: AreaState, actor: str, source: Source, *, cancels: bool, duress: bool
) -> None:
    TAKE_BACK(turn, area, before, actor, source, cancels=cancels, duress=False)


def aborts_without_saying_what(turn: Turn, kind: ReportKind, **fields: Any) -> None:
    REPORT(turn, kind, **({**fields, "zones": (9,)} if kind is ReportKind.ABORTED else fields))


TOO_MUCH = frozenset({*alarms.HELD, ReportKind.TAMPER})

PLANTED: list[tuple[str, str, Plant]] = [
    ("what_is_held_back_is_told_or_aborted", "held by cp01", instead(requests, "withdraw", forgets_what_was_held)),
    ("only_a_profile_holds_back_and_not_for_long", "held by en", instead(alarms, "HELD", TOO_MUCH)),
    ("a_pending_covers_all_that_may_be_held", "held by cp01", instead(actions, "_tell_pending", says_no_pending)),
    ("the_siren_never_waits_for_a_profile", "held by cp01", instead(outputs, "_siren", waits_with_the_report)),
    ("an_alarm_is_confirmed_once_by_another_zone", "confirmed", instead(alarms, "EXIT_ROUTE", frozenset())),
    ("a_second_zone_in_time_confirms", "confirmed", instead(alarms, "_confirm", remembers_the_first_only)),
    ("one_of_a_cross_group_alone_makes_no_alarm", "crossed", instead(inputs, "_make_true", lambda turn, zone: None)),
    ("an_alarm_just_after_arming_says_so", "just armed", instead(alarms, "send", was_never_recent)),
    ("duress_is_told_each_time_and_shows_nowhere", "duress", instead(requests, "_tell_duress", lambda *_: None)),
    ("under_duress_nothing_is_taken_back", "duress", instead(requests, "_take_back", takes_back_in_earnest)),
    (
        "an_abort_takes_back_what_was_held_and_nothing_else",
        "held by cp01",
        instead(Turn, "report", aborts_without_saying_what),
    ),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
