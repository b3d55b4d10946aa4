"""demo.json says what scripts need, to its owner alone."""

import json
from pathlib import Path

from hw_sim.launch.installation import line
from hw_sim.launch.notes import Notes, read, retire, write


def test_what_is_noted_is_read_back(tmp_path: Path) -> None:
    notes = Notes(
        panel="h",
        pin="123456",
        tags={"blue": "C0FFEE"},
        house_url="http://127.0.0.1:1",
        station_url=None,
        mqtt=line(2, tmp_path, "tap"),
    )
    write(tmp_path, notes)
    assert read(tmp_path) == notes
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600
    assert set(json.loads((tmp_path / "demo.json").read_text())) == {
        "panel", "pin", "tags", "house_url", "station_url", "mqtt",
    }  # fmt: skip


def test_notes_of_a_stopped_demo_are_kept_aside(tmp_path: Path) -> None:
    notes = Notes(panel="h", pin="1", tags={}, house_url="", station_url=None, mqtt=line(2, tmp_path, "tap"))
    write(tmp_path, notes)
    assert retire(tmp_path) == notes
    assert read(tmp_path) is None
    assert retire(tmp_path) == notes, "asked twice, or after a demo that was killed while starting"


def test_a_folder_without_notes_has_none(tmp_path: Path) -> None:
    assert read(tmp_path) is None
