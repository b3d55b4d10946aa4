"""Changes of the calendar: what makes sense, and what is refused with what is allowed."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan
from panel.core.schedule import EVERY_DAY, WEEK, Calendar, Dated, Day, Holiday, Programme
from panel.store.errors import ScheduleRefused
from panel.store.schedules import (
    DATED_MAX,
    HOLIDAYS_MAX,
    PROGRAMMES_MAX,
    add_holiday,
    add_programme,
    find_programme,
    fitting,
    lift_exception,
    put_exception,
    remove_holiday,
    remove_programme,
    switch_programme,
)

PLAN = Plan(
    areas=(
        AreaPlan(id="house", name="House", modes=(Mode.TOTAL, Mode.NIGHT)),
        AreaPlan(id="annex", name="Annex", modes=(Mode.TOTAL,)),
    ),
    zones=(),
)
NIGHT = Programme(id="", name="Night", areas=("house",), mode=Mode.NIGHT, days=WEEK, at_min=1410)
CHRISTMAS = Holiday(name="Christmas", first=date(2026, 12, 24), last=date(2026, 12, 26))
EVE = date(2026, 12, 24)


@pytest.fixture
def calendar() -> Calendar:
    """The night, and Christmas."""
    return add_holiday(add_programme(Calendar(), PLAN, NIGHT), CHRISTMAS)


def test_a_programme_is_called_by_a_plain_free_id_or_by_its_name(calendar: Calendar) -> None:
    more = add_programme(calendar, PLAN, replace(NIGHT, name="Nächt!"))
    more = add_programme(more, PLAN, replace(NIGHT, name="night"))
    assert [one.id for one in more.programmes] == ["night", "nacht", "night-2"]
    assert find_programme(more, "night") == more.programmes[0]
    assert find_programme(more, "Nächt!").id == "nacht"
    assert add_programme(Calendar(), PLAN, replace(NIGHT, name="夜")).programmes[0].id == "programme"


def test_without_areas_it_is_about_all_that_have_the_mode_and_no_area_twice() -> None:
    every = add_programme(Calendar(), PLAN, replace(NIGHT, areas=(), mode=Mode.TOTAL))
    assert every.programmes[0].areas == ("house", "annex")
    assert add_programme(Calendar(), PLAN, replace(NIGHT, areas=())).programmes[0].areas == ("house",)
    off = add_programme(Calendar(), PLAN, replace(NIGHT, areas=(), mode=Mode.DISARMED))
    assert off.programmes[0].areas == ("house", "annex")
    assert add_programme(Calendar(), PLAN, replace(NIGHT, areas=("house", "house"))).programmes[0].areas == ("house",)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: add_programme(c, PLAN, NIGHT), "there is a programme 'Night' already"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="")), "a name is text of 1 to 40 characters"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x" * 41)), "a name is text of 1 to 40 characters"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name=" x")), "no spaces around it"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="a\nb")), "on one line"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", days=())), "at least one; allowed: monday"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", days=(Day.MONDAY,) * 2)), "each day once"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", at_min=1440)), "00:00 to 23:59, not 1440"),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", at_min=-1)), "00:00 to 23:59, not -1"),
        (
            lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", mode=Mode.DISARMED, remind=True)),
            "a reminder is about arming",
        ),
        (lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", areas=("attic",))), "allowed: house, annex"),
        (
            lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", areas=("annex",))),
            "annex cannot be armed night; allowed: total",
        ),
        (
            lambda c: add_programme(c, PLAN, replace(NIGHT, name="x", areas=(), mode=Mode.PARTIAL)),
            "no area can be armed partial",
        ),
        (lambda c: remove_programme(c, "noon"), "no programme is called 'noon'; there is night"),
        (lambda c: switch_programme(c, "noon", on=True), "no programme is called 'noon'"),
        (lambda c: put_exception(c, "noon", EVE, None), "no programme is called 'noon'"),
        (lambda c: put_exception(c, "night", EVE, 1440), "00:00 to 23:59"),
        (lambda c: lift_exception(c, "night", EVE), "Night has no exception on 2026-12-24"),
        (lambda c: add_holiday(c, CHRISTMAS), "there is a holiday 'Christmas' already"),
        (lambda c: add_holiday(c, replace(CHRISTMAS, name="")), "a name is text"),
        (
            lambda c: add_holiday(c, replace(CHRISTMAS, name="x", last=date(2026, 12, 23))),
            "x: its last day, 2026-12-23, is before its first, 2026-12-24",
        ),
        (lambda c: remove_holiday(c, "Easter"), "no holiday is called 'Easter'; there is Christmas"),
        (lambda _: find_programme(Calendar(), "night"), "there is none yet"),
        (lambda _: remove_holiday(Calendar(), "Easter"), "there is none yet"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_is_allowed(
    calendar: Calendar, change: Callable[[Calendar], Calendar], why: str
) -> None:
    with pytest.raises(ScheduleRefused, match=why):
        change(calendar)


def test_there_are_no_more_than_anybody_needs() -> None:
    full = Calendar(
        programmes=tuple(replace(NIGHT, id=f"p{i}", name=f"P{i}") for i in range(PROGRAMMES_MAX)),
        dated=tuple(Dated(programme="p0", on=date.fromordinal(730_000 + i)) for i in range(DATED_MAX)),
        holidays=tuple(replace(CHRISTMAS, name=f"H{i}") for i in range(HOLIDAYS_MAX)),
    )
    with pytest.raises(ScheduleRefused, match="64 programmes already"):
        add_programme(full, PLAN, NIGHT)
    with pytest.raises(ScheduleRefused, match="500 exceptions already"):
        put_exception(full, "p0", EVE, None)
    with pytest.raises(ScheduleRefused, match="200 holidays already"):
        add_holiday(full, CHRISTMAS)
    assert put_exception(full, "p0", full.dated[0].on, 60).dated[-1].at_min == 60  # one in place of another is no more


def test_exceptions_take_each_others_place_and_go_with_their_programme(calendar: Calendar) -> None:
    skipped = put_exception(calendar, "night", EVE, None)
    assert skipped.dated == (Dated(programme="night", on=EVE),)
    moved = put_exception(skipped, "Night", EVE, 1200)
    assert moved.dated == (Dated(programme="night", on=EVE, at_min=1200),)
    assert lift_exception(moved, "night", EVE) == calendar
    assert remove_programme(moved, "night") == Calendar(holidays=(CHRISTMAS,))


def test_a_programme_rests_and_runs_again_and_a_holiday_is_taken_back(calendar: Calendar) -> None:
    off = switch_programme(calendar, "night", on=False)
    assert [one.enabled for one in off.programmes] == [False]
    assert switch_programme(off, "night", on=True) == calendar
    assert remove_holiday(calendar, "Christmas").holidays == ()


def test_what_the_configuration_no_longer_has_does_not_run_and_is_not_forgotten(calendar: Calendar) -> None:
    both = add_programme(calendar, PLAN, replace(NIGHT, name="Away", areas=("house", "annex"), mode=Mode.TOTAL))
    smaller = Plan(areas=(replace(PLAN.areas[0], modes=(Mode.TOTAL,)),), zones=())
    assert fitting(both, PLAN) == both
    assert [(one.areas, one.enabled) for one in fitting(both, smaller).programmes] == [((), False), (("house",), True)]
    asleep = switch_programme(both, "away", on=False)
    assert not fitting(asleep, smaller).programmes[1].enabled


def test_days_are_named_in_the_order_of_the_week() -> None:
    assert (*WEEK, Day.HOLIDAY) == EVERY_DAY
