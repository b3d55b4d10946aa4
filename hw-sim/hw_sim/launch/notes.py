"""DATA/demo.json: what a script needs to work a demo that somebody started."""

from pathlib import Path

import msgspec

from hw_sim.launch.installation import Line
from hw_sim.launch.private import write_private

RUNNING = "demo.json"
STOPPED = "demo.stopped.json"


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """``pin`` is the administrator's, ``tags`` label to number, ``mqtt`` a tap on the broker that may
    read and write everything (nothing is trusted to a broker)."""

    panel: str
    pin: str
    tags: dict[str, str]
    house_url: str
    station_url: str | None
    mqtt: Line


def read(data: Path) -> Notes | None:
    """What the demo running on this data folder noted, None when there is none."""
    return _read(data / RUNNING)


def retire(data: Path) -> Notes | None:
    """Puts the notes of an earlier run aside and gives them, None when there was none: the panel in the
    folder still knows its PIN, but whoever waits for demo.json must not find yesterday's."""
    if (data / RUNNING).is_file():
        (data / RUNNING).replace(data / STOPPED)
    return _read(data / STOPPED)


def write(data: Path, notes: Notes) -> None:
    """Notes it, for the owner's eyes alone: the PIN is in it."""
    write_private(data / RUNNING, msgspec.json.format(msgspec.json.encode(notes)) + b"\n")


def _read(path: Path) -> Notes | None:
    return msgspec.json.decode(path.read_bytes(), type=Notes) if path.is_file() else None
