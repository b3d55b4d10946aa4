"""Each rule about leaving notices the bug it is there for."""

import pytest
from msgspec.structs import replace

from hw_sim.model.rules.leaving import RULES
from panel.core import arming, outputs
from panel.core.names import Phase, ReportKind
from panel.core.state import Door, State
from panel.core.table import Do
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, deed, instead, nothing
from tests.hw_sim.model.rules.test_people import arms_and_says_nothing

EXIT = Phase.EXIT


def begins_the_exit_again(turn: Turn, area: int, cause: Cause) -> None:
    if turn.areas[area].phase is EXIT:
        turn.set_area(area, until_ms=turn.now + turn.plan.exit_delay_ms)


def arms_over_an_open_door(turn: Turn, area: int, cause: Cause) -> None:
    arms_and_says_nothing(turn, area, cause)
    turn.report(ReportKind.ARMED, area=turn.plan.areas[area].id)


def always_begins_anew(turn: Turn, area: int, cause: Cause) -> None:
    out, until_ms = turn.areas[area].exit, turn.now + turn.plan.exit_delay_ms
    assert out is not None
    turn.set_area(area, until_ms=until_ms, exit=replace(out, door=Door.OPENED, full_until_ms=until_ms, restarted=True))


def all_exits(state: State) -> list[int]:
    return [area.until_ms for area in state.areas if area.until_ms is not None and area.phase is EXIT]


PLANTED: list[tuple[str, str, Plant]] = [
    ("an_exit_runs_its_time_and_no_longer", "modes", also(Do.IGNORE, begins_the_exit_again)),
    ("whoever_comes_back_gets_the_whole_time_once", "leaving", deed(Do.LEAVE, always_begins_anew)),
    ("with_final_set_the_last_door_ends_the_exit", "leaving", deed(Do.SHUT_DOOR, nothing)),
    ("an_exit_ends_armed_or_with_an_exit_error", "pocket", deed(Do.END_EXIT, arms_over_an_open_door)),
    ("nobody_left_and_so_they_stay", "staying", instead(arming, "_stays", lambda turn, area: False)),
    ("a_silent_exit_makes_no_sound", "leaving", instead(outputs, "_exits", all_exits)),
    ("an_arming_keeps_what_it_was_over_in_the_report", "left out", instead(arming, "left_out", lambda turn, area: ())),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
