"""The walk is breadth first, complete, tries the right instants, and finds the shortest way to what is wrong."""

from hw_sim.model.further import FAMILY
from hw_sim.model.walk import FAR_MS, Move, Walker, boots, moves
from panel.core.deadlines import deadlines
from panel.core.events import ArmRequested, Booted, TimePassed, ZoneChanged
from panel.core.names import Phase
from panel.core.step import step
from panel.core.table import Trigger
from tests.hw_sim.model.planting import member
from zones.kinds import Level

POCKET = member("pocket")


def test_a_walk_through_the_smallest_house_is_complete_and_finds_nothing_wrong() -> None:
    seen = Walker(POCKET).run()
    assert (seen.frontier, seen.violations) == (0, [])
    assert seen.states > 100
    assert (Phase.ENTRY, Trigger.TIME_UP) in seen.cells
    assert (Phase.ENTRY, Trigger.TIME_UP, Phase.ALARM) in seen.arrows


def test_two_walks_see_the_same() -> None:
    assert Walker(POCKET).run() == Walker(POCKET).run()


def test_a_walk_that_was_ended_early_says_so() -> None:
    seen = Walker(POCKET, edges_max=50).run()
    assert seen.frontier > 0


def test_time_goes_to_each_deadline_and_one_to_either_side_and_nowhere_else() -> None:
    state = POCKET.start()
    state = step(POCKET.plan, state, POCKET.events[0], 0).state
    state = step(POCKET.plan, state, ZoneChanged(2, Level.OPEN), 1).state
    ends = {end - 1 for end in deadlines(POCKET.plan, state)}
    waits = {move.after_ms for move in moves(POCKET, state) if isinstance(move.event, TimePassed)}
    assert {end for end in ends if end > 0} <= {wait + off for wait in waits for off in (-1, 0, 1)}
    assert waits == {at for end in deadlines(POCKET.plan, state) for at in (end - 1, end, end + 1) if at > 0}


def test_every_zone_can_go_to_every_other_of_its_levels() -> None:
    levels = member("levels")
    changes = [move.event for move in moves(levels, levels.start()) if isinstance(move.event, ZoneChanged)]
    assert {change.level for change in changes} == set(Level) - {Level.UNKNOWN}


def test_restarts_come_with_and_without_power_and_over_doors_that_moved() -> None:
    restarts = member("restarts")
    found = list(boots(restarts, restarts.start()))
    assert {(booted.down_ms, booted.powered) for booted in found} == {(None, False), (0, True), (FAR_MS, False)}
    assert len({booted.levels for booted in found}) == 2  # shut as it was, and everything open
    assert all(isinstance(booted, Booted) for booted in found)


def test_the_way_to_a_state_is_replayed_to_that_state() -> None:
    walker = Walker(POCKET)
    walker.run()
    furthest = next(reversed(walker.came))
    way = walker.way_to(furthest)
    assert 2 <= len(way) <= 12
    assert all(isinstance(move, Move) for move in way)
    assert any(isinstance(move.event, ArmRequested) for move in way)


def test_the_far_gap_is_beyond_every_delay() -> None:
    for each in FAMILY:
        plan = each.plan
        longest = max(plan.exit_delay_ms, plan.siren_ms, plan.cancel_window_ms, plan.tag_pin_ms, plan.unknown_ms)
        assert longest < FAR_MS
