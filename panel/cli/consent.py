"""``sereno consent``: the administrator lets the installer in."""

import argparse

from panel.api import LetIn
from panel.asking import NotGiven
from panel.cli.console import failed
from panel.cli.order import add_pin, pin_of, tell
from panel.core.trials import CONSENT_HOURS

SUMMARY = "let the installer in for some hours, or no longer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno consent``."""
    parser.add_argument("hours", type=int, choices=(0, *CONSENT_HOURS), help="0: no longer, from now")
    add_pin(parser)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel or no PIN."""
    try:
        return tell(args, LetIn(pin=pin_of(args), hours=args.hours))
    except NotGiven as error:
        return failed(error)
