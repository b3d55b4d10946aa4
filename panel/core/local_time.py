"""The clock on the wall of the house, as data: which local time is which instant.

No time-zone library is asked here: what its rules say for the years that matter is handed in as numbers, so that
the same calendar gives the same instants on every machine and in every replay.
"""

from bisect import bisect_right
from datetime import date
from itertools import pairwise

import msgspec

from panel.core.plan import DAY_MS, MINUTE_MS

MINUTES_PER_DAY = 1440
EPOCH_DAY = date(1970, 1, 1).toordinal()


class TimeZone(msgspec.Struct, frozen=True):
    """A zone's offsets from UTC over some years.

    ``first_offset_ms`` holds before the first transition; each of ``transitions`` is the instant (UTC since 1970)
    and the offset that holds from it on, the last one without end. Offsets are less than a day either way, as
    everywhere on Earth; instants rise strictly. Anything else is a ValueError.
    """

    first_offset_ms: int
    transitions: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        instants = [utc_ms for utc_ms, _ in self.transitions]
        if any(later <= earlier for earlier, later in pairwise(instants)):
            raise ValueError("the transitions of a time zone do not rise")
        offsets = [self.first_offset_ms, *(offset_ms for _, offset_ms in self.transitions)]
        if any(abs(offset_ms) >= DAY_MS for offset_ms in offsets):
            raise ValueError("a time zone is a day or more away from UTC")


UTC = TimeZone(0)


def local_ms(zone: TimeZone, utc_ms: int) -> int:
    """What the clock on the wall shows at an instant, as if it were UTC, in ms since 1970."""
    return utc_ms + _offset_ms(zone, bisect_right(zone.transitions, utc_ms, key=_instant))


def instant_ms(zone: TimeZone, day: int, at_min: int) -> int:
    """The instant at which a local time comes; ``day`` counts from 1970-01-01, ``at_min`` from its midnight.

    A time that the clock jumps over is the next instant there is, that of the jump; one that comes twice is its
    first. So a later local time never comes before an earlier one, and is less than a day from the same in UTC.
    """
    wanted_ms = day * DAY_MS + at_min * MINUTE_MS
    # Where an interval ended a day or more before, its local time cannot have reached what is wanted.
    at = bisect_right(zone.transitions, wanted_ms - DAY_MS, key=_instant)
    while at < len(zone.transitions) and zone.transitions[at][0] + _offset_ms(zone, at) <= wanted_ms:
        at += 1
    instant = wanted_ms - _offset_ms(zone, at)
    return instant if at == 0 else max(instant, zone.transitions[at - 1][0])


def exists(zone: TimeZone, day: int) -> bool:
    """Whether a date is on the calendar there: Samoa had no 30 December 2011."""
    return local_ms(zone, instant_ms(zone, day, 0)) // DAY_MS == day


def date_of(day: int) -> date:
    """The date of a day counted from 1970-01-01."""
    return date.fromordinal(day + EPOCH_DAY)


def day_of(on: date) -> int:
    """The day counted from 1970-01-01."""
    return on.toordinal() - EPOCH_DAY


def _offset_ms(zone: TimeZone, interval: int) -> int:
    """The offset of an interval: 0 is the one before the first transition."""
    return zone.first_offset_ms if interval == 0 else zone.transitions[interval - 1][1]


def _instant(transition: tuple[int, int]) -> int:
    return transition[0]
