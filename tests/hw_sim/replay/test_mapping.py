from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hw_sim.replay.errors import InputErrors
from hw_sim.replay.mapping import Mapping, check_fit, read_mapping
from hw_sim.replay.plain import Active, Sensor, Span
from hw_sim.replay.recording import Label, Recording

ZONES = {1: "Door", 2: "Kitchen"}
GOOD = """
timezone = "Europe/Madrid"
door_zone = "Door"
ignored = ["Cat", "Bed/Pressure/Bedroom"]

[labels]
total = ["Leaving"]
night = ["Sleeping"]

[[sensor]]
location = "Maindoor"
type = "Magnetic"
place = "Entrance"
zone = 1

[[sensor]]
location = "Fridge"
type = "Magnetic"
place = "Kitchen"
zone = 2

[[sensor]]
location = "Toaster"
type = "Electric"
place = "Kitchen"
zone = 2
"""
DOOR, FRIDGE = Sensor("Maindoor", "Magnetic", "Entrance"), Sensor("Fridge", "Magnetic", "Kitchen")
TOASTER = Sensor("Toaster", "Electric", "Kitchen")


def read(folder: Path, text: str) -> Mapping:
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    return read_mapping(folder / "mapping.toml", ZONES)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputErrors) as refused:
        read(folder, text)
    return [problem.removeprefix(f"{folder}/mapping.toml: ") for problem in refused.value.problems]


def recorded(sensors: tuple[Sensor, ...], activities: tuple[str, ...]) -> Recording:
    span = Span(0, 1)
    return Recording(tuple(Active(s, span) for s in sensors), tuple(Label(a, span, 3) for a in activities), ())


def test_sensors_find_their_zones_and_two_may_share_one(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == Mapping(
        timezone=ZoneInfo("Europe/Madrid"),
        door_zone=1,
        zones={DOOR: 1, FRIDGE: 2, TOASTER: 2},
        ignored=(("Cat",), ("Bed", "Pressure", "Bedroom")),
        total=frozenset({"Leaving"}),
        night=frozenset({"Sleeping"}),
    )


def test_a_sensor_is_ignored_by_its_location_or_in_full_and_as_a_table_too(tmp_path: Path) -> None:
    mapping = read(tmp_path, GOOD)
    assert mapping.ignores(Sensor("Cat", "PIR", "Hall"))
    assert mapping.ignores(Sensor("Bed", "Pressure", "Bedroom"))
    assert not mapping.ignores(Sensor("Bed", "PIR", "Bedroom"))
    tables = GOOD.replace('ignored = ["Cat", "Bed/Pressure/Bedroom"]\n', "")
    tables += '\n[[ignored]]\nlocation = "Bed"\ntype = "Pressure"\n'
    assert read(tmp_path, tables).ignored == (("Bed", "Pressure"),)
    lists = GOOD.replace('"Bed/Pressure/Bedroom"', '["Bed", "Pressure"]')
    assert read(tmp_path, lists).ignored == (("Cat",), ("Bed", "Pressure"))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("Europe/Madrid", "Europe/Madird").replace('door_zone = "Door"', "door_zone = 9")
    wrong = wrong.replace('night = ["Sleeping"]', 'night = ["Leaving"]\nnoon = []').replace('location = "Fridge"\n', "")
    wrong = wrong.replace('ignored = ["Cat", ', "ignored = [7, ") + "zoone = 2\n"
    found = problems(tmp_path, wrong)
    assert [problem.partition(":")[0] for problem in found] == [
        "labels.noon",
        "labels",
        "timezone",
        "door_zone",
        "sensor #2.location",
        "sensor #3.zoone",
        "ignored #1",
    ]
    assert "'Europe/Madird'" in found[2]
    assert "1 (Door), 2 (Kitchen)" in found[3]


def test_an_empty_file_lacks_everything_and_says_so(tmp_path: Path) -> None:
    assert [problem.partition(":")[0] for problem in problems(tmp_path, "")] == [
        "labels",
        "timezone",
        "door_zone",
        "sensor",
    ]


def test_no_toml_and_no_file_are_refused_plainly(tmp_path: Path) -> None:
    assert "is not TOML" in problems(tmp_path, "= 1")[0]
    with pytest.raises(InputErrors, match="cannot be read"):
        read_mapping(tmp_path / "none.toml", ZONES)


def test_a_sensor_twice_is_refused(tmp_path: Path) -> None:
    again = GOOD + '\n[[sensor]]\nlocation = "Toaster"\ntype = "Electric"\nplace = "Kitchen"\nzone = 1\n'
    assert problems(tmp_path, again) == ["sensor #4: found 'Toaster/Electric/Kitchen'; allowed: each sensor once"]


def test_a_recorded_sensor_needs_a_zone_or_to_be_ignored(tmp_path: Path) -> None:
    mapping, path = read(tmp_path, GOOD), Path("m")
    stranger = Sensor("Sofa", "Pressure", "Living")
    with pytest.raises(InputErrors) as refused:
        check_fit(path, mapping, recorded((DOOR, stranger), ("Leaving", "Sleeping")))
    told = "m: sensor Sofa/Pressure/Living of the recording has no zone; add a [[sensor]] table for it, or list it"
    assert [problem.removesuffix(" under ignored") for problem in refused.value.problems] == [told]


def test_a_sensor_with_a_zone_is_not_ignored_as_well(tmp_path: Path) -> None:
    mapping = read(tmp_path, GOOD.replace('"Cat"', '"Fridge"'))
    with pytest.raises(InputErrors, match="has a zone and is ignored too"):
        check_fit(Path("m"), mapping, recorded((DOOR,), ("Leaving",)))


def test_names_that_never_occur_are_noted_but_nothing_to_arm_is_refused(tmp_path: Path) -> None:
    mapping = read(tmp_path, GOOD)
    assert check_fit(Path("m"), mapping, recorded((DOOR, FRIDGE), ("Leaving", "Lunch"))) == [
        "sensor Toaster/Electric/Kitchen of the mapping never occurs",
        "label Sleeping of the mapping never occurs",
    ]
    with pytest.raises(InputErrors, match="Lunch"):
        check_fit(Path("m"), mapping, recorded((DOOR,), ("Lunch",)))
