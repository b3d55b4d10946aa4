"""``sereno disarm``: disarms, as the keypad does."""

import argparse

from panel.api import Disarm
from panel.asking import NotGiven
from panel.cli.console import failed
from panel.cli.order import add_pin, pin_of, tell

SUMMARY = "disarm the panel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno disarm``."""
    parser.add_argument("--area", action="append", default=[], help="only this area; may be given again")
    add_pin(parser)


def run(args: argparse.Namespace) -> int:
    """0 disarmed, 1 refused, 2 no panel or no PIN."""
    try:
        return tell(args, Disarm(pin=pin_of(args), areas=tuple(args.area)))
    except NotGiven as error:
        return failed(error)
