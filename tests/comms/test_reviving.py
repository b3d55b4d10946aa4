"""When a modem's key is pressed, told on a clock that nobody waits for."""

from hypothesis import given
from hypothesis import strategies as st

from comms import reviving
from comms.reviving import AT_ONCE, LATER_MS, MISSING_MS, Revival

HOUR_MS = 3_600_000


def hours(revival: Revival, for_ms: int, every_ms: int) -> list[int]:
    """When the key is pressed, if it is asked every so often and the modem never answers."""
    found = []
    for now_ms in range(0, for_ms, every_ms):
        if reviving.due(revival, now_ms):
            revival = reviving.pressed(revival, now_ms)
            found.append(now_ms)
    return found


def test_a_modem_that_fell_silent_has_its_key_pressed_at_once() -> None:
    assert reviving.due(Revival(), 0)
    assert reviving.pressed(Revival(), 7) == Revival(attempts=1, pressed_ms=7)


def test_four_attempts_follow_each_other_and_then_one_every_ten_minutes() -> None:
    assert hours(Revival(), HOUR_MS, 20_000) == [
        0, 20_000, 40_000, 60_000, 660_000, 1_260_000, 1_860_000, 2_460_000, 3_060_000
    ]  # fmt: skip


def test_once_it_has_answered_the_next_silence_is_a_new_one() -> None:
    tired = Revival(attempts=AT_ONCE, pressed_ms=1_000)
    assert not reviving.due(tired, 2_000)
    assert reviving.due(reviving.answered(), 2_000)
    assert reviving.pressed(reviving.answered(), 2_000).attempts == 1


def test_a_port_that_is_gone_has_a_minute_to_come_back_before_the_key_is_tried_and_again_after_it() -> None:
    gone = reviving.missing(Revival(), 1_000)
    assert reviving.missing(gone, 30_000) == gone, "since when it was first missed"
    assert not reviving.due(gone, 1_000 + MISSING_MS - 1)
    assert reviving.due(gone, 1_000 + MISSING_MS)
    assert hours(gone, 5 * MISSING_MS, 1_000) == [61_000, 121_000, 181_000, 241_000]


def test_a_port_that_is_back_with_nobody_at_it_is_a_silent_modem() -> None:
    back = reviving.found(reviving.missing(Revival(attempts=1, pressed_ms=5), 1_000))
    assert back == Revival(attempts=1, pressed_ms=5)
    assert reviving.due(back, 2_000)


@given(st.lists(st.integers(1, 100_000), max_size=200), st.booleans())
def test_however_often_it_is_asked_no_key_is_worn_out(steps: list[int], gone: bool) -> None:
    revival = reviving.missing(Revival(), 0) if gone else Revival()
    now_ms, times = 0, list[int]()
    for step in steps:
        now_ms += step
        if reviving.due(revival, now_ms):
            revival = reviving.pressed(revival, now_ms)
            times.append(now_ms)
    assert len(times) == revival.attempts
    assert all(b - a >= LATER_MS for a, b in zip(times[AT_ONCE - 1 :], times[AT_ONCE:], strict=False))
    assert not gone or all(b - a >= MISSING_MS for a, b in zip([0, *times], times, strict=False))
