"""The rules are all there, each says what it means, and the walk's own two notice their bugs."""

import pytest

from hw_sim.model.edge import Invariant
from hw_sim.model.invariants import INVARIANTS, asked_after
from hw_sim.model.walk import Walker
from panel.core import outputs
from panel.core.events import TagPresented, TimePassed
from panel.core.names import Phase
from panel.core.outputs import Tone
from panel.core.state import State
from panel.core.table import Do, Trigger
from tests.hw_sim.model.planting import cell, member


@pytest.mark.parametrize("rule", INVARIANTS, ids=lambda rule: rule.name)
def test_every_rule_says_in_a_sentence_what_its_name_means(rule: Invariant) -> None:
    assert rule.check.__doc__, rule.name
    assert rule.check.__doc__.strip().endswith(".")


def test_names_are_unique_and_there_are_enough() -> None:
    assert len({rule.name for rule in INVARIANTS}) == len(INVARIANTS) >= 15


def test_a_rule_is_asked_after_its_events_and_one_of_change_only_where_something_changed() -> None:
    after_tag = {rule.name for rule in asked_after(INVARIANTS, TagPresented, quiet=False)}
    assert "a_tag_arms_steps_or_disarms" in after_tag
    assert "a_tag_arms_steps_or_disarms" not in {r.name for r in asked_after(INVARIANTS, TimePassed, quiet=False)}
    assert "only_somebody_entitled_disarms" in after_tag
    assert "only_somebody_entitled_disarms" not in {r.name for r in asked_after(INVARIANTS, TagPresented, quiet=True)}


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
