"""``sereno wiring``: the wiring drawing of a configuration, on standard output."""

import argparse
import sys
from pathlib import Path

from panel.config import ConfigError, load
from panel.wiring import drawing

SUMMARY = "print the wiring drawing of a configuration, as SVG"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno wiring``."""
    parser.add_argument("--config", type=Path, default=Path("/etc/sereno/sereno.toml"), help="the installation's file")
    parser.add_argument("--sheet", type=int, metavar="N", help="one sheet only, for printing on A3; the first is 1")


def run(args: argparse.Namespace) -> int:
    """Prints it; 2 when the configuration is refused or has no such sheet."""
    try:
        sys.stdout.write(drawing(load(args.config), args.sheet))
    except (ConfigError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0
