"""``sereno alarmd``: the protecting process on this board's own pins."""

import argparse
import sys
from pathlib import Path

from drivers.board import open_board
from drivers.errors import DriverError
from drivers.pins import open_factory
from panel.config import ConfigError, load
from panel.main import run as protect

SUMMARY = "run the protecting process on this board"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno alarmd``."""
    parser.add_argument("--config", type=Path, default=Path("/etc/sereno/sereno.toml"), help="the installation's file")
    parser.add_argument("--data", type=Path, default=Path("/var/lib/sereno"), help="the data folder")
    parser.add_argument("--runtime", type=Path, default=Path("/run/sereno"), help="the folder for sockets")


def run(args: argparse.Namespace) -> int:
    """Guards until SIGTERM; exit code 2 when the configuration or the pins do not allow it."""
    try:
        config = load(args.config)
        board = open_board(config, open_factory(config.board))
    except (ConfigError, DriverError) as error:
        print(error, file=sys.stderr)
        return 2
    return protect(config, board, args.data, args.runtime)
