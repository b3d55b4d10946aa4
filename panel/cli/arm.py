"""``sereno arm``: arms, as the keypad does."""

import argparse

from panel.api import Arm
from panel.cli.order import add_pin, tell_with_pin
from panel.core.names import ARMED_MODES, Mode

SUMMARY = "arm the panel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno arm``."""
    parser.add_argument("mode", choices=[mode.value for mode in ARMED_MODES])
    parser.add_argument("--area", action="append", default=[], help="only this area; may be given again")
    parser.add_argument("--no-exit", action="store_true", help="without an exit delay")
    parser.add_argument("--silent", action="store_true", help="without beeps")
    parser.add_argument("--force", default="", metavar="TOKEN", help="over exactly what the refusal has named")
    add_pin(parser)


def run(args: argparse.Namespace) -> int:
    """0 armed, 1 refused, 2 no panel or no PIN."""
    areas, mode = tuple(args.area), Mode(args.mode)
    return tell_with_pin(
        args,
        lambda pin: Arm(pin=pin, mode=mode, areas=areas, no_exit=args.no_exit, silent=args.silent, force=args.force),
    )
