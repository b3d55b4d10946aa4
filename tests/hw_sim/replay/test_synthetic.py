from pathlib import Path

from hw_sim.replay.synthetic import texts, write
from tests.hw_sim.replay.written_home import HOMES


def test_what_ships_is_what_the_script_makes(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("sensors.txt", "labels.txt"):
        shipped = (HOMES / "synthetic" / name).read_text(encoding="utf-8")
        assert (tmp_path / name).read_text(encoding="utf-8") == shipped == texts()[name]


def test_it_has_what_real_recordings_have() -> None:
    sensors, labels = texts()["sensors.txt"], texts()["labels.txt"]
    assert "\t\tHall\t\tPIR\t\tEntrance" in sensors  # fields left blank
    assert "2024-10-25 07:31:00\t\t2024-10-25 07:31:00" in sensors  # less than a second
    assert "2024-10-26 07:09:12\t\t2024-10-26 06:20:00" in labels  # ends before it begins
