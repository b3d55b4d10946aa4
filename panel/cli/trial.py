"""``sereno trial``: walk test, station test and service."""

import argparse

from panel.api import TryOut
from panel.cli.order import add_pin, tell_with_pin
from panel.core.alarms import TO_BE_NAMED
from panel.core.names import ReportKind, Trial

SUMMARY = "try the panel out: walk test, station test, service"
MINUTES_MAX = 1440  # a day
_VERBS = {
    "walk": (Trial.WALK, "beeps at each zone you trip; no siren"),
    "station": (Trial.STATION, "alarms go to the station marked as a test, with siren"),
    "service": (Trial.SERVICE, "tampers make no noise while boxes stand open"),
    "end": (None, "end the one that runs"),
}


def _minutes(text: str) -> int:
    minutes = int(text) if text.isdecimal() else 0
    if not 1 <= minutes <= MINUTES_MAX:
        raise argparse.ArgumentTypeError(f"{text!r}: a whole number from 1 to {MINUTES_MAX}")
    return minutes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno trial``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, (trial, about) in _VERBS.items():
        one = verbs.add_parser(verb, help=about)
        one.set_defaults(minutes=0, named=[])
        if trial is not None:
            one.add_argument("--minutes", type=_minutes, help="for how long; else 30 for a walk test, 240 for others")
        if trial in (Trial.WALK, Trial.STATION):
            one.add_argument(
                "--with",
                dest="named",
                action="append",
                choices=sorted(kind.value for kind in TO_BE_NAMED),
                help="an alarm on which lives may hang, to be part of the test as well",
            )
        add_pin(one)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel or no PIN."""
    named, trial = tuple(ReportKind(kind) for kind in args.named), _VERBS[args.verb][0]
    return tell_with_pin(args, lambda pin: TryOut(pin=pin, trial=trial, minutes=args.minutes or 0, named=named))
