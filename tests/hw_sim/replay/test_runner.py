"""A whole panel on virtual time: what is wired to what, and that time passes only from one thing to the next."""

from pathlib import Path

import pytest

from hw_sim.replay.contacts import contacts
from hw_sim.replay.errors import WiringError
from hw_sim.replay.mapping import read_mapping
from hw_sim.replay.plan import Plan, make_plan
from hw_sim.replay.recording import read_recording
from hw_sim.replay.runner import Makers, Ran, run
from panel.config import Config, load
from tests.hw_sim.replay.written_home import write_home

DOORS = ["10:00:00 10:00:05 Door", "10:29:50 10:30:00 Door"]
LABELS = ["10:00:00 10:30:00 Leaving"]


def planned(folder: Path, sensors: list[str]) -> tuple[Plan, Config]:
    files = write_home(folder, sensors, LABELS)
    config = load(files.config)
    mapping = read_mapping(files.mapping, {zone.id: zone.name for zone in config.zone})
    return make_plan(read_recording(files.sensors, files.labels, mapping.timezone), mapping, config), config


def played(folder: Path, sensors: list[str]) -> Ran:
    plan, config = planned(folder, sensors)
    return run(plan, plan.contacts, config, 1, Makers())


def test_what_happens_at_the_wires_is_at_the_station_in_the_end(tmp_path: Path) -> None:
    ran = played(tmp_path, [*DOORS, "10:10:00 10:10:02 Window"])
    told = sorted((line.what.at_ms, line.what.kind, line.what.zone) for line in ran.log if line.what.at_ms)
    ten_ms = 1_741_597_200_000
    assert [(at - ten_ms, kind, zone) for at, kind, zone in told if at >= ten_ms] == [
        (60_055, "area.armed", 0),
        (600_052, "alarm.intrusion", 3),
        (602_052, "restore.intrusion", 3),
        (1_790_050, "alarm.pending", 1),
        (1_800_056, "area.disarmed", 0),
    ]
    assert {line.verdict for line in ran.log} == {"accepted"}
    assert ran.complaints == ()


def test_it_counts_contacts_moved_and_acts_done(tmp_path: Path) -> None:
    assert played(tmp_path, DOORS).events == 4 + 3


def test_everything_announced_is_in_the_log_and_nothing_else(tmp_path: Path) -> None:
    ran = played(tmp_path, DOORS)
    assert sorted(ran.acted_on) == sorted((line.epoch, line.seq) for line in ran.log)


def test_the_same_seed_gives_the_same_traffic(tmp_path: Path) -> None:
    first, second = played(tmp_path, DOORS), played(tmp_path, DOORS)
    assert sorted(first.traffic.delivered.values()) == sorted(second.traffic.delivered.values())
    assert [line.what for line in first.log] == [line.what for line in second.log]


def test_people_without_a_keypad_are_told_so(tmp_path: Path) -> None:
    plan, _ = planned(tmp_path, DOORS)
    text = (tmp_path / "sereno.toml").read_text(encoding="utf-8")
    text = text.replace('[[keypad]]\nname = "keypad"\nrows = [20, 21, 22, 23]\ncolumns = [24, 25, 26, 27]\n', "")
    (tmp_path / "sereno.toml").write_text(text + "\n[tags]\nuid_only_needs_pin = false\n", encoding="utf-8")
    config = load(tmp_path / "sereno.toml")
    with pytest.raises(WiringError, match="keypad"):
        run(plan, contacts([], {}, {}), config, 1, Makers())
