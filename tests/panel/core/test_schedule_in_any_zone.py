"""Programmes in zones that no country has, asked at any moments, by clocks that are set at will."""

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.core.local_time import TimeZone, date_of, exists, local_ms
from panel.core.names import Mode
from panel.core.schedule import (
    EVERY_DAY,
    Calendar,
    Dated,
    Done,
    Due,
    Holiday,
    Programme,
    due,
    kind_of,
    news,
    next_due,
    to_do,
)
from tests.panel.core.test_local_time import DAY_MS, MINUTE_MS

WHOLE = settings(deadline=None)  # a busy machine is no finding
FIRST_DAY = 20_000  # 4 October 2024
SPAN_DAYS = 20
BEGIN_MS = FIRST_DAY * DAY_MS
END_MS = BEGIN_MS + SPAN_DAYS * DAY_MS

# Any two are less than a day apart: one jump never swallows the same time of two dates.
OFFSETS = st.integers(-11 * 60, 12 * 60).map(lambda minutes: minutes * MINUTE_MS)
MINUTES = st.integers(BEGIN_MS // MINUTE_MS, END_MS // MINUTE_MS).map(lambda minutes: minutes * MINUTE_MS)
INSTANTS = st.integers(BEGIN_MS, END_MS)
DATES = st.integers(FIRST_DAY - 1, FIRST_DAY + SPAN_DAYS + 1).map(date_of)
AT_MIN = st.one_of(st.sampled_from([0, 60, 90, 1439]), st.integers(0, 1439))


@st.composite
def zones(draw: st.DrawFn) -> TimeZone:
    """Up to four changes of the clock in three weeks."""
    instants = sorted(draw(st.sets(MINUTES, max_size=4)))
    return TimeZone(draw(OFFSETS), tuple((instant, draw(OFFSETS)) for instant in instants))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Up to four programmes with exceptions and holidays."""
    ids = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4))
    programmes = tuple(draw(programme(name)) for name in ids)
    places = draw(st.sets(st.tuples(st.sampled_from("abcd"), DATES), max_size=4))
    dated = tuple(Dated(programme=who, on=on, at_min=draw(st.none() | AT_MIN)) for who, on in sorted(places))
    return Calendar(
        programmes=programmes,
        dated=dated,
        holidays=tuple(draw(st.lists(holidays(), max_size=2))),
        auto_disarm=draw(st.booleans()),
    )


def programme(name: str) -> st.SearchStrategy[Programme]:
    return st.builds(
        Programme,
        id=st.just(name),
        name=st.just(name.upper()),
        areas=st.just(("house",)),
        mode=st.sampled_from(Mode),
        days=st.lists(st.sampled_from(EVERY_DAY), unique=True).map(tuple),
        at_min=AT_MIN,
        remind=st.booleans(),
        enabled=st.sampled_from([True, True, True, False]),
    )


def holidays() -> st.SearchStrategy[Holiday]:
    return st.builds(
        lambda first, days, yearly: Holiday(name="off", first=first, last=first + timedelta(days=days), yearly=yearly),
        DATES,
        st.integers(0, 4),
        st.booleans(),
    )


@WHOLE
@given(calendars(), zones(), st.lists(INSTANTS, min_size=3, max_size=3).map(sorted))
def test_two_spans_have_what_the_whole_has(calendar: Calendar, zone: TimeZone, cuts: list[int]) -> None:
    first, middle, last = cuts
    whole = due(calendar, zone, first, last)
    assert due(calendar, zone, first, middle) + due(calendar, zone, middle, last) == whole
    assert list(whole) == sorted(whole, key=lambda one: (one.due_utc_ms, one.programme))
    assert all(first < one.due_utc_ms <= last for one in whole)


@WHOLE
@given(calendars(), zones(), INSTANTS)
def test_the_next_is_the_first_of_all_that_come(calendar: Calendar, zone: TimeZone, after: int) -> None:
    month = after + 30 * DAY_MS
    coming = due(calendar, zone, after, month)
    found = next_due(calendar, zone, after)
    if coming:
        assert found == coming[0]
    else:
        assert found is None or found.due_utc_ms > month


@WHOLE
@given(calendars(), zones())
def test_each_programme_happens_exactly_once_on_each_date_it_should(calendar: Calendar, zone: TimeZone) -> None:
    # Exceptions that only cancel: two dates whose times one jump of the clock swallows would share an instant.
    calendar = msgspec.structs.replace(calendar, dated=tuple(one for one in calendar.dated if one.at_min is None))
    days = range(FIRST_DAY - 2, FIRST_DAY + SPAN_DAYS + 2)
    assert all(exists(zone, day) for day in days)
    found = due(calendar, zone, *midnights(zone, days))
    for one in calendar.programmes:
        ours = [each for each in found if each.programme == one.id]
        assert len(ours) == sum(time_on(calendar, one, day) is not None for day in days)
        assert len({each.due_utc_ms for each in ours}) == len(ours)


@settings(WHOLE, max_examples=50)
@given(calendars(), zones())
def test_an_instant_is_the_first_at_which_the_clock_has_got_that_far(calendar: Calendar, zone: TimeZone) -> None:
    days = range(FIRST_DAY - 2, FIRST_DAY + SPAN_DAYS + 2)
    begin, end = midnights(zone, days)
    found = [(one.due_utc_ms, one.programme) for one in due(calendar, zone, begin, end)]
    assert found == seen_by_watching_the_clock(calendar, zone, days, begin + 1, end)


@WHOLE
@given(calendars(), zones(), st.data())
def test_clocks_set_at_will_and_power_cuts_lose_nothing_and_repeat_nothing(
    calendar: Calendar, zone: TimeZone, data: st.DataObject
) -> None:
    now = start = peak = data.draw(INSTANTS)
    calendar = msgspec.structs.replace(calendar, since_utc_ms=start)
    done, handled = Done(0), list[Due]()
    for _ in range(data.draw(st.integers(1, 8))):
        step = data.draw(st.integers(-2 * DAY_MS, 3 * DAY_MS))
        now = min(max(now + step, peak - 2 * DAY_MS), start + 6 * DAY_MS)
        peak = max(peak, now)
        waiting = to_do(calendar, zone, done, now)
        for one in waiting[: data.draw(st.integers(0, 4))]:  # then the power goes
            done = take(done, one, now, handled)
    for one in to_do(calendar, zone, done, peak):
        done = take(done, one, peak, handled)
    assert handled == list(due(calendar, zone, start, peak))


def take(done: Done, one: Due, now: int, handled: list[Due]) -> Done:
    """What the core does: once, and the same event again is nothing."""
    fresh = news(done, one.event(now))
    assert fresh is not None
    assert news(fresh, one.event(now)) is None
    handled.append(one)
    return fresh


def time_on(calendar: Calendar, one: Programme, day: int) -> int | None:
    """At which minute of its own clock a programme is to run on a day."""
    if not one.enabled or not (calendar.auto_disarm or one.remind or one.mode is not Mode.DISARMED):
        return None
    for entry in calendar.dated:
        if (entry.programme, entry.on) == (one.id, date_of(day)):
            return entry.at_min
    return one.at_min if kind_of(calendar, date_of(day)) in one.days else None


def midnights(zone: TimeZone, days: range) -> tuple[int, int]:
    """The span of whole days, where both ends are far from any change of the clock."""
    begin, end = days.start * DAY_MS, days.stop * DAY_MS
    return begin - (local_ms(zone, begin) - begin) - 1, end - (local_ms(zone, end) - end) - 1


def seen_by_watching_the_clock(
    calendar: Calendar, zone: TimeZone, days: range, begin: int, end: int
) -> list[tuple[int, str]]:
    """Looks at the clock once a minute; what it shows for the first time, or has passed over, comes now."""
    wanted: dict[int, set[str]] = {}
    for day in days:
        for one in calendar.programmes:
            at_min = time_on(calendar, one, day)
            if at_min is not None:
                wanted.setdefault(day * 1440 + at_min, set()).add(one.id)
    seen, furthest = list[tuple[int, str]](), local_ms(zone, begin) // MINUTE_MS - 1
    for utc_ms in range(begin, end + 1, MINUTE_MS):
        shown = local_ms(zone, utc_ms) // MINUTE_MS
        names = {name for minute in range(furthest + 1, shown + 1) for name in wanted.get(minute, ())}
        seen += [(utc_ms, name) for name in sorted(names)]
        furthest = max(furthest, shown)
    return seen
