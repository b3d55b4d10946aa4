"""``sereno consent``: the administrator lets the installer in."""

import argparse

from panel.api import LetIn
from panel.cli.order import add_pin, tell_with_pin
from panel.core.trials import CONSENT_HOURS

SUMMARY = "let the installer in for some hours, or no longer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno consent``."""
    parser.add_argument("hours", type=int, choices=(0, *CONSENT_HOURS), help="0: no longer, from now")
    add_pin(parser)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel or no PIN."""
    return tell_with_pin(args, lambda pin: LetIn(pin=pin, hours=args.hours))
