"""What the commands that tell the panel something have in common."""

import argparse
from collections.abc import Callable

from panel.api import ChangeOfPeople, Order, TakePicture
from panel.asking import NotGiven
from panel.cli import console
from panel.cli.console import TIMEOUT_S, ConsoleError, add_place, ask, failed
from panel.places import PlaceError

Told = Order | ChangeOfPeople | TakePicture

WHOSE = "your"
PIN_WANTED = console.pin_wanted(WHOSE)


def add_pin(parser: argparse.ArgumentParser) -> None:
    """The options of an order: whose it is, and to which panel."""
    parser.add_argument("--pin", help="yours; asked for when absent, which keeps it out of the shell's history")
    add_place(parser)


def pin_of(args: argparse.Namespace) -> str:
    """The PIN of whoever gives the order. Raises NotGiven."""
    return console.pin_of(args, WHOSE)


def tell(args: argparse.Namespace, order: Told, timeout_s: float = TIMEOUT_S) -> int:
    """Tells the panel and prints what came of it; 0 done, 1 refused, 2 no panel."""
    try:
        reply = ask(args.data, order, timeout_s)
    except (PlaceError, ConsoleError) as error:
        return failed(error)
    print(reply.data if getattr(args, "json", False) else reply.text)
    return 0


def tell_with_pin(args: argparse.Namespace, order_of: Callable[[str], Told], timeout_s: float = TIMEOUT_S) -> int:
    """The same with the order that the PIN makes; 2 also where there is none."""
    try:
        pin = pin_of(args)
    except NotGiven as error:
        return failed(error)
    return tell(args, order_of(pin), timeout_s)
