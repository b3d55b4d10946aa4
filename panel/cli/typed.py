"""What is typed at a shell and means days, times and hours: argparse types with errors that say what to write."""

import argparse
from datetime import date
from typing import Protocol

from panel.core.hours import Limits, Span
from panel.core.local_time import day_of
from panel.core.schedule import EVERY_DAY, WEEK, Day

DAYS = "mon,wed, mon-fri, weekdays, weekend, holiday, or every (holidays too)"
HOURS = "'mon-fri 09:00-12:30'; '22:00-06:00' ends on the next day"
_SETS = {"every": EVERY_DAY, "weekdays": WEEK[:5], "weekend": WEEK[5:], "holiday": (Day.HOLIDAY,)}


class Verbs(Protocol):
    """Where a verb is added; argparse does not name it in public."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...


def minutes(text: str) -> int:
    """An argparse type: a time of day, as minutes after midnight."""
    hours, colon, rest = text.partition(":")
    if not (colon and hours.isdecimal() and rest.isdecimal() and len(rest) == 2 and int(hours) < 24 and int(rest) < 60):
        raise argparse.ArgumentTypeError(f"{text!r} is no time of day; write it as 00:00 to 23:59")
    return int(hours) * 60 + int(rest)


def day(text: str) -> date:
    """An argparse type: a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write year-month-day, as 2026-12-24") from None


def days(text: str) -> tuple[Day, ...]:
    """An argparse type: kinds of day, in the order of the week."""
    named = {one for word in text.lower().split(",") for one in _named(word.strip())}
    return tuple(one for one in EVERY_DAY if one in named)


def span(text: str) -> Span:
    """An argparse type: hours of some weekdays, every day when none are named. Hours know no holidays."""
    named, _, clock = text.strip().rpartition(" ")
    begin, dash, end = clock.partition("-")
    if not dash or "holiday" in named:
        raise argparse.ArgumentTypeError(f"{text!r} is no hours; write them as {HOURS}")
    chosen = days(named) if named else WEEK
    return Span(tuple(at for at, one in enumerate(WEEK) if one in chosen), minutes(begin), minutes(end))


def add_limits(parser: argparse.ArgumentParser) -> None:
    """The options that say when somebody may come."""
    parser.add_argument("--hours", type=span, action="append", default=[], help=f"{HOURS}; may be given again")
    parser.add_argument("--from", dest="first", type=day, metavar="YYYY-MM-DD", help="the first day")
    parser.add_argument("--until", dest="last", type=day, metavar="YYYY-MM-DD", help="the last day, which counts too")


def limits_of(args: argparse.Namespace) -> Limits:
    """Those options' meaning; without any of them: always."""
    first = None if args.first is None else day_of(args.first)
    last = None if args.last is None else day_of(args.last)
    return Limits(weekly=tuple(args.hours), first_day=first, last_day=last)


def _named(word: str) -> tuple[Day, ...]:
    if word in _SETS:
        return _SETS[word]
    first, dash, last = word.partition("-")
    begin, end = _weekday(first), _weekday(last if dash else first)
    if begin is None or end is None:
        raise argparse.ArgumentTypeError(f"{word!r} names no day; allowed: {DAYS}")
    return tuple(WEEK[at % 7] for at in range(begin, end + 1 if begin <= end else end + 8))


def _weekday(word: str) -> int | None:
    """Where in the week: by the first three letters at least."""
    found = [at for at, one in enumerate(WEEK) if len(word) >= 3 and one.value.startswith(word)]
    return found[0] if found else None
