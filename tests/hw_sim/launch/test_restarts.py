"""A dead process is started again soon, for ever, and one that keeps dying is spoken of loudly."""

from hw_sim.launch.restarts import LOUD_DEATHS, LOUD_WITHIN_MS, Restarts, Verdict


def test_a_first_death_is_answered_at_once() -> None:
    assert Restarts().died(0) == Verdict(100, loud=False)


def test_deaths_in_a_row_wait_longer_but_never_long() -> None:
    restarts = Restarts()
    assert [restarts.died(ms).delay_ms for ms in (0, 100, 300, 800)] == [100, 200, 500, 500]


def test_five_deaths_within_ten_seconds_are_told_loudly_and_once() -> None:
    restarts = Restarts()
    loud = [restarts.died(n * 1_000).loud for n in range(LOUD_DEATHS + 3)]
    assert loud == [False, False, False, False, True, False, False, False]
    assert restarts.count == LOUD_DEATHS + 3


def test_deaths_far_apart_are_no_row() -> None:
    restarts = Restarts()
    verdicts = [restarts.died(n * LOUD_WITHIN_MS) for n in range(20)]
    assert set(verdicts) == {Verdict(100, loud=False)}
