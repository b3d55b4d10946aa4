"""Programmes when the clock itself changes, steps and lies, and restarts in the middle: never twice."""

from pathlib import Path

import msgspec
import pytest

from panel.api import Postpone as PostponeOrder
from panel.api import RemoveProgramme
from panel.core.names import Mode
from panel.daemon.clocks import SetBy
from tests.support.by_the_clock import (
    ARMED,
    MISSED,
    WARNING,
    add,
    ask,
    at_half_past_eleven,
    house_in,
    may_disarm,
    pass_by,
    set_clock,
    shows,
    told,
    total,
)
from tests.support.panel_on_wires import PIN, PanelOnWires

HOUR_MS = 3_600_000


# the clock of the house changes -------------------------------------------------------------------

CHANGES = {  # zone, time by the clock there, one second before its one instant in UTC
    "Lisbon, spring, a time that does not exist": ("Europe/Lisbon", "01:30", "2026-03-29T00:59:59"),
    "Lisbon, spring, the last time before": ("Europe/Lisbon", "00:59", "2026-03-29T00:58:59"),
    "Lisbon, spring, the first time after": ("Europe/Lisbon", "02:00", "2026-03-29T00:59:59"),
    "Lisbon, autumn, a time that comes twice": ("Europe/Lisbon", "01:30", "2026-10-25T00:29:59"),
    "Lisbon, autumn, the first time after": ("Europe/Lisbon", "02:00", "2026-10-25T01:59:59"),
    "Santiago, spring, midnight does not exist": ("America/Santiago", "00:00", "2026-09-06T03:59:59"),
    "Santiago, spring, nor does half past": ("America/Santiago", "00:30", "2026-09-06T03:59:59"),
    "Santiago, autumn, 23:30 comes twice": ("America/Santiago", "23:30", "2026-04-05T02:29:59"),
}


@pytest.mark.parametrize(("zone", "at", "before"), CHANGES.values(), ids=CHANGES)
def test_on_the_night_of_a_change_it_comes_exactly_once(zone: str, at: str, before: str, tmp_path: Path) -> None:
    house = house_in(zone, tmp_path / "alarmd")
    set_clock(house, before)
    house.clocks.wall_offset_ms -= 3 * HOUR_MS
    add(house, "Night", Mode.NIGHT, at)
    house.wait(1_000)
    set_clock(house, before)
    house.wait(999)
    assert told(house) == []
    house.wait(1)
    assert told(house) == [WARNING], shows(house)
    for _ in range(14):  # seven hours, by half an hour: the second of the two is among them
        house.clocks.wall_offset_ms += HOUR_MS // 2 - 400_000
        pass_by(house, 400_000)
    assert told(house) == [WARNING, ARMED]
    house.kill()


# the clock is set ---------------------------------------------------------------------------------


def test_a_clock_set_ten_years_ahead_by_hand_fires_nothing_and_set_back_it_is_believed_again(
    house: PanelOnWires,
) -> None:
    at_half_past_eleven(house)
    house.wait(5_000)
    house.clocks.vouched = SetBy.NOBODY
    set_clock(house, "2036-01-14T23:29:58")
    house.wait(10_000)
    assert told(house) == ["trouble.raised clock"]
    set_clock(house, "2026-01-14T23:29:59")
    house.wait(1_000)
    assert told(house) == ["trouble.raised clock", "restore.trouble clock", WARNING]


def test_a_clock_set_ten_years_back_by_hand_fires_nothing_until_somebody_vouches_for_it(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.wait(5_000)
    house.clocks.vouched = SetBy.NOBODY
    set_clock(house, "2016-01-14T23:29:58")
    pass_by(house, 400_000)
    assert told(house) == ["trouble.raised clock"]
    house.clocks.vouched = SetBy.SERVER
    set_clock(house, "2026-01-14T23:40:00")
    house.wait(5_000)
    assert told(house) == ["trouble.raised clock", "restore.trouble clock", WARNING]  # ten minutes late: done


def test_a_time_server_that_lies_by_ten_years_makes_nothing_happen_twice(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    may_disarm(house)
    add(house, "Morning", Mode.DISARMED, "06:45", areas=("house", "garage"))
    total(house)
    set_clock(house, "2026-01-15T06:44:59")
    house.wait(2_000)
    assert house.phases()["house"] == "idle"
    total(house)  # the family has left
    set_clock(house, "2036-01-15T06:50:00")
    house.wait(2_000)
    set_clock(house, "2026-01-15T06:51:00")
    pass_by(house, 600_000)
    assert house.phases() == {"house": "armed", "garage": "armed"}
    set_clock(house, "2026-01-16T06:44:59")
    house.wait(2_000)
    assert house.phases()["house"] == "idle"  # and the lie does not keep tomorrow from coming


def test_a_clock_put_back_by_an_hour_brings_nothing_again(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    pass_by(house, 400_000)
    for _ in range(3):
        set_clock(house, "2026-01-14T22:30:00")
        house.wait(2_000)
        set_clock(house, "2026-01-14T23:29:59")
        pass_by(house, 400_000)
    assert told(house) == [WARNING, ARMED]


def test_a_step_of_the_clock_moves_no_countdown(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    pass_by(house, 110_000)
    set_clock(house, "2026-01-15T05:00:00")
    pass_by(house, 100_000)
    set_clock(house, "2026-01-14T20:00:00")
    house.wait(99_999)
    assert house.phases()["house"] == "idle"
    house.wait(1)
    assert house.phases()["house"] == "exit"


def test_missed_by_more_than_a_quarter_of_an_hour_it_is_told_and_not_done(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.wait(5_000)
    set_clock(house, "2026-01-14T23:45:01")
    pass_by(house, 400_000)
    assert told(house) == [MISSED]
    assert house.status()["countdown"] is None


# restarts -----------------------------------------------------------------------------------------

PHASES = {"before": 5_000, "in the warning": 100_000, "at its last second": 309_000, "in the exit": 340_000}
PHASES |= {"armed": 380_000}


@pytest.mark.parametrize("after_ms", PHASES.values(), ids=PHASES)
@pytest.mark.parametrize("down_ms", [500, 20_000])
def test_killed_at_any_moment_it_warns_once_and_arms_once(house: PanelOnWires, after_ms: int, down_ms: int) -> None:
    at_half_past_eleven(house)
    house.wait(after_ms)
    house.kill()
    house.pass_unseen(down_ms)
    house.start()
    pass_by(house, 500_000)
    assert told(house) == [WARNING, ARMED]
    assert house.phases()["house"] == "armed"


@pytest.mark.parametrize("after_ms", PHASES.values(), ids=PHASES)
def test_after_a_power_cut_at_any_moment_it_warns_once_and_arms_once(house: PanelOnWires, after_ms: int) -> None:
    at_half_past_eleven(house)
    house.wait(after_ms)
    house.kill()
    house.clocks.boot_id = "boot-2"
    house.clocks.vouched = SetBy.MODULE
    house.start()
    pass_by(house, 500_000)
    assert told(house) == [WARNING, ARMED]


def test_down_over_its_instant_it_is_late_and_over_a_quarter_of_an_hour_only_told(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.kill()
    house.pass_unseen(180_000)
    house.start()
    assert told(house) == [WARNING]
    pass_by(house, 400_000)
    house.kill()
    set_clock(house, "2026-01-15T23:46:00")
    house.clocks.boot_id = "boot-2"
    house.start()
    pass_by(house, 400_000)
    assert told(house) == [WARNING, ARMED, MISSED]


def test_what_was_postponed_stays_so_over_a_restart(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    pass_by(house, 100_000)
    assert ask(house, PostponeOrder(pin=PIN, minutes=20)).ok
    house.kill()
    house.pass_unseen(1_000)
    house.start()
    house.wait(1_200_000 - 1_001)
    assert house.phases()["house"] == "idle"
    house.wait(1)
    assert house.phases()["house"] == "exit"


def test_with_a_ruined_database_the_second_copy_knows_the_programmes_and_what_was_done(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    pass_by(house, 100_000)
    house.kill()
    for path in house.folder.glob("*.db*"):
        path.write_bytes(b"ruined" * 100)
    house.start()
    assert [one.id for one in house.engine.scheduler.calendar.programmes] == ["night"]
    pass_by(house, 500_000)
    assert house.phases()["house"] == "armed"
    assert told(house).count(ARMED) == 1
    assert WARNING not in told(house)[1:]  # what was told before the ruin is not told again


# a clock that nobody vouches for ------------------------------------------------------------------


def booted_without_a_clock(house: PanelOnWires, says: str) -> None:
    """The power was gone, and no time server has answered yet."""
    house.kill()
    house.clocks.boot_id = "boot-2"
    house.clocks.vouched = SetBy.NOBODY
    set_clock(house, says)
    house.start()


@pytest.mark.parametrize("says", ["1970-01-01T23:29:59", "2026-01-13T23:29:59", "2026-01-14T23:29:59"])
def test_nothing_comes_due_by_a_clock_that_is_not_believed(house: PanelOnWires, says: str) -> None:
    at_half_past_eleven(house)
    house.wait(2_000)
    booted_without_a_clock(house, says)
    pass_by(house, 400_000)
    assert told(house) == ["trouble.raised clock"]
    assert house.reports()[-1]["kind"] == "trouble.raised"


@pytest.mark.parametrize(("is_set_to", "expected"), [("23:44:00", WARNING), ("23:46:00", MISSED)])
def test_once_the_clock_is_set_what_was_missed_is_done_or_only_told(
    house: PanelOnWires, is_set_to: str, expected: str
) -> None:
    at_half_past_eleven(house)
    house.wait(2_000)
    booted_without_a_clock(house, "2026-01-14T23:10:00")
    house.wait(20_000)
    house.clocks.vouched = SetBy.SERVER
    set_clock(house, f"2026-01-14T{is_set_to}")
    house.wait(2_000)
    assert told(house) == ["trouble.raised clock", "restore.trouble clock", expected]


def test_a_restart_within_that_boot_makes_the_clock_no_better(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.wait(2_000)
    booted_without_a_clock(house, "2026-01-14T23:20:00")
    house.kill()
    house.pass_unseen(1_000)
    house.start()
    pass_by(house, 1_000_000)
    assert "schedule" not in " ".join(told(house))
    assert house.reports()[-1]["kind"] == "trouble.raised"


def test_a_calendar_written_by_a_clock_that_is_not_believed_begins_when_there_is_one(house: PanelOnWires) -> None:
    booted_without_a_clock(house, "2026-01-01T00:00:00")
    add(house, "Night", Mode.NIGHT, "23:30")
    house.clocks.vouched = SetBy.SERVER
    set_clock(house, "2026-01-14T23:40:00")
    house.wait(6_000)
    assert told(house) == ["trouble.raised clock", "restore.trouble clock"]  # not a week of "missed"
    set_clock(house, "2026-01-15T23:29:59")
    house.wait(1_000)
    assert told(house)[-1] == WARNING


def test_times_are_marked_until_the_clock_is_believed(house: PanelOnWires) -> None:
    booted_without_a_clock(house, "2026-01-01T00:00:00")
    house.trip("panel_tamper")
    assert house.reports()[-1]["clock"] == "untrusted"
    house.clocks.vouched = SetBy.SERVER
    house.wait(6_000)
    house.secure("panel_tamper")
    assert house.reports()[-1]["clock"] == "trusted"


# the calendar changes -----------------------------------------------------------------------------


def test_a_programme_written_after_its_time_comes_tomorrow(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T23:30:00")
    house.wait(100)
    add(house, "Night", Mode.NIGHT, "23:30")
    house.wait(60_000)
    assert told(house) == []
    set_clock(house, "2026-01-15T23:29:59")
    house.wait(2_000)
    assert told(house) == [WARNING]


def test_what_is_due_when_the_calendar_changes_is_done_before(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    set_clock(house, "2026-01-14T23:30:02")  # and the panel has not looked yet
    assert ask(house, RemoveProgramme(pin=PIN, programme="night")).ok
    assert told(house) == [WARNING]


def test_programmes_outlive_a_change_of_the_installation_that_takes_their_area(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    add(house, "Both", Mode.NIGHT, "23:30", areas=("house", "garage"))
    add(house, "Shed", Mode.TOTAL, "23:30", areas=("garage",), remind=True)
    house.kill()
    config = house.config
    house.config = msgspec.structs.replace(
        config,
        area=tuple(one for one in config.area if one.id == "house"),
        zone=tuple(one for one in config.zone if one.area == "house"),
    )
    house.start()
    set_clock(house, "2026-01-14T23:29:59")
    house.wait(2_000)
    assert told(house) == [WARNING]
    assert len(house.engine.scheduler.calendar.programmes) == 2  # kept, for when the area comes back
