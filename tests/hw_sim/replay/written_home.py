"""A home that a test writes down: four files in a folder, as small as the story needs."""

from collections.abc import Sequence
from pathlib import Path

from hw_sim.replay import play
from hw_sim.replay.play import Files

HOMES = Path(play.__file__).parent / "homes"

DEVICES = """
[panel]
id = "home-t"
name = "Test home"
account = "00A1"
timezone = "Europe/Madrid"

[[output]]
name = "siren"
pin = 18
role = "siren"

[[reader]]
name = "reader"
d0 = 0
d1 = 1

[[keypad]]
name = "keypad"
rows = [20, 21, 22, 23]
columns = [24, 25, 26, 27]

[[area]]
id = "house"
name = "House"
modes = ["total", "partial", "night"]
"""

ALL = '["total", "partial", "night"]'
# name, kind, modes
ZONES = (
    ("Door", "entry_exit", ALL),
    ("Hall", "follower", '["total"]'),
    ("Window", "instant", ALL),
    ("Bed", "instant", '["total"]'),
    ("Smoke", "fire", ""),
)
MAPPING = """
timezone = "Europe/Madrid"
door_zone = 1
ignored = ["Cat"]

[labels]
total = ["Leaving"]
night = ["Sleeping"]
"""


def config_text(zones: Sequence[tuple[str, str, str]] = ZONES, more: str = "") -> str:
    """A configuration with one input for each zone; ``more`` goes before the tables."""
    parts = [more, DEVICES]
    for number, (name, kind, modes) in enumerate(zones, start=1):
        parts.append(f'[[input]]\nname = "{name.lower()}"\npin = {number + 1}\n')
        live = f"modes = {modes}\n" if modes else ""
        names = f'name = "{name}"\narea = "house"\nkind = "{kind}"\ninput = "{name.lower()}"\n'
        parts.append(f"[[zone]]\nid = {number}\n{names}{live}")
    return "\n".join(parts)


def mapping_text(zones: Sequence[tuple[str, str, str]] = ZONES) -> str:
    """Each zone has the one sensor of its name, a PIR in the place House."""
    sensors = [
        f'[[sensor]]\nlocation = "{name}"\ntype = "PIR"\nplace = "House"\nzone = {number}\n'
        for number, (name, _, _) in enumerate(zones, start=1)
    ]
    return "\n".join([MAPPING, *sensors])


def sensor_text(rows: Sequence[str]) -> str:
    """``rows``: "start end location", times of 10 March 2025."""
    head = "Start time\tEnd time\tLocation\tType\tPlace\n--------\t--------\t----\t----\t-----\n"
    return head + "".join(f"{_times(row)}\t\t{row.split()[2]}\t\tPIR\tHouse\n" for row in rows)


def label_text(rows: Sequence[str]) -> str:
    """``rows``: "start end activity"."""
    head = "Start time\tEnd time\tActivity\t\n--------\t--------\t----\t\n"
    return head + "".join(f"{_times(row)}\t\t{row.split()[2]}\t\n" for row in rows)


def _times(row: str) -> str:
    start, end, _ = row.split()
    return f"2025-03-10 {start}\t\t2025-03-10 {end}"


def write_home(folder: Path, sensors: Sequence[str], labels: Sequence[str], more: str = "") -> Files:
    """The four files of a home with ``ZONES``."""
    files = Files(*(folder / name for name in ("sensors.txt", "labels.txt", "mapping.toml", "sereno.toml")))
    files.sensors.write_text(sensor_text(sensors), encoding="utf-8")
    files.labels.write_text(label_text(labels), encoding="utf-8")
    files.mapping.write_text(mapping_text(), encoding="utf-8")
    files.config.write_text(config_text(more=more), encoding="utf-8")
    return files


def synthetic_home() -> Files:
    """The home that ships with the project."""
    folder = HOMES / "synthetic"
    return Files(*(folder / name for name in ("sensors.txt", "labels.txt", "mapping.toml", "sereno.toml")))
