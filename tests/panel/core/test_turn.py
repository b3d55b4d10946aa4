"""A turn opens one state and closes into the next."""

import pytest

from panel.core.names import Phase, ReportKind
from panel.core.state import Memory
from panel.core.turn import Cause, Turn, area_plan, zone_plan
from tests.support.script import HOME, WINDOW, Story, in_alarm

SEEN = Memory(WINDOW, ReportKind.INTRUSION, 5)


def test_a_turn_that_did_nothing_closes_into_the_same_state() -> None:
    state = in_alarm(Story()).state
    assert Turn(HOME, state, 5).close() is state  # not only equal: nothing has to be stored


def test_a_turn_changes_its_own_copy() -> None:
    state = Story().state
    turn = Turn(HOME, state, 5)
    turn.set_area(0, memory=(SEEN,))
    turn.set_zone(1, fault=True)
    assert (state.areas[0].memory, state.zones[1].fault) == ((), False)
    assert (turn.close().areas[0].memory, turn.close().zones[1].fault) == ((SEEN,), True)


def test_a_report_carries_the_instant_of_the_turn() -> None:
    turn = Turn(HOME, Story().state, 5)
    turn.report(ReportKind.BOOTED)
    assert [(report.kind, report.at_ms) for report in turn.reports] == [(ReportKind.BOOTED, 5)]


def test_armed_is_any_area_in_any_phase_but_idle() -> None:
    assert not Turn(HOME, Story().state, 5).any_armed()
    turn = Turn(HOME, in_alarm(Story()).state, 5)
    assert turn.any_armed()
    assert [area.phase for area in turn.areas] == [Phase.ALARM, Phase.IDLE]


def test_the_plans_behind_indices() -> None:
    turn = Turn(HOME, Story().state, 5)
    assert area_plan(turn, 1).id == "annex"
    assert zone_plan(turn, Cause(zone=3)).id == WINDOW
    with pytest.raises(AssertionError, match="without a zone"):
        zone_plan(turn, Cause())
