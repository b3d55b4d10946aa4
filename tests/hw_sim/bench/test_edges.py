"""A few trips through the demo's own processes."""

from hw_sim.bench.configs import example
from hw_sim.bench.edges import trips
from hw_sim.bench.house import running


def test_every_trip_is_heard_from_siren_and_subscriber_and_committed_at_the_station() -> None:
    with running(example(exit_delay_s=0)) as house:
        siren_ms, station_ms, missing = trips(house, 3, house.data / "panel.key.json")
    assert (len(siren_ms), len(station_ms), missing) == (3, 3, 0)
    assert all(0 <= value < 5_000 for value in siren_ms + station_ms)
