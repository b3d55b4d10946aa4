"""Whether a camera works: the four ways in which it fails, and how each ends."""

import pytest

from drivers.camera.judge import (
    BACK_OFF_MS,
    BLIND,
    BLIND_MS,
    RSS_MAX_KIB,
    SPOILT_MAX,
    WELL_MS,
    Judge,
    Look,
    leaks,
)

ROOM, BLACK, WHITE = Look(110, 45), Look(2, 0.5), Look(252, 1.0)


@pytest.mark.parametrize("look", [BLACK, WHITE, Look(10, 5)], ids=["covered", "dazzled", "in the dark"])
def test_a_camera_that_sees_nothing_for_a_minute_is_a_trouble_until_it_sees_again(look: Look) -> None:
    judge = Judge().saw(0, look).saw(BLIND_MS - 1, look)
    assert judge.up
    judge = judge.saw(BLIND_MS, look)
    assert (judge.up, judge.detail) == (False, BLIND)
    assert judge.saw(BLIND_MS + 1, ROOM) == Judge(since_ms=0)


def test_a_hand_before_the_lens_is_no_trouble() -> None:
    judge = Judge().saw(0, BLACK).saw(BLIND_MS // 2, ROOM).saw(BLIND_MS, BLACK).saw(BLIND_MS + 1, BLACK)
    assert judge.up


@pytest.mark.parametrize("look", [ROOM, Look(20, 8), Look(230, 12), Look(8, 7)])
def test_a_night_with_a_street_lamp_and_a_white_wall_are_something_to_see(look: Look) -> None:
    assert not look.empty


def test_one_torn_frame_is_forgiven_and_three_in_a_row_are_told() -> None:
    judge = Judge().spoiled("a torn one")
    assert judge.up
    assert judge.saw(0, ROOM).spoilt == 0
    for _ in range(SPOILT_MAX - 1):
        judge = judge.spoiled("12 bytes that are no JPEG")
    assert (judge.up, judge.detail) == (False, "sends no pictures: 12 bytes that are no JPEG")
    assert judge.saw(0, ROOM).up


def test_each_failure_is_followed_by_a_longer_pause_up_to_a_minute() -> None:
    judge, pauses = Judge(), []
    assert judge.back_off_ms == 0
    for _ in range(len(BACK_OFF_MS) + 2):
        judge = judge.failed("it hangs")
        pauses.append(judge.back_off_ms)
    assert pauses == [*BACK_OFF_MS, BACK_OFF_MS[-1], BACK_OFF_MS[-1]]
    assert (judge.up, judge.detail) == (False, "it hangs")


def test_after_a_minute_of_good_frames_earlier_failures_are_forgiven_and_not_before() -> None:
    judge = Judge().failed("it hangs").failed("it hangs").saw(0, ROOM)
    assert (judge.up, judge.failures) == (True, 2)
    assert judge.saw(WELL_MS - 1, ROOM).failures == 2
    assert judge.saw(WELL_MS, ROOM).failures == 0


def test_a_camera_that_was_covered_when_it_was_switched_off_is_still_in_trouble() -> None:
    judge = Judge().saw(0, BLACK).saw(BLIND_MS, BLACK).rested()
    assert (judge.up, judge.detail) == (False, BLIND)
    assert judge.saw(BLIND_MS * 2, BLACK).detail == BLIND
    assert judge.saw(BLIND_MS * 2, ROOM).up


def test_a_process_that_grows_beyond_its_limit_leaks() -> None:
    assert not leaks(RSS_MAX_KIB)
    assert leaks(RSS_MAX_KIB + 1)
