"""``sereno schedule``: what the panel does by itself, by the clock on the wall."""

import argparse

import msgspec

from panel.api import (
    AddHoliday,
    AddProgramme,
    AutoDisarm,
    LiftException,
    Postpone,
    PutException,
    RemoveHoliday,
    RemoveProgramme,
    ScheduleChange,
    ScheduleWanted,
    SwitchProgramme,
    Timetable,
)
from panel.asking import NotGiven
from panel.cli.console import ConsoleError, add_place, ask, failed
from panel.cli.order import add_pin, pin_of, tell
from panel.cli.typed import DAYS, Verbs, day, days, minutes
from panel.cli.week import next_lines, week_lines
from panel.core.names import Mode
from panel.places import PlaceError

SUMMARY = "programmes that arm, disarm or remind by the clock"
_JSON = "the result as one object on the last line"
_SWITCH = ("on", "off")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno schedule``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, what in (("list", "every programme, and the week that comes"), ("next", "what happens next, and when")):
        shown = verbs.add_parser(name, help=what)
        shown.add_argument("--json", action="store_true", help="the whole timetable as one object on the last line")
        add_place(shown)
    for one in (_add(verbs), *_by_name(verbs), _exception(verbs), _holiday(verbs), _auto_disarm(verbs)):
        one.add_argument("--json", action="store_true", help=_JSON)
        add_pin(one)
    postpone = verbs.add_parser("postpone", help="let the arming that is announced wait")
    postpone.add_argument("minutes", type=int, choices=range(1, 241), metavar="MINUTES", help="1 to 240, from now")
    add_pin(postpone)


def _add(verbs: Verbs) -> argparse.ArgumentParser:
    add = verbs.add_parser("add", help="one more programme")
    add.add_argument("name")
    add.add_argument("mode", choices=[mode.value for mode in Mode], help="how it arms; disarmed: it disarms")
    add.add_argument("--at", required=True, type=minutes, metavar="HH:MM", help="by the clock of the house")
    add.add_argument("--days", required=True, type=days, help=f"{DAYS}; on holidays nothing else runs")
    add.add_argument("--area", action="append", default=[], help="only this area; may be given again")
    add.add_argument("--remind", action="store_true", help="do not arm: only say so when nobody has armed by then")
    return add


def _by_name(verbs: Verbs) -> list[argparse.ArgumentParser]:
    remove = verbs.add_parser("remove", help="take a programme out, and its exceptions with it")
    switch = verbs.add_parser("switch", help="let a programme rest, or run again")
    for one in (remove, switch):
        one.add_argument("programme")
    switch.add_argument("to", choices=_SWITCH)
    return [remove, switch]


def _exception(verbs: Verbs) -> argparse.ArgumentParser:
    exception = verbs.add_parser("exception", help="on one date a programme runs at another time, or not at all")
    exception.add_argument("programme")
    exception.add_argument("date", type=day, metavar="YYYY-MM-DD")
    how = exception.add_mutually_exclusive_group(required=True)
    how.add_argument("--at", type=minutes, metavar="HH:MM")
    how.add_argument("--skip", action="store_true", help="not at all")
    how.add_argument("--lift", action="store_true", help="as ever, after all")
    return exception


def _holiday(verbs: Verbs) -> argparse.ArgumentParser:
    holiday = verbs.add_parser("holiday", help="days on which only what names holidays runs")
    holiday.add_argument("name")
    what = holiday.add_mutually_exclusive_group(required=True)
    what.add_argument("--from", dest="first", type=day, metavar="YYYY-MM-DD")
    what.add_argument("--remove", action="store_true")
    holiday.add_argument("--to", dest="last", type=day, metavar="YYYY-MM-DD", help="the last day, when there are more")
    holiday.add_argument("--yearly", action="store_true", help="and the same days of every later year")
    return holiday


def _auto_disarm(verbs: Verbs) -> argparse.ArgumentParser:
    auto_disarm = verbs.add_parser("auto-disarm", help="whether programmes may disarm at all; at first they may not")
    auto_disarm.add_argument("to", choices=_SWITCH)
    return auto_disarm


def run(args: argparse.Namespace) -> int:
    """Runs one verb; 0 done, 1 refused, 2 no panel or no PIN."""
    try:
        if args.verb in ("list", "next"):
            return _show(args)
        if args.verb == "postpone":
            return tell(args, Postpone(pin=pin_of(args), minutes=args.minutes))
        reply = ask(args.data, _change(args, pin_of(args)))
    except (PlaceError, NotGiven, ConsoleError) as error:
        return failed(error)
    print((reply.data or "{}") if args.json else reply.text)
    return 0


def _show(args: argparse.Namespace) -> int:
    data = ask(args.data, ScheduleWanted()).data
    timetable = msgspec.json.decode(data, type=Timetable)
    lines = week_lines(timetable) if args.verb == "list" else next_lines(timetable)
    print(data if args.json else "\n".join(lines))
    return 0


def _change(args: argparse.Namespace, pin: str) -> ScheduleChange:
    match args.verb:
        case "add":
            return AddProgramme(
                pin=pin,
                name=args.name,
                mode=Mode(args.mode),
                days=args.days,
                at_min=args.at,
                areas=tuple(args.area),
                remind=args.remind,
            )
        case "remove":
            return RemoveProgramme(pin=pin, programme=args.programme)
        case "switch":
            return SwitchProgramme(pin=pin, programme=args.programme, on=args.to == "on")
        case "exception" if args.lift:
            return LiftException(pin=pin, programme=args.programme, on=args.date)
        case "exception":
            return PutException(pin=pin, programme=args.programme, on=args.date, at_min=args.at)
        case "holiday" if args.remove:
            return RemoveHoliday(pin=pin, name=args.name)
        case "holiday":
            return AddHoliday(
                pin=pin, name=args.name, first=args.first, last=args.last or args.first, yearly=args.yearly
            )
        case _:
            return AutoDisarm(pin=pin, on=args.to == "on")
