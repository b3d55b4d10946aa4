"""DATA/demo.json: what a script needs to work a demo that somebody started."""

from pathlib import Path

import msgspec

from hw_sim.launch.installation import Line
from hw_sim.launch.private import write_private


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """``pin`` is the administrator's, ``tags`` label to number, ``mqtt`` a tap on the broker that may
    read and write everything (nothing is trusted to a broker). ``station_url``: None while it has no page."""

    panel: str
    pin: str
    tags: dict[str, str]
    house_url: str
    station_url: str | None
    mqtt: Line


def read(data: Path) -> Notes | None:
    """What an earlier or running demo noted in this data folder, None when nothing."""
    path = data / "demo.json"
    return msgspec.json.decode(path.read_bytes(), type=Notes) if path.is_file() else None


def write(data: Path, notes: Notes) -> None:
    """Notes it, for the owner's eyes alone: the PIN is in it."""
    write_private(data / "demo.json", msgspec.json.format(msgspec.json.encode(notes)) + b"\n")
