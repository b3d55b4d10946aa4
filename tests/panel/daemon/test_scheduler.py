"""Programmes on whole panels: clocks that change, step and lie, restarts in the middle, and never twice."""

from datetime import date

from panel.api import AddHoliday, PutException
from panel.api import Postpone as PostponeOrder
from panel.config.model import OutputRole
from panel.core.names import Mode
from panel.core.schedule import WEEK, Day
from tests.support.by_the_clock import (
    ARMED,
    MISSED,
    WARNING,
    add,
    ask,
    at_half_past_eleven,
    may_disarm,
    pass_by,
    set_clock,
    told,
    total,
    utc,
)
from tests.support.panel_on_wires import PIN, PanelOnWires

# an ordinary evening ------------------------------------------------------------------------------


def test_it_warns_on_its_second_and_arms_when_the_warning_and_the_exit_are_over(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.wait(9_999)
    assert told(house) == []
    house.wait(1)
    assert told(house) == [WARNING]
    assert house.status()["countdown"] == {
        "programme": "night",
        "mode": "night",
        "areas": ["house"],
        "remaining_ms": 300_000,
    }
    house.wait(299_999)
    assert house.phases()["house"] == "idle"
    house.wait(1)
    assert (house.phases()["house"], house.status()["countdown"]) == ("exit", None)
    house.wait(60_000)
    assert house.phases() == {"house": "armed", "garage": "idle"}
    assert told(house) == [WARNING, ARMED]
    warned = next(one for one in house.reports() if one["kind"] == "schedule.arm_warning")
    assert (warned["actor"], warned["source"]) == ("night", "schedule")
    assert warned["at_ms"] == utc("2026-01-14T23:30:00")


def test_the_warning_is_heard_in_the_house(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.wait(10_000)
    heard = False
    for _ in range(200):
        heard |= house.line(OutputRole.SOUNDER)
        house.wait(50)
    assert heard and not house.line(OutputRole.SIREN)


def test_whoever_is_still_in_postpones_it_as_often_as_they_like(house: PanelOnWires) -> None:
    assert "nothing to postpone" in ask(house, PostponeOrder(pin=PIN, minutes=30)).text
    at_half_past_eleven(house)
    pass_by(house, 200_000)
    assert ask(house, PostponeOrder(pin=PIN, minutes=10)).text == "the arming that was announced waits: 10 min from now"
    pass_by(house, 599_000)
    assert ask(house, PostponeOrder(pin=PIN, minutes=1)).ok
    house.wait(59_999)
    assert house.phases()["house"] == "idle"
    house.wait(1)
    assert house.phases()["house"] == "exit"
    assert told(house)[:3] == [WARNING, "schedule.arm_postponed house night", "schedule.arm_postponed house night"]


def test_an_open_window_makes_it_fail_by_name(house: PanelOnWires) -> None:
    at_half_past_eleven(house)
    house.trip("living_window")
    pass_by(house, 311_000)
    assert told(house) == [WARNING, "schedule.auto_arm_failed house night not_ready"]
    window = next(zone.id for zone in house.config.zone if zone.input == "living_window")
    assert house.reports()[-1]["zones"] == [window]


def test_a_programme_never_weakens_what_is_armed(house: PanelOnWires) -> None:
    total(house)
    at_half_past_eleven(house)
    before = told(house)
    pass_by(house, 400_000)
    assert told(house) == before
    assert {area["mode"] for area in house.status()["areas"]} == {"total"}


def test_it_arms_in_the_minute_in_which_another_programme_reminds(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    add(house, "Night", Mode.NIGHT, "23:30")
    add(house, "Closing", Mode.TOTAL, "23:30", areas=("garage",), remind=True)
    set_clock(house, "2026-01-14T23:29:59")
    house.wait(1_000)
    assert told(house) == ["schedule.late_to_arm garage total", WARNING]
    house.wait(60_000)
    assert len(told(house)) == 2


def test_nobody_is_reminded_of_what_they_have_not_forgotten(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    add(house, "Closing", Mode.TOTAL, "19:00", areas=("garage",), remind=True)
    total(house)
    before = told(house)
    set_clock(house, "2026-01-14T18:59:59")
    house.wait(2_000)
    assert told(house) == before


# disarming ----------------------------------------------------------------------------------------


def test_it_disarms_only_if_that_is_allowed(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    add(house, "Morning", Mode.DISARMED, "06:45", areas=("house", "garage"))
    total(house)
    set_clock(house, "2026-01-15T06:44:59")
    house.wait(2_000)
    assert house.phases() == {"house": "armed", "garage": "armed"}
    may_disarm(house)
    set_clock(house, "2026-01-16T06:44:59")
    house.wait(2_000)
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert told(house)[-2:] == ["area.disarmed house total", "area.disarmed garage total"]


def test_it_does_not_disarm_an_alarm_that_nobody_has_seen(house: PanelOnWires) -> None:
    set_clock(house, "2026-01-14T12:00:00")
    may_disarm(house)
    add(house, "Morning", Mode.DISARMED, "06:45")
    total(house)
    house.trip("living_window")
    house.secure("living_window")
    pass_by(house, 200_000)
    set_clock(house, "2026-01-15T06:44:59")
    house.wait(2_000)
    assert house.phases()["house"] == "armed"
    assert told(house)[-1] == "schedule.auto_disarm_failed house disarmed alarm_memory"


# days ---------------------------------------------------------------------------------------------


def test_an_exception_skips_one_date_and_a_holiday_what_does_not_name_it(house: PanelOnWires) -> None:
    set_clock(house, "2026-12-24T12:00:00")
    add(house, "Night", Mode.NIGHT, "23:30", days=WEEK)
    assert ask(house, AddHoliday(pin=PIN, name="Christmas", first=date(2026, 12, 25), last=date(2026, 12, 25))).ok
    assert ask(house, PutException(pin=PIN, programme="night", on=date(2026, 12, 24))).ok
    for evening in ("2026-12-24", "2026-12-25"):
        set_clock(house, f"{evening}T23:29:59")
        house.wait(2_000)
    assert told(house) == []
    set_clock(house, "2026-12-26T23:29:59")
    house.wait(2_000)
    assert told(house) == [WARNING]


def test_an_exception_stands_above_a_holiday_and_brings_another_time(house: PanelOnWires) -> None:
    set_clock(house, "2026-12-25T12:00:00")
    add(house, "Night", Mode.NIGHT, "23:30", days=WEEK)
    assert ask(house, AddHoliday(pin=PIN, name="Christmas", first=date(2026, 12, 25), last=date(2026, 12, 25))).ok
    assert ask(house, PutException(pin=PIN, programme="night", on=date(2026, 12, 25), at_min=22 * 60)).ok
    set_clock(house, "2026-12-25T21:59:59")
    house.wait(1_000)
    assert told(house) == [WARNING]
    pass_by(house, 400_000)
    set_clock(house, "2026-12-25T23:29:59")
    house.wait(2_000)
    assert told(house).count(WARNING) == 1


def test_the_leap_day_is_a_day_like_others_and_may_be_a_holiday_of_its_own(house: PanelOnWires) -> None:
    set_clock(house, "2028-02-27T12:00:00")
    add(house, "Night", Mode.NIGHT, "23:30", days=(Day.TUESDAY,))  # as the 29th is in 2028
    add(house, "Leap", Mode.TOTAL, "20:00", days=(Day.HOLIDAY,), areas=("garage",), remind=True)
    leap = AddHoliday(pin=PIN, name="Leap", first=date(2028, 2, 29), last=date(2028, 2, 29), yearly=True)
    assert ask(house, leap).ok
    set_clock(house, "2028-02-29T19:59:59")
    house.wait(2_000)
    assert told(house) == ["schedule.late_to_arm garage total"]
    set_clock(house, "2028-02-29T23:29:59")
    house.wait(2_000)
    assert len(told(house)) == 1  # it is a holiday: what names Tuesdays rests
    set_clock(house, "2029-02-28T19:59:59")
    house.wait(2_000)
    assert told(house)[1:] == [MISSED]  # the Tuesday before; and no leap day in that year
