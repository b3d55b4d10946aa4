"""When a tag is read, and when again."""

import pytest

from drivers.tags.presence import AWAY_MS, Presence

CYCLE_MS = 140


def met(*listings: tuple[int, list[str]]) -> list[tuple[int, str]]:
    """What is read of listings made at these times."""
    presence = Presence()
    return [(at_ms, new) for at_ms, tags in listings if (new := presence.listed(tags, at_ms)) is not None]


def every(from_ms: int, until_ms: int, *tags: str) -> list[tuple[int, list[str]]]:
    return [(at_ms, list(tags)) for at_ms in range(from_ms, until_ms, CYCLE_MS)]


def test_a_tag_that_stays_is_read_once() -> None:
    assert met(*every(0, 60_000, "A")) == [(0, "A")]


def test_a_tag_that_was_away_for_half_a_second_is_read_again() -> None:
    assert met((0, ["A"]), *every(140, 500, *()), (500, ["A"])) == [(0, "A"), (500, "A")]


@pytest.mark.parametrize("away_ms", [140, 280, AWAY_MS - 1])
def test_a_tag_that_was_away_for_less_is_a_hand_that_shakes(away_ms: int) -> None:
    listings = [(0, ["A"]), *every(70, away_ms), (away_ms, ["A"])]
    assert met(*listings) == [(0, "A")]


def test_of_two_tags_that_come_together_the_first_is_read_and_the_other_when_that_is_gone() -> None:
    assert met(*every(0, 1_000, "A", "B")) == [(0, "A")]
    gone = met(*every(0, 1_000, "A", "B"), *every(1_000, 3_000, "B"))
    assert [tag for _, tag in gone] == ["A", "B"]
    assert gone[1][0] >= 860 + AWAY_MS


def test_a_second_tag_beside_the_first_is_not_read_in_whatever_order_they_are_listed() -> None:
    assert met(*every(0, 500, "A"), *every(560, 2_000, "B", "A")) == [(0, "A")]


def test_a_reader_that_was_silent_has_not_seen_that_a_tag_went_away() -> None:
    assert met((0, ["A"]), (60_000, ["A"])) == [(0, "A")]
    assert met((0, ["A"]), (59_900, []), (60_000, ["A"])) == [(0, "A")]


def test_numbers_that_are_drawn_at_random_are_one_tag() -> None:
    assert met((0, ["08112233"]), (140, ["08445566"]), (280, ["08778899"])) == [(0, "08112233")]
    assert met((0, ["08112233"]), (140, ["08112233445566"]), *every(280, 1_000, "08112233445566"))[1][1] == (
        "08112233445566"
    )


def test_an_empty_field_says_nothing() -> None:
    assert met(*every(0, 5_000)) == []
