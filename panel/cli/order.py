"""What the commands that tell the panel something have in common."""

import argparse
import getpass
import sys

from panel.api import Order
from panel.asking import NotGiven
from panel.cli.console import ConsoleError, add_place, ask, failed
from panel.places import PlaceError

PIN_WANTED = "this needs your PIN: give it with --pin, or run it at a terminal"


def add_pin(parser: argparse.ArgumentParser) -> None:
    """The options of an order: whose it is, and to which panel."""
    parser.add_argument("--pin", help="yours; asked for when absent, which keeps it out of the shell's history")
    add_place(parser)


def pin_of(args: argparse.Namespace) -> str:
    """The PIN as given, else asked for where nobody can read it over the shoulder. Raises NotGiven."""
    if args.pin is not None:
        return str(args.pin)
    if not sys.stdin.isatty():
        raise NotGiven(PIN_WANTED)
    try:
        return getpass.getpass("your PIN: ")
    except EOFError:
        raise NotGiven(PIN_WANTED) from None


def tell(args: argparse.Namespace, order: Order) -> int:
    """Tells the panel and prints what came of it; 0 done, 1 refused, 2 no panel."""
    try:
        reply = ask(args.data, order)
    except (PlaceError, ConsoleError) as error:
        return failed(error)
    print(reply.text)
    return 0
