"""Things happen in the order of time, and keep the time they were planned for."""

from hw_sim.world.actions import ContactMoved, Timed
from hw_sim.world.timeline import Timeline

A, B, C = (ContactMoved(name, True) for name in "abc")


def test_nothing_is_due_before_its_time() -> None:
    timeline = Timeline()
    timeline.add((Timed(10, A),))
    assert (timeline.next_ms(), timeline.take_due(9)) == (10, ())


def test_a_late_shell_gets_everything_missed_with_the_planned_stamps() -> None:
    timeline = Timeline()
    timeline.add((Timed(20, B), Timed(10, A)))
    timeline.add((Timed(15, C),))
    assert timeline.take_due(1_000) == (Timed(10, A), Timed(15, C), Timed(20, B))
    assert timeline.next_ms() is None


def test_one_instants_actions_keep_the_order_in_which_they_were_added() -> None:
    timeline = Timeline()
    timeline.add((Timed(5, C), Timed(5, A)))
    timeline.add((Timed(5, B),))
    assert [each.action for each in timeline.take_due(5)] == [C, A, B]
