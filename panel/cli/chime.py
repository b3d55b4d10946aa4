"""``sereno chime``: door chimes on or off."""

import argparse

from panel.api import Chime
from panel.cli.console import add_place
from panel.cli.order import tell

SUMMARY = "door chimes on or off"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno chime``."""
    parser.add_argument("to", choices=["on", "off"])
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """0 done, 2 no panel."""
    return tell(args, Chime(on=args.to == "on"))
