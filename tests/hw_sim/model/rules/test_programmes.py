"""Each rule about programmes notices the bug it is there for."""

import pytest

from hw_sim.model.rules.programmes import RULES
from panel.core import programmes, requests, timers
from panel.core.events import ScheduleDue
from panel.core.names import ReportKind, Source
from panel.core.turn import Turn
from tests.hw_sim.model.planting import Plant, caught, instead
from tests.hw_sim.model.rules.test_counting import silent_about

IS_NEW = programmes._is_new


def notes_it_and_does_it_again(turn: Turn, event: ScheduleDue) -> bool:
    IS_NEW(turn, event)
    return True


def disarms_whatever_goes_on(turn: Turn, event: ScheduleDue) -> None:
    for area in range(len(turn.areas)):
        requests.disarm_area(turn, area, event.programme, Source.SCHEDULE, cancels=False, duress=False)


PLANTED: list[tuple[str, str, Plant]] = [
    ("a_programme_comes_once", "programmes", instead(programmes, "_is_new", notes_it_and_does_it_again)),
    ("a_programme_disarms_only_what_is_quiet", "programmes", instead(programmes, "_disarm", disarms_whatever_goes_on)),
    (
        "a_programme_arms_after_its_warning_and_weakens_nothing",
        "programmes",
        silent_about(ReportKind.AUTO_ARM_WARNING),
    ),
    (
        "an_arming_that_was_announced_comes_or_says_why_not",
        "programmes",
        instead(timers, "arm_now", lambda turn: turn.set(countdown=None)),
    ),
    (
        "postponing_moves_an_announced_arming_and_nothing_else",
        "programmes",
        instead(programmes, "postpone", lambda turn, asked: turn.answer(asked.request)),
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
