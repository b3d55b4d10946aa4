"""A house that lives by the clock: programmes given at its console, its wall clock set as a story wants it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from panel.api import AddProgramme, AutoDisarm, Reply, ScheduleWanted, Timetable
from panel.config import load
from panel.core.names import Mode
from panel.core.schedule import EVERY_DAY, Day
from panel.daemon import console
from tests.support.panel_on_wires import PIN, PanelOnWires

EXAMPLE = Path(__file__).parents[2] / "panel" / "config" / "home.toml"
WARNING = "schedule.arm_warning house night"
ARMED = "area.armed house night"
MISSED = "schedule.missed house night"


def utc(text: str) -> int:
    """An instant in UTC, as ms since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def house_in(zone: str, folder: Path) -> PanelOnWires:
    """The example home, somewhere else."""
    config = load(EXAMPLE)
    return PanelOnWires(
        msgspec.structs.replace(config, panel=msgspec.structs.replace(config.panel, timezone=zone)), folder
    )


def set_clock(house: PanelOnWires, at: str) -> None:
    """Sets the wall clock; the panel has not looked at it yet."""
    house.clocks.wall_offset_ms = utc(at) - house.clocks.mono_ms()


def pass_by(house: PanelOnWires, ms: int) -> None:
    """Time passes in which nothing happens at the wires."""
    house.wait(ms, step_ms=1_000)


def shows(house: PanelOnWires) -> str:
    """What the wall clock says, in UTC, to the second."""
    return datetime.fromtimestamp(house.clocks.wall_ms() / 1000, UTC).strftime("%m-%d %H:%M:%S")


def ask(house: PanelOnWires, message: Any) -> Reply:
    """One message at the console, one reply."""
    replies: list[Reply] = []
    console.handle(house.engine, message, replies.append)
    assert len(replies) == 1
    return replies[0]


def add(
    house: PanelOnWires,
    name: str,
    mode: Mode,
    at: str,
    *,
    days: tuple[Day, ...] = EVERY_DAY,
    areas: tuple[str, ...] = ("house",),
    remind: bool = False,
) -> None:
    """Ana gives the panel a programme."""
    hours, minutes = at.split(":")
    at_min = int(hours) * 60 + int(minutes)
    message = AddProgramme(pin=PIN, name=name, mode=mode, days=days, at_min=at_min, areas=areas, remind=remind)
    reply = ask(house, message)
    assert reply.ok, reply.text


def may_disarm(house: PanelOnWires) -> None:
    """Ana lets programmes disarm."""
    assert ask(house, AutoDisarm(pin=PIN, on=True)).ok


def timetable(house: PanelOnWires) -> Timetable:
    """What the console says of it."""
    return msgspec.json.decode(ask(house, ScheduleWanted()).data, type=Timetable)


def told(house: PanelOnWires) -> list[str]:
    """Everything that was told and has to do with programmes, arming or the clock, in order."""
    wanted = ("schedule.", "area.", "trouble.raised", "restore.trouble")
    return [_short(one) for one in house.reports() if one["kind"].startswith(wanted)]


def _short(report: dict[str, Any]) -> str:
    words = [report["kind"], report.get("area", ""), report.get("mode", ""), report.get("why", "")]
    words += [report.get("trouble", "")]
    return " ".join(word for word in words if word)


def at_half_past_eleven(house: PanelOnWires, *, seconds_before: int = 10) -> None:
    """A programme for the night, and its instant is near: winter in Lisbon, where the clock shows UTC."""
    set_clock(house, "2026-01-14T12:00:00")
    add(house, "Night", Mode.NIGHT, "23:30")
    set_clock(house, "2026-01-14T23:30:00")
    house.clocks.wall_offset_ms -= seconds_before * 1000


def total(house: PanelOnWires) -> None:
    """Everybody has left."""
    house.keys(f"A{PIN}#")
    house.wait(61_000)
