"""The panel's time zone as numbers, for the core, out of the system's time-zone data."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from panel.core.local_time import TimeZone

FIRST_YEAR = 2020
LAST_YEAR = 2060
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=8)  # 15,000 questions to the library take some 10 ms: once for each process
def time_zone(name: str) -> TimeZone:
    """The offsets of an IANA zone from 2020 to 2060; the configuration has made sure that there is one of that name.

    Looked at day by day: no zone has changed twice within one and come back to where it was.
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
