"""``sereno tag``: what is thought of a tag, and taking it from its owner."""

import argparse

from panel.api import SetTag
from panel.cli.order import add_pin, tell_with_pin
from panel.core.names import TagStanding

SUMMARY = "trust a tag, watch it, shut it out, or take it from its owner"
_VERBS = {
    "trust": (TagStanding.GOOD, "it works, as a new one does"),
    "watch": (TagStanding.WATCHED, "it works, and each use is told"),
    "disable": (TagStanding.DISABLED, "it does nothing but tell that somebody holds it"),
    "remove": (None, "it is nobody's any more"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno tag``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, (_, about) in _VERBS.items():
        one = verbs.add_parser(verb, help=about)
        one.add_argument("tag", help="its number, or its label when no other has that")
        add_pin(one)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel or no PIN."""
    return tell_with_pin(args, lambda pin: SetTag(pin=pin, tag=args.tag, standing=_VERBS[args.verb][0]))
