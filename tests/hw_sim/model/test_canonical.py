"""A state and the canonical one that stands for it answer everything alike: what the walk leaves out cannot matter."""

from itertools import islice

import pytest

from hw_sim.model.canonical import canonical, rebased
from hw_sim.model.family import BOOT_MS, Member
from hw_sim.model.walk import Move, Walker, moves
from panel.core.events import Booted
from panel.core.names import ReportKind
from panel.core.outputs import outputs
from panel.core.plan import Plan
from panel.core.state import Memory, State
from panel.core.step import step
from tests.hw_sim.model.planting import member
from tests.support.script import ANA, HOME, WINDOW, Story

TWINS_MAX = 150


def instant_of(move: Move) -> int:
    return BOOT_MS if isinstance(move.event, Booted) else move.after_ms


def twins(where: Member) -> dict[State, State]:
    """States as the core left them that are not canonical, with those that stand for them."""
    walker = Walker(where, rules=())  # where it leads; whether that is right others ask
    walker.run()
    found: dict[State, State] = {}
    for state in walker.came:
        for move in moves(where, state):
            now_ms = instant_of(move)
            left = step(where.plan, state, move.event, now_ms).state
            raw, reduced = rebased(left, now_ms), canonical(where.plan, left, now_ms)
            if raw != reduced:
                found[raw] = reduced
    return found


def answer(plan: Plan, state: State, move: Move) -> tuple[object, ...]:
    """Everything that shows, apart from who armed and the order of two restores."""
    now_ms = instant_of(move)
    outcome = step(plan, state, move.event, now_ms)
    told = sorted((r.kind, r.zone, r.area, r.why, r.at_ms, r.follow_up_ms, r.exit_error) for r in outcome.reports)
    return canonical(plan, outcome.state, now_ms), told, outcome.answers, outputs(plan, outcome.state, now_ms)


@pytest.mark.parametrize("name", ["pocket", "rights", "fire", "free tags", "modes"])
def test_nothing_that_was_dropped_matters(name: str) -> None:
    where = member(name)
    found = twins(where)
    assert found, "a house in which nothing was reduced shows nothing"
    evenly = max(1, len(found) // TWINS_MAX)
    for raw, reduced in islice(found.items(), 0, None, evenly):
        for move in moves(where, reduced):
            assert answer(where.plan, raw, move) == answer(where.plan, reduced, move), move


def test_a_moved_clock_changes_nothing() -> None:
    story = Story()
    story.arms("total").said.clear()
    story.opens(WINDOW).said.clear()
    story.at(1_000).tags().said.clear()
    assert rebased(rebased(story.state, 700), -700) == story.state
    assert rebased(story.state, 0) is story.state
    assert canonical(HOME, story.state, 1_000) == canonical(HOME, rebased(story.state, 400), 600)


def test_who_armed_and_which_zones_are_remembered_is_dropped_and_nothing_else() -> None:
    story = Story()
    story.arms("total", no_exit=True).said.clear()
    story.opens(WINDOW).said.clear()
    area = canonical(HOME, story.state, 0).areas[0]
    assert (area.actor, area.source, area.memory) == ("", None, (Memory(1, ReportKind.INTRUSION, 0),))
    whole = story.state.areas[0]
    assert (whole.actor, whole.memory) == (ANA.id, (Memory(WINDOW, ReportKind.INTRUSION, 0),))
    assert (area.mode, area.phase, area.until_ms) == ("total", "alarm", 180_000)
