"""Watching over silence: when the station itself must speak, and that it does so once."""

import pytest

from station.watch import (
    FOLLOW_UP_MS,
    NO_FOLLOW_UP,
    PANEL_HEARD,
    PANEL_SILENT,
    SILENT_AFTER_MS,
    Raised,
    Watch,
    due,
    next_due,
    report_taken,
    state_heard,
)
from tests.support.outbox import report

T0 = 1_790_000_000_000
ENTRY = report("casa", 5, "alarm.pending", at_ms=T0, zone=1, follow_up_ms=50_000)


def fresh(at_ms: int = T0) -> Watch:
    return Watch("casa", at_ms, told_ms=at_ms)


def pending() -> Watch:
    return report_taken(fresh(), ENTRY, T0 + 200)


def raised(watch: Watch, now: int) -> list[str]:
    return [each.kind for each in due(watch, now)[1]]


def test_a_pending_that_nothing_follows_is_an_alarm_once() -> None:
    watch = pending()
    assert next_due(watch) == T0 + 50_200
    assert due(watch, T0 + 50_199) == (watch, ())
    after, told = due(watch, T0 + 50_200)
    assert told == (Raised("casa", NO_FOLLOW_UP, T0 + 50_200, "house", 1, "k3f9c2a1", 5),)
    assert raised(after, T0 + 60_000) == []


@pytest.mark.parametrize(
    "following",
    [
        report("casa", 6, "area.disarmed", closes_pending=True),
        report("casa", 6, "alarm.intrusion", zone=2),
        report("casa", 6, "alarm.tamper", zone=2),
        report("casa", 6, "alarm.cancelled"),
        report("casa", 6, "alarm.intrusion", area=""),
        report("casa", 1, "area.disarmed", epoch="newer", closes_pending=True, at_ms=T0 + 10_000),
    ],
)
def test_whatever_follows_up_ends_the_wait(following: object) -> None:
    watch = report_taken(pending(), following, T0 + 20_000)  # type: ignore[arg-type]  # parametrize knows no types
    assert raised(watch, T0 + 70_000) == []


@pytest.mark.parametrize(
    "following",
    [
        report("casa", 6, "area.armed"),
        report("casa", 6, "alarm.fire"),
        report("casa", 6, "alarm.hold_up"),
        report("casa", 6, "alarm.intrusion", area="annex"),
        report("casa", 4, "area.disarmed", closes_pending=True),
        report("casa", 99, "area.disarmed", epoch="older", closes_pending=True, at_ms=T0 - 10_000),
    ],
    ids=["armed", "fire", "hold-up", "another area", "said before", "said before, in another epoch"],
)
def test_what_is_no_follow_up_does_not_end_it(following: object) -> None:
    watch = report_taken(pending(), following, T0 + 20_000)  # type: ignore[arg-type]  # parametrize knows no types
    assert NO_FOLLOW_UP in raised(watch, T0 + 70_000)


def test_a_pending_that_was_overtaken_by_what_followed_it_does_not_begin_a_wait() -> None:
    watch = report_taken(fresh(), report("casa", 6, "area.disarmed", closes_pending=True), T0 + 100)
    assert raised(report_taken(watch, ENTRY, T0 + 200), T0 + 70_000) == []


def test_a_closing_from_before_the_clock_was_put_right_does_not_hide_a_break_in_of_a_new_epoch() -> None:
    ahead = report("casa", 9, "area.disarmed", epoch="older", closes_pending=True, at_ms=T0 + 86_400_000)
    for watch in (
        report_taken(report_taken(fresh(), ahead, T0), ENTRY, T0 + 200),
        report_taken(pending(), ahead, T0 + 300),
    ):
        assert raised(watch, T0 + 50_200) == [NO_FOLLOW_UP]


def test_the_next_entry_after_a_disarm_is_watched_again() -> None:
    watch = report_taken(pending(), report("casa", 6, "area.disarmed", closes_pending=True), T0 + 10_000)
    again = report("casa", 9, "alarm.pending", at_ms=T0 + 30_000, follow_up_ms=50_000)
    assert raised(report_taken(watch, again, T0 + 30_000), T0 + 80_000) == [NO_FOLLOW_UP]


def test_a_pending_without_a_time_gets_the_longest_one() -> None:
    watch = report_taken(fresh(), report("casa", 5, "alarm.pending", at_ms=T0), T0)
    assert watch.pendings[0].deadline_ms == T0 + FOLLOW_UP_MS


def test_a_panel_that_is_not_heard_is_silent_until_it_is_heard() -> None:
    watch = fresh()
    assert next_due(watch) == T0 + SILENT_AFTER_MS
    assert raised(watch, T0 + SILENT_AFTER_MS - 1) == []
    watch, told = due(watch, T0 + SILENT_AFTER_MS)
    assert [each.kind for each in told] == [PANEL_SILENT]
    assert next_due(watch) is None
    assert raised(watch, T0 + 10 * SILENT_AFTER_MS) == []
    watch = state_heard(watch, T0 + 200_000, T0 + 200_000)
    assert raised(watch, T0 + 200_000) == [PANEL_HEARD]


def test_an_old_state_sent_again_is_no_sign_of_life() -> None:
    watch = state_heard(fresh(), T0 + 60_000, T0 + 60_000)
    replayed = state_heard(watch, T0 + 60_000, T0 + 60_000 + SILENT_AFTER_MS)
    assert raised(replayed, T0 + 60_000 + SILENT_AFTER_MS) == [PANEL_SILENT]


def test_a_clock_put_right_backwards_is_not_taken_for_a_replay() -> None:
    watch = state_heard(fresh(), T0 + 3_600_000, T0 + 60_000)  # the panel's clock is an hour ahead
    corrected = state_heard(watch, T0 + 120_000, T0 + 120_000)
    assert raised(corrected, T0 + 120_000 + SILENT_AFTER_MS - 1) == []
