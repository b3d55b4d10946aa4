"""Everything is on disk before the first process starts, or nothing is."""

from pathlib import Path

import msgspec
import pytest

from hw_sim.launch import broker
from hw_sim.launch.errors import NoBroker
from hw_sim.launch.setup import Options, prepare
from panel.config import ConfigError, load
from tests.hw_sim.small_house import TEXT


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setattr(broker, "find_mosquitto", lambda: "/usr/sbin/mosquitto")


def options(data: Path) -> Options:
    return Options(text=TEXT, source="small.toml", data=data, port=0)


def test_the_panels_configuration_has_the_demos_broker_at_the_end_of_the_cable(tmp_path: Path) -> None:
    prepared = prepare(options(tmp_path / "data"))
    made = load(prepared.settings)
    assert made.mqtt is not None
    assert made.mqtt.port == prepared.ports.cable != prepared.ports.broker == prepared.tap.port
    assert all(Path(name or "").is_file() for name in (made.mqtt.ca_file, made.mqtt.cert_file, made.mqtt.key_file))
    prepared.folders.remove()


def test_the_house_keeps_its_tags(tmp_path: Path) -> None:
    first = prepare(options(tmp_path / "data"))
    first.folders.remove()
    again = prepare(options(tmp_path / "data"))
    assert again.tags == first.tags
    again.folders.remove()


def test_notes_without_a_panel_are_not_believed(tmp_path: Path) -> None:
    first = prepare(options(tmp_path / "data"))
    (tmp_path / "data" / "demo.json").write_bytes(
        msgspec.json.encode(
            {"panel": "h", "pin": "1", "tags": {}, "house_url": "", "station_url": None, "mqtt": first.tap}
        )
    )
    first.folders.remove()
    again = prepare(options(tmp_path / "data"))
    assert again.known is None
    again.folders.remove()
    (tmp_path / "data" / "alarmd" / "journal.db").touch()
    third = prepare(options(tmp_path / "data"))
    assert third.known is not None
    third.folders.remove()


def test_a_wrong_configuration_writes_nothing(tmp_path: Path) -> None:
    wrong = msgspec.structs.replace(options(tmp_path / "data"), text=TEXT.replace("pin = 5", "pin = 99"))
    with pytest.raises(ConfigError, match=r"small.toml:\d+"):
        prepare(wrong)
    assert not (tmp_path / "data").exists()


def test_what_fails_half_way_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_mosquitto", lambda: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoBroker):
        prepare(options(tmp_path / "data"))
    assert list((tmp_path / "run").iterdir()) == []
    assert not (tmp_path / "data" / "runtime").exists()
