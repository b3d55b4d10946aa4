"""Nights in the dark, through the whole panel: wires, drivers, policy, core, journal and what people see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from battery.load_test import FIRST_MS, LASTS_MS
from battery.power import MINUTE_MS
from hw_sim.world.battery import Battery, lead_acid
from hw_sim.world.supply import Gauge
from panel.config import load
from panel.config.model import OutputConfig, OutputRole, PowerConfig
from panel.config.power import rules_of
from panel.daemon.stopping import LAST_WORDS_MS
from tests.support.alarmd import EXAMPLE
from tests.support.panel_on_wires import PIN, PanelOnWires

HOUR_MS = 60 * MINUTE_MS
# Without the display: it hangs on the gauge's bus, and its own troubles would be told as well.
HOME = msgspec.structs.replace(load(EXAMPLE), power=PowerConfig(capacity_mah=7_000, i2c_bus=11), display=())
TOLD_MS = 10 * MINUTE_MS + rules_of(HOME.panel.id).spread_ms
QUIET_MS = 1_000  # a step of the clock while nothing happens but the supply


@pytest.fixture
def dark(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The example home with a battery, full, and the mains there."""
    panel = PanelOnWires(HOME, tmp_path)
    panel.wait(MINUTE_MS, step_ms=QUIET_MS)
    yield panel
    panel.kill()


@pytest.fixture
def short_night(tmp_path: Path) -> Iterator[PanelOnWires]:
    """The same on a battery of half of that: it is empty, and full again, in less than half of the time."""
    panel = PanelOnWires(msgspec.structs.replace(HOME, power=PowerConfig(capacity_mah=3_500, i2c_bus=11)), tmp_path)
    panel.wait(MINUTE_MS, step_ms=QUIET_MS)
    yield panel
    panel.kill()


def told(panel: PanelOnWires) -> list[str]:
    """What of the supply the station is told, in order."""
    words = ("trouble.raised", "restore.trouble", "panel.stopping")
    return [
        " ".join((report["kind"], report.get("trouble", ""), report.get("detail", ""))).strip()
        for report in panel.reports()
        if report["kind"] in words and report.get("trouble") != "default_code"
    ]


def power(panel: PanelOnWires) -> dict[str, Any]:
    """The supply as people at the shell see it."""
    found: dict[str, Any] = panel.status()["power"]
    return found


def troubles(panel: PanelOnWires) -> list[str]:
    return [trouble["trouble"] for trouble in panel.status()["troubles"]]


def cut(panel: PanelOnWires, ms: int) -> None:
    panel.supply.switch_mains(False, panel.clocks.mono_ms())
    panel.wait(ms, step_ms=QUIET_MS)


def back(panel: PanelOnWires, ms: int) -> None:
    panel.supply.switch_mains(True, panel.clocks.mono_ms())
    panel.wait(ms, step_ms=QUIET_MS)


def test_in_peace_people_see_a_full_battery_and_nobody_hears_anything(dark: PanelOnWires) -> None:
    seen = power(dark)
    assert (seen["mains"], seen["percent"], seen["hours_left"], seen["shed"]) == (True, 100, None, False)
    assert told(dark) == [] and dark.line(OutputRole.LAMP_READY)


def test_a_dip_of_twenty_seconds_darkens_the_ready_lamp_and_tells_nobody(dark: PanelOnWires) -> None:
    cut(dark, 20_000)
    assert (power(dark)["mains"], troubles(dark)) == (False, ["mains"])
    assert power(dark)["hours_left"] == pytest.approx(10.5, abs=0.5)
    assert not dark.line(OutputRole.LAMP_READY)
    back(dark, 10_000)
    assert (power(dark)["mains"], troubles(dark)) == (True, [])
    assert told(dark) == [] and dark.line(OutputRole.LAMP_READY)


def test_a_quarter_of_an_hour_is_told_once_it_has_lasted_and_so_is_its_end(dark: PanelOnWires) -> None:
    cut(dark, TOLD_MS)
    assert told(dark) == []
    dark.wait(5_000, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised mains"]
    back(dark, 5_000)
    assert told(dark) == ["trouble.raised mains", "restore.trouble mains"]


def test_a_restart_in_the_dark_neither_says_that_it_is_over_nor_tells_twice(dark: PanelOnWires) -> None:
    cut(dark, TOLD_MS + 5_000)
    dark.kill()
    dark.start()
    dark.wait(TOLD_MS + 5_000, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised mains"]
    dark.kill()
    dark.supply.switch_mains(True, dark.clocks.mono_ms())
    dark.start()
    dark.wait(5_000, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised mains", "restore.trouble mains"]


def test_who_armed_and_left_a_window_out_finds_it_so_after_the_battery_was_emptied(short_night: PanelOnWires) -> None:
    """Armed, the mains cut for hours: low, shed, the last report, the orderly stop, darkness, and back as it was."""
    short_night.contacts["kitchen_window"].trip()
    short_night.wait(1_000)
    short_night.keys(f"A{PIN}#D{PIN}#")
    short_night.wait(61_000)
    assert short_night.phases() == {"house": "armed", "garage": "armed"}
    cut(short_night, 2 * HOUR_MS)
    assert not power(short_night)["shed"] and told(short_night) == ["trouble.raised mains"]
    minutes = 0
    while not short_night.engine.powered.must_switch_off and minutes < 300:
        short_night.wait(10 * MINUTE_MS, step_ms=QUIET_MS)
        minutes += 10
    assert power(short_night)["shed"] and power(short_night)["battery_mv"] <= 10_500
    assert told(short_night) == ["trouble.raised mains", "trouble.raised battery_low", "panel.stopping"]
    short_night.kill()
    short_night.pass_unseen(8 * HOUR_MS)
    short_night.clocks.boot_id = "boot-2"
    short_night.supply.switch_mains(True, short_night.clocks.mono_ms())
    short_night.start()
    short_night.wait(5_000)
    assert short_night.phases() == {"house": "armed", "garage": "armed"}
    assert [z["bypass"] for z in short_night.status()["zones"] if z["name"] == "Kitchen window"] == ["once"]
    assert told(short_night)[3:] == ["restore.trouble mains"]
    short_night.wait(5 * HOUR_MS, step_ms=QUIET_MS)
    assert told(short_night)[3:] == ["restore.trouble mains", "restore.trouble battery_low"]


def test_mains_that_come_back_before_the_last_word_is_out_save_the_machine(dark: PanelOnWires) -> None:
    cut(dark, MINUTE_MS)
    dark.supply.shows_mv = 10_400
    dark.wait(31_000, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised battery_low", "panel.stopping"]
    assert not dark.engine.powered.must_switch_off
    dark.supply.shows_mv = None
    back(dark, LAST_WORDS_MS + 40_000)
    assert not dark.engine.powered.must_switch_off
    assert troubles(dark) == []


def test_a_stop_waits_for_the_station_and_not_for_ever(dark: PanelOnWires) -> None:
    cut(dark, MINUTE_MS)
    dark.supply.shows_mv = 10_400
    dark.wait(32_000, step_ms=QUIET_MS)
    assert not dark.engine.powered.must_switch_off
    dark.wait(LAST_WORDS_MS, step_ms=QUIET_MS)
    assert dark.engine.powered.must_switch_off


@pytest.mark.parametrize("how", [Gauge.HUNG, Gauge.UNPLUGGED])
def test_a_gauge_that_does_not_answer_is_one_trouble_and_comes_back_by_itself(dark: PanelOnWires, how: Gauge) -> None:
    dark.supply.plug_gauge(how)
    dark.wait(5 * MINUTE_MS, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised device battery gauge"]
    assert power(dark)["battery_mv"] is None
    dark.supply.plug_gauge(Gauge.WELL)
    dark.wait(MINUTE_MS, step_ms=QUIET_MS)
    assert told(dark)[1:] == ["restore.trouble device battery gauge"]
    assert sum("battery gauge" in line for line in dark.logged) == 1


def test_a_bus_that_takes_the_question_and_never_answers_is_the_same_trouble(dark: PanelOnWires) -> None:
    dark.bus.stuck = True
    dark.wait(MINUTE_MS, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised device battery gauge"]
    dark.tag()  # nobody waits for it
    assert dark.phases()["house"] == "exit"


def test_a_battery_that_is_taken_out_is_missing(dark: PanelOnWires) -> None:
    dark.supply.fitted = False
    dark.wait(MINUTE_MS, step_ms=QUIET_MS)
    assert told(dark) == ["trouble.raised battery_missing"]
    dark.supply.fitted = True
    dark.wait(MINUTE_MS, step_ms=QUIET_MS)
    assert told(dark)[1:] == ["restore.trouble battery_missing"]


def test_an_installation_without_a_battery_ends_what_the_former_one_had(dark: PanelOnWires) -> None:
    cut(dark, TOLD_MS + 5_000)
    dark.kill()
    dark.config = msgspec.structs.replace(HOME, power=None)
    dark.start()
    assert told(dark) == ["trouble.raised mains", "restore.trouble mains"]
    assert dark.status()["power"] is None


def with_load(tmp_path: Path, age: float) -> PanelOnWires:
    """The home with a load for its battery on a line of its own, and one that tells of the mains."""
    power = PowerConfig(capacity_mah=7_000, i2c_bus=11, mains_pin=1)
    spared = [output for output in HOME.output if output.pin not in (0, 1)]
    load = OutputConfig(name="test_load", pin=0, role=OutputRole.BATTERY_TEST)
    panel = PanelOnWires(msgspec.structs.replace(HOME, power=power, output=(*spared, load)), tmp_path)
    panel.supply.battery = Battery(lead_acid(7_000, age))
    return panel


def test_every_day_the_battery_is_given_its_load_and_a_good_one_carries_it(tmp_path: Path) -> None:
    panel = with_load(tmp_path, age=0.8)
    panel.wait(FIRST_MS + 5_000, step_ms=QUIET_MS)
    assert panel.line(OutputRole.BATTERY_TEST) and power(panel)["out_ma"] > 600 and power(panel)["mains"] is True
    panel.wait(LASTS_MS, step_ms=QUIET_MS)
    assert not panel.line(OutputRole.BATTERY_TEST) and told(panel) == []
    panel.kill()


def test_a_dead_battery_that_looks_full_is_found_out_told_and_well_again_once_it_is_replaced(tmp_path: Path) -> None:
    panel = with_load(tmp_path, age=0.12)
    panel.wait(FIRST_MS + 5_000, step_ms=QUIET_MS)
    assert told(panel) == ["trouble.raised battery_test"] and not panel.line(OutputRole.BATTERY_TEST)
    panel.kill()
    panel.start()
    assert troubles(panel) == ["battery_test"], "a restart makes no battery better"
    panel.supply.battery = Battery(lead_acid())
    panel.wait(FIRST_MS + LASTS_MS + 5_000, step_ms=QUIET_MS)
    assert told(panel) == ["trouble.raised battery_test", "restore.trouble battery_test"]
    panel.kill()


def test_nothing_is_tested_while_the_siren_sounds_or_the_mains_are_gone(tmp_path: Path) -> None:
    panel = with_load(tmp_path, age=0.8)
    panel.wait(FIRST_MS - MINUTE_MS, step_ms=QUIET_MS)
    panel.contacts["landing_smoke"].trip()
    panel.wait(2 * MINUTE_MS, step_ms=QUIET_MS)
    assert panel.status()["sounding"] and not panel.line(OutputRole.BATTERY_TEST)
    panel.contacts["landing_smoke"].secure()
    cut(panel, 2 * MINUTE_MS)
    assert not panel.line(OutputRole.BATTERY_TEST)
    back(panel, MINUTE_MS // 6)
    assert panel.line(OutputRole.BATTERY_TEST)
    panel.kill()


def test_a_load_that_is_taken_away_leaves_no_trouble_behind(tmp_path: Path) -> None:
    panel = with_load(tmp_path, age=0.12)
    panel.wait(FIRST_MS + 5_000, step_ms=QUIET_MS)
    panel.kill()
    panel.config = msgspec.structs.replace(panel.config, output=panel.config.output[:-1])
    panel.start()
    assert troubles(panel) == []
    panel.kill()
