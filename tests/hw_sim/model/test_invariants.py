"""The rules are all there, each says what it means, and the walk's own two notice their bugs."""

import pytest

from hw_sim.model.edge import MODES, PHASES, Invariant
from hw_sim.model.invariants import INVARIANTS, asked_of
from hw_sim.model.walk import Walker
from panel.core import outputs
from panel.core.events import TagPresented, TimePassed
from panel.core.names import Phase
from panel.core.outputs import Tone
from panel.core.state import State
from panel.core.table import Do, Trigger
from tests.hw_sim.model.planting import cell, member
from tests.hw_sim.model.rules import (
    test_counting,
    test_desk,
    test_leaving,
    test_people,
    test_programmes,
    test_silence,
    test_telling,
    test_time,
    test_zones,
)


@pytest.mark.parametrize("rule", INVARIANTS, ids=lambda rule: rule.name)
def test_every_rule_says_in_a_sentence_what_its_name_means(rule: Invariant) -> None:
    assert rule.check.__doc__, rule.name
    assert rule.check.__doc__.strip().endswith(".")


def test_names_are_unique_and_there_are_enough() -> None:
    assert len({rule.name for rule in INVARIANTS}) == len(INVARIANTS) >= 110


def test_a_rule_is_asked_after_its_events_and_only_of_what_it_is_about() -> None:
    def names(event: type, *touched: str) -> set[str]:
        return {rule.name for rule in asked_of(INVARIANTS, event, frozenset(touched))}

    assert "a_tag_arms_steps_or_disarms" in names(TagPresented)
    assert "a_tag_arms_steps_or_disarms" not in names(TimePassed)
    assert "only_somebody_entitled_disarms" in names(TagPresented, MODES)
    assert "only_somebody_entitled_disarms" not in names(TagPresented, PHASES)


def test_every_rule_has_its_planted_bug() -> None:
    modules = (test_counting, test_desk, test_leaving, test_people, test_programmes, test_silence, test_telling)
    planted = {name for module in (*modules, test_time, test_zones) for name, _, _ in module.PLANTED}
    assert planted == {rule.name for rule in INVARIANTS}


def test_outputs_that_look_at_the_clock_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_the_clock(state: State, now_ms: int) -> Tone:
        return Tone.TROUBLE if now_ms % 2 else Tone.OFF

    monkeypatch.setattr(outputs, "_sounder", by_the_clock)
    found = Walker(member("pocket"), ()).run().violations
    assert [violation.rule for violation in found] == ["outputs_are_a_function_of_the_state"]


def test_a_table_that_contradicts_its_actions_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    cell(Phase.ARMED, Trigger.INSTANT, Do.ALARM, Phase.ARMED)(monkeypatch)
    found = Walker(member("pocket"), ()).run().violations
    assert [violation.rule for violation in found] == ["the_core_keeps_its_own_asserts"]
