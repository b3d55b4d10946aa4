"""A short storm through the demo's own processes."""

from hw_sim.bench.house import running
from hw_sim.bench.storm import rage
from hw_sim.bench.storm_house import detectors, text


def test_every_zone_that_is_really_opened_in_the_storm_is_heard_and_no_glitch_is() -> None:
    zones = detectors(4)
    with running(text(zones)) as house:
        found = rage(house, zones, seconds=1, edges_per_s=20, seed=1)
    assert sorted({opening.zone.id for opening in found.openings}) == [1, 2, 3, 4]
    assert all(opening.siren_ms is not None and opening.siren_ms < 3_000 for opening in found.openings)
    assert (found.missed, found.false) == ((), ())
    assert 0 < found.cpu_percent <= 100
