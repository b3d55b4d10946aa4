"""Which command each process is."""

from pathlib import Path

import pytest

from hw_sim.launch.broker import Broker
from hw_sim.launch.folders import Folders
from hw_sim.launch.programs import Ports, programs


def test_the_product_runs_by_its_own_commands_and_alarmd_and_commsd_on_other_pins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folders = Folders(tmp_path / "data")
    ports = Ports(house=1, broker=2, cable=3, station=4)
    made = programs(folders, tmp_path / "sereno.toml", ports, Broker("mosquitto", ("mosquitto", "-c", "x")))
    words = {name: " ".join(each.argv[1:]) for name, each in made.items()}
    assert words["broker"] == "-c x"
    assert words["commsd"].startswith("-m hw_sim.commsd --config ")
    assert words["station"].startswith("-m panel.cli station run --data ")
    assert "--http-port 4 --sms-port " in words["station"] and "--broker 127.0.0.1 --port 2" in words["station"]
    assert words["station"].endswith("--framed-by http://127.0.0.1:1"), "the house's page alone may show it"
    assert words["alarmd"].startswith("-m hw_sim.alarmd --config ")
    assert words["world"].startswith("-m hw_sim.world --config ")
    assert words["world"].endswith("--port 1 --broker-port 2 --station-url http://127.0.0.1:4")
    assert {each.log for each in made.values()} == {folders.data / name / "log" for name in made}
    folders.remove()
