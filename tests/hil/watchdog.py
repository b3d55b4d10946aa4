"""The host's half of tests/hil/on_watchdog.py: how the virtual machine ended, and how long after alarmd hung.

All by the host's clock: QEMU's own account of its events (QMP), and the stamp of the file that the machine wrote to the
host's disk when it stopped alarmd.
"""

import json
from pathlib import Path
from typing import Any

import msgspec


class Bite(msgspec.Struct, frozen=True):
    """How a machine ended whose alarmd was stopped in the middle."""

    bites_s: int  # what the watchdog was set to
    fed: int  # how often it was fed
    fed_s: float  # for how long, and the machine lived
    events: list[str]  # what QEMU says happened then
    action: str  # what the watchdog did
    after_s: float  # from the hang to that

    def figures(self) -> dict[str, object]:
        """For people."""
        return {
            "measured": "hang to end of machine",
            "bites_s": self.bites_s,
            "fed": self.fed,
            "fed_s": round(self.fed_s, 1),
            "after_s": round(self.after_s, 2),
        }


def read(folder: Path) -> Bite:
    """What the machine and QEMU left in ``folder``. Raises AssertionError when it did not end by its watchdog."""
    assert not (folder / "rc").exists(), "the machine ended in order, with an exit code"
    assert not (folder / "lived").exists(), "alarmd hung and the machine went on"
    said = [json.loads(line) for line in (folder / "qmp").read_text().splitlines()]
    events = [each for each in said if "event" in each]
    bites = [each for each in events if each["event"] == "WATCHDOG"]
    assert bites, f"the machine ended, and not by its watchdog: {events}"
    fed = _told(folder, "fed")
    return Bite(
        bites_s=_told(folder, "guarded")["bites_s"],
        fed=fed["times"],
        fed_s=fed["seconds"],
        events=[each["event"] for each in events],
        action=bites[0]["data"]["action"],
        after_s=_at_s(bites[0]) - (folder / "hung").stat().st_mtime,
    )


def _told(folder: Path, moment: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / moment).read_text())
    return found


def _at_s(event: dict[str, Any]) -> float:
    stamp: dict[str, int] = event["timestamp"]
    return stamp["seconds"] + stamp["microseconds"] / 1e6
