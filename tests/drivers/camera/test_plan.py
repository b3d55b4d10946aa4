"""A job's frames: when each is due, until when it is waited for, and what is said of too few."""

from drivers.camera.plan import WHY_MAX, burst, end_ms, shortfall


def test_a_burst_begins_at_once_and_goes_on_at_its_pace() -> None:
    assert [(shot.index, shot.due_ms) for shot in burst(10_000, 5, 2)] == [
        (0, 10_000),
        (1, 10_500),
        (2, 11_000),
        (3, 11_500),
        (4, 12_000),
    ]


def test_a_burst_by_default_ends_within_the_ten_seconds_that_a_request_has() -> None:
    assert end_ms(0, 5, 2) == 6_000
    assert end_ms(7, 0, 2) == 7


def test_thirds_of_a_second_do_not_drift() -> None:
    assert burst(0, 4, 3)[3].due_ms == 1_000


def test_too_few_pictures_are_said_with_their_number_and_reason() -> None:
    assert shortfall(5, 5, "ignored") == ""
    assert shortfall(2, 5, "it hangs") == "2 of 5 pictures: it hangs"
    assert shortfall(0, 5, "") == "0 of 5 pictures: it gave no more in time"
    assert len(shortfall(0, 5, "x" * 999)) == WHY_MAX
