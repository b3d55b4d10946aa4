"""Each rule about what a code takes back notices the bug it is there for."""

import pytest

from hw_sim.model.rules.silence import RULES
from panel.core import requests
from panel.core.events import DisarmRequested
from panel.core.names import Source
from panel.core.table import Do
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, instead


def opens_the_window(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, alarmed_at_ms=turn.now)


def everything_is_a_code(turn: Turn, asked: DisarmRequested) -> tuple[bool, Source]:
    return True, asked.source


PLANTED: list[tuple[str, str, Plant]] = [
    ("only_a_code_in_time_cancels", "tags", instead(requests, "_typed", everything_is_a_code)),
    ("only_an_intrusion_opens_the_cancel_window", "free tags", also(Do.SOUND, opens_the_window)),
    ("only_a_code_silences_a_fire", "fire", instead(requests, "_typed", everything_is_a_code)),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
