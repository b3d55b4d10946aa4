"""A battery is asked once a day whether it carries its load, and a no is a no at once."""

import pytest

from battery.charge import Pack
from battery.chemistry import PROFILES, Chemistry
from battery.load_test import AGAIN_MS, EVERY_MS, FIRST_MS, LASTS_MS, LoadTest, first, go_on

PACK = Pack(profile=PROFILES[Chemistry.LEAD_ACID], cells=6, capacity_mah=7_000)
GOOD_MV, SAGS_MV = 12_500, 11_802


class Asked:
    """One battery over days, read every second."""

    def __init__(self) -> None:
        self.now_ms, self.test = 0, first(0)
        self.said: list[tuple[int, str]] = []

    def reads(self, mv: int | None, for_ms: int, *, may: bool = True) -> "Asked":
        for _ in range(0, for_ms, 1_000):
            was = self.test.on
            self.test, verdict = go_on(PACK, self.test, mv, may, self.now_ms)
            self.said += [(self.now_ms, "on" if self.test.on else "off")] if was is not self.test.on else []
            self.said += [(self.now_ms, verdict.value)] if verdict else []
            self.now_ms += 1_000
        return self

    def expects(self, *said: tuple[int, str]) -> "Asked":
        heard, self.said = self.said, []
        assert heard == list(said)
        return self


def test_an_hour_after_the_start_and_then_every_day_it_carries_the_load_for_half_a_minute() -> None:
    asked = Asked().reads(GOOD_MV, FIRST_MS + LASTS_MS + 60_000)
    end = FIRST_MS + LASTS_MS
    asked.expects((FIRST_MS, "on"), (end, "off"), (end, "passed"))
    asked.reads(GOOD_MV, EVERY_MS).expects(
        (end + EVERY_MS, "on"), (end + EVERY_MS + LASTS_MS, "off"), (end + EVERY_MS + LASTS_MS, "passed")
    )


def test_a_battery_that_gives_way_has_failed_at_once_and_is_asked_again_in_an_hour() -> None:
    asked = Asked().reads(GOOD_MV, FIRST_MS + 3_000).expects((FIRST_MS, "on"))
    at_ms = asked.now_ms
    asked.reads(SAGS_MV, 10_000).expects((at_ms, "off"), (at_ms, "failed"))
    asked.reads(GOOD_MV, AGAIN_MS + LASTS_MS + 1_000)
    asked.expects((at_ms + AGAIN_MS, "on"), *(((at_ms + AGAIN_MS + LASTS_MS), word) for word in ("off", "passed")))


@pytest.mark.parametrize(("mv", "may"), [(GOOD_MV, False), (None, True)])
def test_what_comes_between_ends_the_test_without_a_verdict(mv: int | None, may: bool) -> None:
    asked = Asked().reads(GOOD_MV, FIRST_MS + 3_000).expects((FIRST_MS, "on"))
    at_ms = asked.now_ms
    asked.reads(mv, 1_000, may=may).expects((at_ms, "off"))
    asked.reads(GOOD_MV, AGAIN_MS - 2_000).expects()


def test_while_the_mains_are_gone_nobody_asks() -> None:
    Asked().reads(GOOD_MV, 2 * FIRST_MS, may=False).expects()


def test_a_test_that_is_not_on_asks_nothing_of_the_gauge() -> None:
    test = LoadTest(due_ms=5_000)
    assert go_on(PACK, test, SAGS_MV, True, 0) == (test, None)
    assert go_on(PACK, test, None, True, 9_000) == (test, None)
