"""``sereno doctor``: looks at the whole installation and says what is wrong and what to do."""

import argparse
import logging
import sys
from pathlib import Path

from drivers.errors import DriverError
from panel.api import StatusWanted
from panel.cli.console import ConsoleError, ask
from panel.config import ConfigError, load
from panel.doctor.contract import BadPair, harness
from panel.doctor.report import EXIT_CANNOT, Report, as_json, as_text
from panel.doctor.running import Told
from panel.exam.examine import World, examine, examine_contract
from panel.places import INSTALLED_DATA, PlaceError

SUMMARY = "examine the installation: what answers, what is wrong, and what to do"
INSTALLED = Path("/etc/sereno/sereno.toml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno doctor``."""
    parser.add_argument("--config", type=Path, default=INSTALLED, help="the installation's file")
    parser.add_argument("--data", type=Path, default=INSTALLED_DATA, help="the data folder")
    add_options(parser)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What may be asked of it, wherever the wires are."""
    parser.add_argument("--json", action="store_true", help="one object on the last line")
    parser.add_argument("--sound", action="store_true", help="switch sirens, sounders and lamps on for a second each")
    parser.add_argument(
        "--contract",
        nargs="*",
        metavar="OUT:IN",
        help="measure pairs of free lines that a wire joins; without a pair, say which may be joined",
    )


def run(args: argparse.Namespace) -> int:
    """0 all is well, 1 something is wrong, 2 it cannot be examined."""
    return look(args, World(data=args.data, status=lambda: status_of(args.data)))


def look(args: argparse.Namespace, world: World) -> int:
    """Examines that world and says what was found; the exit code."""
    logging.getLogger().addHandler(logging.NullHandler())  # what a panel logs at its start is a finding here
    if args.contract is None:
        return _say(examine(args.config, world, sound=args.sound), args.json)
    try:
        if not args.contract:
            print("\n".join(harness(load(args.config))), file=sys.stderr)
            return EXIT_CANNOT
        return _say(examine_contract(args.config, world, args.contract), args.json)
    except (BadPair, ConfigError, DriverError) as error:
        print(error, file=sys.stderr)
        return EXIT_CANNOT


def status_of(data: Path) -> Told:
    """What alarmd says, if one runs there."""
    try:
        return Told(ask(data, StatusWanted()).data)
    except PlaceError:
        return Told()
    except ConsoleError as error:
        nobody = isinstance(error.__cause__, ConnectionRefusedError | FileNotFoundError)
        return Told() if nobody else Told(error=str(error))


def _say(report: Report, as_object: bool) -> int:
    print(as_json(report) if as_object else as_text(report))
    return report.exit_code
