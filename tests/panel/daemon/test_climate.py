"""The air in the house: what people see of it, and frost in the cellar through the whole panel."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hw_sim.world.climate import Mishap
from panel.config import load
from panel.config.model import Config, InputConfig, SensorConfig, ZoneConfig
from panel.daemon.climate import Air, Climate
from panel.ports import ClimateRead
from tests.support.alarmd import EXAMPLE
from tests.support.panel_on_wires import PanelOnWires
from zones.kinds import Kind

MINUTE_MS = 60_000


def with_a_cellar(config: Config) -> Config:
    """The same house with a sensor in its cellar, and zones of frost and damp that look at it."""
    looks = (
        InputConfig(name="cellar_frost", sensor="cellar", below_c=3),
        InputConfig(name="cellar_damp", sensor="cellar", above_rh=80),
    )
    zones = (
        ZoneConfig(id=501, name="Frost", area="house", kind=Kind.FREEZE, input="cellar_frost"),
        ZoneConfig(id=502, name="Damp", area="house", kind=Kind.HUMIDITY, input="cellar_damp"),
    )
    return msgspec.structs.replace(
        config,
        sensor=(SensorConfig(name="cellar"),),
        input=(*config.input, *looks),
        zone=(*config.zone, *zones),
    )


HOME = with_a_cellar(load(EXAMPLE))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example home with a sensor in its cellar, at peace."""
    panel = PanelOnWires(HOME, tmp_path)
    panel.wait(12_000)
    yield panel
    panel.kill()


def levels(panel: PanelOnWires) -> dict[int, str]:
    return {zone["id"]: zone["level"] for zone in panel.status()["zones"] if zone["id"] > 500}


def since(panel: PanelOnWires, count: int) -> list[str]:
    return panel.kinds()[count:]


def air(panel: PanelOnWires) -> dict[str, Any]:
    found: dict[str, Any] = panel.status()["climate"]
    return found


def test_a_sensor_that_has_said_nothing_yet_is_shown_without_a_number() -> None:
    climate = Climate(HOME)
    assert climate.seen(0) == {"cellar": Air(None, None, None)}
    climate.hear(ClimateRead("cellar", 4.25, 61.5, 1_000))
    assert climate.seen(13_999) == {"cellar": Air(4.25, 61.5, 12)}
    climate.lose("siren")
    assert climate.seen(1_000) == {"cellar": Air(4.25, 61.5, 0)}
    climate.lose("cellar")
    assert climate.seen(1_000) == {"cellar": Air(None, None, None)}


def test_people_see_the_air_and_how_old_the_reading_is_and_the_journal_none_of_it(home: PanelOnWires) -> None:
    events = len(home.journal.events(10_000))
    home.wait(50_000)
    found = air(home)["cellar"]
    assert abs(found["celsius"] - 21) < 0.1 and abs(found["humidity"] - 45) < 0.2 and 0 <= found["age_s"] <= 10
    assert len(home.journal.events(10_000)) - events <= 1, "the minute's heartbeat and nothing else"


def test_frost_in_the_cellar_alarms_below_its_limit_and_is_over_a_degree_above_it(home: PanelOnWires) -> None:
    count = len(home.kinds())
    home.climate.set_air("cellar", 3.2)
    home.wait(MINUTE_MS)
    assert since(home, count) == []
    home.climate.set_air("cellar", 2.9)
    home.wait(11_000)
    assert since(home, count) == ["alarm.freeze"] and home.reports()[-1]["zone"] == 501
    home.climate.set_air("cellar", 3.8)
    home.wait(MINUTE_MS)
    assert since(home, count) == ["alarm.freeze"] and levels(home) == {501: "open", 502: "secure"}
    home.climate.set_air("cellar", 4.2)
    home.wait(11_000)
    assert since(home, count) == ["alarm.freeze", "restore.freeze"] and levels(home)[501] == "secure"


def test_damp_is_another_zone_of_the_same_sensor(home: PanelOnWires) -> None:
    count = len(home.kinds())
    home.climate.set_air("cellar", 12, 84)
    home.wait(11_000)
    assert since(home, count) == ["alarm.humidity"] and levels(home) == {501: "secure", 502: "open"}


def test_a_sensor_that_fails_is_one_trouble_its_zones_are_faults_and_nothing_else_is_disturbed(
    home: PanelOnWires,
) -> None:
    count = len(home.kinds())
    home.climate.befall("cellar", Mishap.OUT)
    home.wait(MINUTE_MS)
    assert sorted(since(home, count)) == ["trouble.raised", "trouble.zone_fault", "trouble.zone_fault"]
    assert [t["detail"] for t in home.status()["troubles"] if t["trouble"] == "device"] == ["cellar"]
    assert levels(home) == {501: "unknown", 502: "unknown"} and air(home)["cellar"]["celsius"] is None
    assert home.line(home.config.output[0].role) is False, "no siren for a sensor"
    home.climate.set_air("cellar", 1.0)
    home.climate.befall("cellar", Mishap.WELL)
    home.wait(25_000)
    assert levels(home) == {501: "open", 502: "secure"}
    told = since(home, count)[3:]
    assert told.count("restore.trouble") == 1 and told.count("alarm.freeze") == 1


def test_a_house_that_froze_while_the_panel_was_off_alarms_with_its_first_reading(home: PanelOnWires) -> None:
    home.kill()
    home.climate.set_air("cellar", -2)
    home.pass_unseen(60 * MINUTE_MS)
    home.start()
    assert levels(home) == {501: "unknown", 502: "unknown"}
    home.wait(2_000)
    assert "alarm.freeze" in home.kinds() and "trouble.zone_fault" not in home.kinds()
