"""Programmes at the panel's shell: whose they are to change, and what is shown of them."""

import json
from datetime import date

import pytest

from panel.api import (
    AddHoliday,
    AddProgramme,
    AutoDisarm,
    Grant,
    LiftException,
    PutException,
    RemoveHoliday,
    RemoveProgramme,
    ScheduleChange,
    SwitchProgramme,
)
from panel.core.names import Action, Mode
from panel.core.schedule import EVERY_DAY
from tests.panel.daemon.asking import ask, done, newcomer
from tests.support.by_the_clock import add, set_clock, timetable
from tests.support.panel_on_wires import PIN, PanelOnWires

EVE = date(2026, 12, 24)


def night(pin: str = PIN) -> AddProgramme:
    return AddProgramme(pin=pin, name="Night", mode=Mode.NIGHT, days=EVERY_DAY, at_min=1410, areas=("house",))


def test_programmes_are_the_administrators_or_whose_they_are_granted_to(house: PanelOnWires) -> None:
    pin = newcomer(house, "Zoe", "resident")
    reply = ask(house, night(pin))
    assert not reply.ok
    assert reply.text == "this PIN may not do that: programmes are the administrator's, or whose they grant it to"
    done(house, Grant(pin=PIN, who="zoe", granted=(Action.SCHEDULES,)))
    assert ask(house, night(pin)).text == "night is in the programme"
    told = [report for report in house.reports() if report["kind"] == "people.changed"][-1]
    assert (told["why"], told["actor"], told["detail"]) == ("schedules", "zoe", "night")


def test_a_wrong_pin_counts_and_locks(house: PanelOnWires) -> None:
    for _ in range(3):
        assert ask(house, night("99999")).text == "nobody has this PIN"
    assert ask(house, night()).text.startswith("too many wrong codes")
    assert timetable(house).programmes == ()


def test_every_change_says_what_it_was(house: PanelOnWires) -> None:
    changes: list[tuple[ScheduleChange, str]] = [
        (night(), "night is in the programme"),
        (
            AddProgramme(pin=PIN, name="Morning", mode=Mode.DISARMED, days=EVERY_DAY, at_min=405),
            "morning is in the programme; it runs once disarming is allowed: sereno schedule auto-disarm on",
        ),
        (AutoDisarm(pin=PIN, on=True), "programmes may disarm"),
        (AutoDisarm(pin=PIN, on=False), "programmes may not disarm"),
        (SwitchProgramme(pin=PIN, programme="Night", on=False), "night is off"),
        (SwitchProgramme(pin=PIN, programme="night", on=True), "night is on"),
        (PutException(pin=PIN, programme="night", on=EVE, at_min=65), "night runs at 01:05 on 2026-12-24"),
        (PutException(pin=PIN, programme="night", on=EVE), "night does not run on 2026-12-24"),
        (LiftException(pin=PIN, programme="night", on=EVE), "night runs as ever on 2026-12-24"),
        (AddHoliday(pin=PIN, name="Christmas", first=EVE, last=EVE), "Christmas is a holiday"),
        (RemoveHoliday(pin=PIN, name="Christmas"), "Christmas is no holiday any more"),
        (RemoveProgramme(pin=PIN, programme="night"), "night is removed; an arming it has announced still comes"),
    ]
    for change, text in changes:
        assert ask(house, change).text == text
    assert [one.id for one in timetable(house).programmes] == ["morning"]


def test_what_is_refused_changes_nothing(house: PanelOnWires) -> None:
    add(house, "Night", Mode.NIGHT, "23:30")
    before = house.engine.scheduler.calendar
    assert "there is a programme 'Night' already" in ask(house, night()).text
    assert house.engine.scheduler.calendar == before


def test_the_timetable_shows_the_week_and_what_would_be_in_the_way(house: PanelOnWires) -> None:
    set_clock(house, "2026-11-27T08:00:00")
    add(house, "Night", Mode.NIGHT, "23:30")
    assert ask(house, PutException(pin=PIN, programme="night", on=date(2026, 11, 28), at_min=1200)).ok
    house.trip("living_window")
    shown = timetable(house)
    assert (shown.panel, shown.timezone, shown.now) == (house.identity.id, "Europe/Lisbon", "2026-11-27T08:00")
    assert (shown.trusted, shown.auto_disarm, shown.warning_s) == (True, False, 300)
    assert shown.areas == {"house": "House", "garage": "Garage"}
    assert [(one.at, one.exception) for one in shown.coming[:3]] == [
        ("2026-11-27T23:30", False),
        ("2026-11-28T20:00", True),
        ("2026-11-29T23:30", False),
    ]
    assert shown.next == shown.coming[0]
    window = next(zone for zone in house.config.zone if zone.input == "living_window")
    assert shown.in_the_way == (f"zone {window.id} ({window.name})",)
    assert shown.countdown is None


def test_an_announced_arming_is_shown_with_what_is_left(house: PanelOnWires) -> None:
    set_clock(house, "2026-11-27T23:00:00")
    add(house, "Night", Mode.NIGHT, "23:30")
    set_clock(house, "2026-11-27T23:29:59")
    house.wait(61_000)
    announced = timetable(house).countdown
    assert announced is not None
    assert (announced.name, announced.mode, announced.areas) == ("Night", Mode.NIGHT, ("house",))
    assert announced.remaining_ms == pytest.approx(240_000, abs=1_000)
    assert ask(house, RemoveProgramme(pin=PIN, programme="night")).ok
    still = timetable(house).countdown
    assert still is not None and still.name == "night"


def test_a_program_gets_what_the_change_was_about(house: PanelOnWires) -> None:
    assert json.loads(ask(house, night()).data) == {"about": "night"}
