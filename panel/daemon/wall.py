"""The wall clock's zone as numbers, for the core, out of the system's time-zone data."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from panel.core.local_time import TimeZone
from panel.core.plan import Plan
from panel.store.actors import Here

FIRST_YEAR = 2020  # a panel whose clock says less has lost it
LAST_YEAR = 2060
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def here_of(plan: Plan, zone: str) -> Here:
    """What the rights of people are measured by, for the panel of that plan in that zone."""
    modes = tuple({mode: None for area in plan.areas for mode in area.modes})
    return Here(areas=tuple(area.id for area in plan.areas), modes=modes, zone=time_zone(zone))


@lru_cache(maxsize=4)  # 15,000 questions to the library take some 10 ms: once for each process
def time_zone(name: str) -> TimeZone:
    """The offsets of an IANA zone from 2020 to 2060; the configuration has made sure that there is one of that name.

    Looked at day by day: no zone changes twice within one.
    """
    zone = ZoneInfo(name)
    at, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 1, 1, tzinfo=UTC)
    first = offset = _offset(zone, at)
    transitions = []
    while at < end:
        following = at + _DAY
        if _offset(zone, following) != offset:
            change = _change(zone, at, following)
            offset = _offset(zone, change)
            transitions.append((int(change.timestamp()) * 1000, _ms(offset)))
        at = following
    return TimeZone(_ms(first), tuple(transitions))


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset, which lies after ``before`` and not after ``after``."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _ms(offset: timedelta) -> int:
    return offset // timedelta(milliseconds=1)
