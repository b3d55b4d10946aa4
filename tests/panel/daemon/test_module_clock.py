"""Whole seconds, read now and then, tell the time between them."""

from panel.daemon.module_clock import FRESH_MS, WINDOW_MS, ModuleClock
from panel.ports import ClockSaid

UTC_MS = 1_795_867_200_000
FLOOR_MS = UTC_MS - 1_000_000_000


def heard(*readings: tuple[int, int], lost: bool = False) -> ModuleClock:
    """A module that showed each (whole second after ``UTC_MS``, at that millisecond)."""
    clock = ModuleClock()
    for second, at_ms in readings:
        clock.hear(ClockSaid(UTC_MS + second * 1_000, lost, at_ms), FLOOR_MS)
    return clock


def test_one_reading_is_right_to_half_a_second() -> None:
    assert heard((0, 5_000)).utc_ms(5_000) == UTC_MS + 500
    assert heard((0, 5_000)).utc_ms(8_000) == UTC_MS + 3_500


def test_readings_at_different_places_within_the_second_narrow_it_down() -> None:
    """The module's seconds begin at 5,340, 6,340, ... of the panel's clock."""
    times = range(5_400, 5_400 + 12 * 10_100, 10_100)
    clock = heard(*((((at_ms - 5_340) // 1_000), at_ms) for at_ms in times))
    found = clock.utc_ms(times[-1])
    assert found is not None and abs(found - (UTC_MS + times[-1] - 5_340)) <= 50


def test_a_module_that_was_set_meanwhile_is_taken_at_its_new_word() -> None:
    assert heard((0, 5_000), (10, 15_100), (3_600, 25_200)).utc_ms(25_200) == UTC_MS + 3_600_500
    assert heard((0, 5_000), (10, 15_100), (-3_600, 25_200)).utc_ms(25_200) == UTC_MS - 3_599_500


def test_what_was_read_long_ago_says_nothing_of_now() -> None:
    """It runs a tenth too fast: the interval of two minutes ago would contradict that of now."""
    times = range(0, 4 * WINDOW_MS, 10_100)
    clock = heard(*((at_ms * 1_001 // 1_000_000, at_ms) for at_ms in times))
    found = clock.utc_ms(times[-1])
    assert found is not None and abs(found - UTC_MS - times[-1] * 1_001 // 1_000) < 200


def test_the_same_word_again_is_no_news_and_an_old_one_is_none() -> None:
    said, clock = ClockSaid(UTC_MS, False, 5_000), ModuleClock()
    for _ in range(3):
        clock.hear(said, FLOOR_MS)
    assert clock.utc_ms(5_000 + FRESH_MS) == UTC_MS + 500 + FRESH_MS
    assert clock.utc_ms(5_001 + FRESH_MS) is None


def test_nothing_silence_and_a_lost_time_are_three_things() -> None:
    clock = ModuleClock()
    assert (clock.is_silent, clock.is_lost, clock.utc_ms(0)) == (False, False, None)
    clock.hear(ClockSaid(UTC_MS, False, 0), FLOOR_MS)
    clock.hear(ClockSaid(None, False, 1_000, "gone"), FLOOR_MS)
    assert (clock.is_silent, clock.is_lost, clock.utc_ms(1_000)) == (True, False, None)
    clock.hear(ClockSaid(UTC_MS, True, 2_000), FLOOR_MS)
    assert (clock.is_silent, clock.is_lost, clock.utc_ms(2_000)) == (False, True, None)
    clock.hear(ClockSaid(UTC_MS + 3_000, False, 5_000), FLOOR_MS)
    assert (clock.is_silent, clock.is_lost, clock.utc_ms(5_000)) == (False, False, UTC_MS + 3_500)


def test_one_that_shows_less_than_was_seen_before_has_lost_its_time_whatever_it_says_of_itself() -> None:
    clock, said = ModuleClock(), ClockSaid(FLOOR_MS - 1, False, 0)
    found = []
    for floor_ms in (0, FLOOR_MS):
        clock.hear(said, floor_ms)
        found.append((clock.is_lost, clock.utc_ms(0)))
    assert found == [(False, FLOOR_MS + 499), (True, None)]
