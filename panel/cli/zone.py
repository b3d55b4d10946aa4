"""``sereno zone``: leaves a zone out, or takes it back in."""

import argparse

from panel.api import LeaveOut
from panel.cli.order import add_pin, tell_with_pin
from panel.core.names import Bypass

SUMMARY = "bypass or isolate a zone, or take it back in"
_VERBS = {
    "bypass": (Bypass.ONCE, "leave it out until the next disarming"),
    "isolate": (Bypass.ISOLATED, "leave it out until somebody takes it back in"),
    "include": (Bypass.NONE, "let it count again"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno zone``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, (_, about) in _VERBS.items():
        one = verbs.add_parser(verb, help=about)
        one.add_argument("zone", type=int, help="its number, as `sereno status` shows it")
        add_pin(one)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel or no PIN."""
    return tell_with_pin(args, lambda pin: LeaveOut(pin=pin, zone=args.zone, bypass=_VERBS[args.verb][0]))
