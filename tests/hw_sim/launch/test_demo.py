"""The whole demo as real processes: a contact's pin at one end, the station at the other."""

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hw_sim.launch.running import SERENO, RunningDemo, processes
from tests.hw_sim.waiting import wait_for

pytestmark = pytest.mark.lane("mosquitto")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Short on purpose: the path of a socket ends at 108 bytes, and pytest's own folders are long."""
    with tempfile.TemporaryDirectory(prefix="s-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def demo(place: Path) -> Iterator[RunningDemo]:
    running = RunningDemo(place)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_it_notes_what_a_script_needs_for_its_owners_eyes(demo: RunningDemo) -> None:
    assert set(demo.notes) == {"panel", "pin", "tags", "house_url", "station_url", "mqtt"}
    assert (demo.data / "demo.json").stat().st_mode & 0o777 == 0o600
    assert len(demo.notes["pin"]) == 6
    assert list(demo.notes["tags"]) == ["blue"]


def test_another_terminal_is_told_what_the_same_commands_say_here(demo: RunningDemo) -> None:
    status, look = json.loads(demo.sereno("status", "--json")), json.loads(demo.sereno("house", "look", "--json"))
    assert {each["id"]: each["phase"] for each in status["areas"]} == {"house": demo.phase(), "garage": "idle"}
    assert look["inputs"] == demo.look()["inputs"]
    log = [json.loads(line) for line in demo.sereno("station", "log", "--json").splitlines()]
    assert log == demo.log()[: len(log)]


def test_a_break_in_travels_from_the_pin_to_the_station_and_a_code_cancels_it(demo: RunningDemo) -> None:
    demo.house("tag", "blue")
    wait_for(lambda: demo.phase() == "armed", "the exit delay ends")
    demo.house("open", "front_door")
    wait_for(lambda: demo.phase() == "entry", "the entry delay runs")
    wait_for(lambda: demo.look()["siren"], "the siren sounds when nobody disarms")
    intrusion = wait_for(lambda: demo.reported("alarm.intrusion"), "the station has the alarm")
    assert (intrusion["zone"], intrusion["area"], intrusion["verdict"]) == (1, "house", "accepted")
    assert demo.reported("alarm.pending") is not None

    demo.house("broker", "kill")
    demo.house("close", "front_door")
    demo.house("keys", f"{demo.notes['pin']}#")
    wait_for(lambda: not demo.look()["siren"], "the code silences the siren, broker or no broker")
    assert demo.look()["broker"] == "down"
    cancelled = wait_for(lambda: demo.reported("alarm.cancelled"), "the cancel comes by text")
    assert (cancelled["area"], cancelled["path"], cancelled["verdict"]) == ("house", "sms", "accepted")
    assert demo.reported("restore.intrusion") is None, "how could it, without a broker: nobody texts that"
    demo.house("broker", "start")
    wait_for(lambda: demo.reported("restore.intrusion"), "the rest arrives late, not never", 60)


def test_through_a_cut_cable_nothing_is_lost_or_doubled(demo: RunningDemo) -> None:
    demo.house("network", "cut")
    demo.house("open", "panel_tamper")
    wait_for(lambda: demo.look()["inputs"]["panel_tamper"] == "open", "the lid is open")
    demo.house("close", "panel_tamper")
    demo.house("network", "restore")
    wait_for(lambda: demo.reported("restore.tamper"), "the station hears of the lid after all", 60)
    wait_for(lambda: "the station has everything" in (demo.asked("status") or ""), "all is acknowledged", 60)
    accepted = [(each["epoch"], each["seq"]) for each in demo.log() if each["verdict"] == "accepted" and each["seq"]]
    assert len(accepted) == len(set(accepted)), "nothing twice"
    assert {seq for _, seq in accepted} == set(range(1, len(accepted) + 1)), "nothing missing"


def test_a_killed_panel_is_back_and_its_siren_never_stopped(demo: RunningDemo) -> None:
    demo.house("keys", f"A{demo.notes['pin']}#")
    wait_for(lambda: demo.phase() == "armed", "the exit delay ends")
    demo.house("walk", "living_window")
    wait_for(lambda: demo.look()["siren"], "an instant zone is an alarm at once")
    since_ms = demo.look()["changed_ms"]["siren"]
    os.kill(first := demo.child("hw_sim.alarmd"), signal.SIGKILL)
    wait_for(lambda: any(pid != first and "hw_sim.alarmd" in line for pid, line in demo.children().items()), "restart")
    wait_for(lambda: demo.phase() == "alarm", "it knows its state")
    look = demo.look()
    assert (look["siren"], look["changed_ms"]["siren"]) == (True, since_ms), "the line held its level meanwhile"
    demo.house("keys", f"{demo.notes['pin']}#")
    wait_for(lambda: not demo.look()["siren"], "and obeys")
    assert "was killed by SIGKILL; starting it again" in demo.out.read_text()


def test_a_world_that_dies_takes_the_panels_power_with_it_and_both_come_back(demo: RunningDemo) -> None:
    os.kill(world := demo.child("hw_sim.world"), signal.SIGKILL)
    wait_for(lambda: any(pid != world and "hw_sim.world" in line for pid, line in demo.children().items()), "restart")
    wait_for(lambda: demo.phase() == "idle", "the panel is back on new wires")


def test_a_second_demo_on_the_same_folder_is_refused(demo: RunningDemo) -> None:
    words = (*SERENO, "demo", "--port", "0", "--data", str(demo.data))
    done = subprocess.run(words, env=demo.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"a demo is running on {demo.data} already" in done.stderr


def test_a_stop_leaves_nothing_behind(demo: RunningDemo, place: Path) -> None:
    children = set(demo.children())
    assert len(children) == 6
    runtime = Path((demo.data / "runtime").read_text().strip())
    assert demo.stop() == 0
    assert not children & set(processes())
    assert not demo.data.exists()
    assert not runtime.exists()
    assert list((place / "run").iterdir()) == []
    assert list((place / "tmp").iterdir()) == []
    assert demo.out.read_text().splitlines()[-1] == "stopped; nothing is left"


def test_a_kept_folder_starts_again_with_the_same_pin(place: Path) -> None:
    data = place / "kept"
    first = RunningDemo(place, data)
    assert first.stop(signal.SIGTERM) == 0
    assert not (data / "demo.json").exists(), "nobody may take a stopped demo for a running one"
    again = RunningDemo(place, data)
    try:
        assert (again.notes["pin"], again.notes["tags"]) == (first.notes["pin"], first.notes["tags"])
        again.house("tag", "blue")
        wait_for(lambda: again.phase() in ("exit", "armed"), "the panel still knows the tag")
    finally:
        assert again.stop() == 0


def test_children_die_with_a_killed_launcher_and_the_next_demo_sweeps_up(place: Path) -> None:
    killed = RunningDemo(place)
    children = set(killed.children())
    killed.stop(signal.SIGKILL)
    wait_for(lambda: not children & set(processes()), "no orphan stays")
    assert killed.data.is_dir(), "nobody was left to remove it"
    following = RunningDemo(place)
    try:
        assert not killed.data.exists()
    finally:
        assert following.stop() == 0
    assert list((place / "tmp").iterdir()) == []


def test_a_wrong_configuration_prints_every_mistake_and_starts_nothing(place: Path) -> None:
    text = (place / "house.toml").read_text(encoding="utf-8")
    wrong = place / "wrong.toml"
    for right, mistake in (
        ('account = "4F39"', 'account = "x"'),
        ("pin = 5 ", "pin = 99 "),
        ('role = "siren"', 'role = "horn"'),
        ("siren_s = 180", "siren_s = 5"),
        ('modes = ["total", "night"]   #', 'modes = ["total", "nigth"]   #'),
    ):
        assert right in text
        text = text.replace(right, mistake)
    wrong.write_text(text, encoding="utf-8")
    environment = os.environ | {"XDG_RUNTIME_DIR": str(place / "run"), "TMPDIR": str(place / "tmp")}
    words = (*SERENO, "demo", "--config", str(wrong))
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) >= 5
    assert all(line.startswith(f"{wrong}:") for line in done.stderr.splitlines())
    assert list((place / "run").iterdir()) == []
    assert list((place / "tmp").iterdir()) == []
