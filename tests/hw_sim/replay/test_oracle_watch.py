"""What one watch comes to, asked of it alone."""

from collections import Counter

from hw_sim.replay.oracle_rules import Rules, Zone
from hw_sim.replay.oracle_watch import Fate, Watch, fate
from hw_sim.replay.plain import Happening

DOOR = Zone(1, "house", "entry_exit", ("total",), 30_000, opened=(100_000,), closed=(101_000,))
WINDOW = Zone(3, "house", "instant", ("total",), 30_000, opened=(70_000, 80_000), closed=(71_000, 81_000))
WATCH = Watch("house", "total", 0, 60_000)


def rules(*zones: Zone) -> Rules:
    return Rules(
        zones=zones,
        areas={"house": ("total",)},
        exit_ms=60_000,
        exit_restart=True,
        siren_ms=180_000,
        cancel_ms=300_000,
        confirm_ms=1_800_000,
        needs_pin=True,
        tag_cancels=False,
    )


def test_a_watch_that_ends_in_its_exit_tells_nothing() -> None:
    assert fate(rules(DOOR), WATCH, 50_000, Counter()) == Fate()


def test_a_watch_stands_where_its_end_finds_it() -> None:
    assert fate(rules(DOOR), WATCH, 99_000, Counter()).phase == "armed"
    assert fate(rules(DOOR), WATCH, 110_000, Counter()).phase == "entry"
    assert fate(rules(DOOR), WATCH, 140_000, Counter()).phase == "alarm"
    assert fate(rules(DOOR), WATCH, 400_000, Counter()).phase == "armed"


def test_what_was_counted_before_the_watch_counts_in_it_and_is_not_changed_by_it() -> None:
    before = Counter({3: 2})
    became = fate(rules(WINDOW), WATCH, 400_000, before)
    assert became.told == [
        Happening(60_000, "area.armed", area="house", mode="total"),
        Happening(70_000, "alarm.intrusion", "house", 3, "instant"),
        Happening(70_000, "zone.swinger", "house", 3),
    ]
    assert (became.counts, before) == (Counter({3: 3}), Counter({3: 2}))
