"""The house for the storm is a house that the panel accepts."""

import pytest

from hw_sim.bench.storm_house import AREAS, detectors, text
from panel.config.parse import parse


@pytest.mark.parametrize("count", [1, 21, 64])
def test_its_configuration_loads_with_each_detector_in_its_area(count: int) -> None:
    zones = detectors(count)
    config = parse(text(zones), "storm.toml")
    assert [(zone.id, zone.input, zone.area) for zone in config.zone] == [(z.id, z.input, z.area) for z in zones]
    assert len(config.area) == min(count, AREAS)
    assert sum(zone.direct for zone in zones) == min(count, 21)
