"""When a limited user may come: weekly hours and dates, on the clock on the wall of the house.

Pure arithmetic on numbers, as in ``local_time``: a span counts by what the wall clock shows. The hour that comes
twice in autumn counts twice, the one left out in spring not at all: nobody is to stand before a panel that shows
10:15 and be told that it is not.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from panel.core.local_time import MINUTES_PER_DAY, TimeZone, date_of, local_ms
from panel.core.names import Hours
from panel.core.plan import DAY_MS, MINUTE_MS

AFTER_MIN = 30  # what was opened may still be armed

Minute = Annotated[int, Meta(ge=0, le=MINUTES_PER_DAY)]
Weekday = Annotated[int, Meta(ge=0, le=6)]


class Span(msgspec.Struct, frozen=True):
    """Hours of some weekdays (0: Monday), ``[from_min, to_min)`` minutes after local midnight.

    ``to_min`` at or below ``from_min``: until then on the next day, which the dates need not hold any more.
    """

    weekdays: tuple[Weekday, ...]
    from_min: Minute
    to_min: Minute


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """When somebody may come. Without spans: all day. ``first_day``, ``last_day``: both included, days since 1970."""

    weekly: tuple[Span, ...] = ()
    first_day: int | None = None
    last_day: int | None = None


UNLIMITED = Limits()


def hours_at(limits: Limits, zone: TimeZone, utc_ms: int) -> Hours:
    """Where this instant lies in the hours. AFTER: some minute of the last 30 lay in them.

    Time that has truly passed counts for the 30 minutes, over a clock change too.
    """
    if _is_in(limits, zone, utc_ms):
        return Hours.IN
    # No span is shorter than the steps between what is asked here, so none is stepped over.
    since = (utc_ms - minutes * MINUTE_MS for minutes in range(1, AFTER_MIN + 1))
    return Hours.AFTER if any(_is_in(limits, zone, at_ms) for at_ms in since) else Hours.OUT


def _is_in(limits: Limits, zone: TimeZone, utc_ms: int) -> bool:
    day, left_ms = divmod(local_ms(zone, utc_ms), DAY_MS)
    minute = left_ms // MINUTE_MS
    if not limits.weekly:
        return _is_dated(limits, day)
    return any(
        (_begins(limits, span, day) and span.from_min <= minute < _end_min(span))
        or (_begins(limits, span, day - 1) and minute < _end_min(span) - MINUTES_PER_DAY)
        for span in limits.weekly
    )


def _begins(limits: Limits, span: Span, day: int) -> bool:
    return _is_dated(limits, day) and date_of(day).weekday() in span.weekdays


def _end_min(span: Span) -> int:
    return span.to_min + (MINUTES_PER_DAY if span.to_min <= span.from_min else 0)


def _is_dated(limits: Limits, day: int) -> bool:
    begun = limits.first_day is None or limits.first_day <= day
    return begun and (limits.last_day is None or day <= limits.last_day)
