"""Makes up a home in the format of a recorded one, for those who lack a recording.

    python -m hw_sim.replay.synthetic FOLDER

Four days of a family in Portugal, over the night on which summer time ends (27 October 2024), with what
real recordings have: fields left blank, sensors that overlap, a row within one second, a label that
ends before it begins; and with what they should have for a panel's sake: a cleaner who comes and goes,
a door not shut, a window that keeps the house from being armed at once, a child's walk in the night.
The same days come out each time: nothing here is random, and homes/synthetic/ holds what it prints.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

SENSOR_HEAD = "Start time          \tEnd time            \tLocation\tType\tPlace"
LABEL_HEAD = "Start time          \tEnd time            \tActivity\t"
DASHES = "--------------------\t--------------------\t--------\t--------\t-----"
LABEL_DASHES = "--------------------\t--------------------\t--------\t"
Row = tuple[str, str, str]  # start, end, and what

# (start, end, sensor); each day of an ordinary week begins like this one
MORNING: tuple[Row, ...] = (
    ("07:01:10", "07:01:55", "Hall"),
    ("07:02:30", "07:06:41", "Basin"),
    ("07:08:02", "07:20:15", "Kitchen"),
    ("07:09:12", "07:14:40", "Stove"),
    ("07:09:12", "07:09:31", "Kitchen window"),
    ("07:31:00", "07:31:00", "Hall"),
)
EVENING: tuple[Row, ...] = (
    ("19:40:05", "20:05:30", "Kitchen"),
    ("19:45:00", "20:01:17", "Stove"),
    ("20:10:00", "22:20:44", "Sofa"),
    ("20:30:12", "20:30:40", "Living"),
    ("21:15:03", "21:15:09", "Letterbox"),
    ("22:31:20", "22:36:02", "Basin"),
)
SENSORS: dict[str, str] = {
    "Front door": "FrontDoor\tMagnetic\tEntrance",
    "Back door": "BackDoor\tMagnetic\tKitchen",
    "Hall": "Hall\t\tPIR\t\tEntrance",
    "Kitchen window": "Window\t\tMagnetic\tKitchen",
    "Kitchen": "Kitchen\t\tPIR\t\tKitchen",
    "Stove": "Stove\t\tElectric\tKitchen",
    "Sofa": "Sofa\t\tPressure\tLiving",
    "Living": "Living\t\tPIR\t\tLiving",
    "Bed": "Bed\t\tPressure\tBedroom",
    "Bedroom window": "Window\t\tMagnetic\tBedroom",
    "Basin": "Basin\t\tPIR\t\tBathroom",
    "Annex door": "Door\t\tMagnetic\tAnnex",
    "Bench": "Bench\t\tPIR\t\tAnnex",
    "Letterbox": "Letterbox\tMagnetic\tGarden",
}
DAYS = ("2024-10-25", "2024-10-26", "2024-10-27", "2024-10-28")


def sensor_rows() -> list[Row]:
    """Every activation, in order of its start."""
    rows = [(f"{day} {a}", f"{day} {b}", what) for day in DAYS for a, b, what in (*MORNING, *EVENING)]
    rows += _friday() + _saturday() + _sunday() + _monday()
    return sorted(rows)


def _friday() -> list[Row]:
    """Out all day; a cleaner without a tag at noon, who opens the door and finds the siren; a quiet night."""
    return [
        ("2024-10-25 08:30:00", "2024-10-25 08:30:09", "Front door"),
        ("2024-10-25 12:02:17", "2024-10-25 12:02:31", "Front door"),
        ("2024-10-25 12:02:25", "2024-10-25 12:03:40", "Hall"),
        ("2024-10-25 12:03:10", "2024-10-25 12:04:02", "Kitchen"),
        ("2024-10-25 12:04:05", "2024-10-25 12:04:12", "Front door"),
        ("2024-10-25 18:45:50", "2024-10-25 18:45:58", "Front door"),
        ("2024-10-25 18:45:54", "2024-10-25 18:46:20", "Hall"),
        ("2024-10-25 23:10:00", "2024-10-26 06:58:31", "Bed"),
    ]


def _saturday() -> list[Row]:
    """Back at once for the keys; a window open as they leave; at night somebody fetches water."""
    return [
        ("2024-10-26 10:15:00", "2024-10-26 10:15:06", "Front door"),
        ("2024-10-26 10:15:40", "2024-10-26 10:15:47", "Front door"),
        ("2024-10-26 10:59:30", "2024-10-26 11:01:25", "Kitchen window"),
        ("2024-10-26 11:01:40", "2024-10-26 11:01:52", "Front door"),
        ("2024-10-26 14:20:03", "2024-10-26 14:20:10", "Front door"),
        ("2024-10-26 15:30:00", "2024-10-26 16:12:00", "Annex door"),
        ("2024-10-26 15:30:20", "2024-10-26 16:11:10", "Bench"),
        ("2024-10-26 23:40:00", "2024-10-27 07:00:12", "Bed"),
        ("2024-10-27 02:14:05", "2024-10-27 02:14:50", "Kitchen"),
    ]


def _sunday() -> list[Row]:
    """They leave by the back door and do not pull it shut; home again before the neighbours call."""
    return [
        ("2024-10-27 11:30:00", "2024-10-27 11:32:20", "Back door"),
        ("2024-10-27 11:52:10", "2024-10-27 11:52:16", "Front door"),
        ("2024-10-27 16:00:00", "2024-10-27 16:00:08", "Front door"),
        ("2024-10-27 18:30:30", "2024-10-27 18:30:37", "Front door"),
        ("2024-10-27 22:50:00", "2024-10-28 06:59:40", "Bed"),
    ]


def _monday() -> list[Row]:
    """An ordinary day; in the small hours a window is forced, and the lid of a bench moved."""
    return [
        ("2024-10-28 08:32:00", "2024-10-28 08:32:07", "Front door"),
        ("2024-10-28 13:05:10", "2024-10-28 13:05:14", "Annex door"),
        ("2024-10-28 18:50:21", "2024-10-28 18:50:30", "Front door"),
        ("2024-10-28 23:05:00", "2024-10-29 07:03:00", "Bed"),
        ("2024-10-29 04:10:44", "2024-10-29 04:10:46", "Bedroom window"),
        ("2024-10-29 07:10:00", "2024-10-29 07:12:00", "Basin"),
    ]


def label_rows() -> list[Row]:
    """What the family did, as somebody wrote it down afterwards."""
    return [
        ("2024-10-25 07:09:12", "2024-10-25 07:20:00", "Breakfast"),
        ("2024-10-25 08:30:00", "2024-10-25 18:45:58", "Leaving"),
        ("2024-10-25 20:10:00", "2024-10-25 22:20:44", "Spare_Time/TV"),
        ("2024-10-25 23:10:00", "2024-10-26 06:58:31", "Sleeping"),
        ("2024-10-26 07:09:12", "2024-10-26 06:20:00", "Breakfast"),
        ("2024-10-26 10:15:00", "2024-10-26 10:15:47", "Leaving"),
        ("2024-10-26 11:00:00", "2024-10-26 14:20:00", "Leaving"),
        ("2024-10-26 20:10:00", "2024-10-26 22:20:44", "Spare_Time/TV"),
        ("2024-10-26 23:40:00", "2024-10-27 07:00:00", "Sleeping"),
        ("2024-10-27 11:30:50", "2024-10-27 11:52:16", "Leaving"),
        ("2024-10-27 16:00:00", "2024-10-27 18:30:37", "Leaving"),
        ("2024-10-27 22:50:00", "2024-10-28 06:59:40", "Sleeping"),
        ("2024-10-28 08:32:00", "2024-10-28 18:50:30", "Leaving"),
        ("2024-10-28 23:05:00", "2024-10-29 07:03:00", "Sleeping"),
    ]


def table(head: str, dashes: str, rows: Iterable[Row]) -> str:
    """A table as the recordings have it: two lines of heading, empty fields to line the columns up."""
    return "\n".join([head, dashes, *(f"{start}\t\t{end}\t\t{what}" for start, end, what in rows), ""])


def texts() -> dict[str, str]:
    """The two files by name."""
    sensors = [(start, end, SENSORS[what]) for start, end, what in sensor_rows()]
    labels = [(start, end, f"{what}\t\t") for start, end, what in label_rows()]
    return {
        "sensors.txt": table(SENSOR_HEAD, DASHES, sensors),
        "labels.txt": table(LABEL_HEAD, LABEL_DASHES, labels),
    }


def write(folder: Path) -> None:
    """Writes both files into a folder that is there."""
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
