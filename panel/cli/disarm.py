"""``sereno disarm``: disarms, as the keypad does."""

import argparse

from panel.api import Disarm
from panel.cli.order import add_pin, tell_with_pin

SUMMARY = "disarm the panel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno disarm``."""
    parser.add_argument("--area", action="append", default=[], help="only this area; may be given again")
    add_pin(parser)


def run(args: argparse.Namespace) -> int:
    """0 disarmed, 1 refused, 2 no panel or no PIN."""
    return tell_with_pin(args, lambda pin: Disarm(pin=pin, areas=tuple(args.area)))
