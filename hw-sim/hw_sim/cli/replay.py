"""``sereno replay``: plays a recorded home through the whole panel and judges what the station got."""

import argparse
import json
import sys
from pathlib import Path

from hw_sim.replay.errors import ReplayError
from hw_sim.replay.play import Files, play
from panel.config import ConfigError

SUMMARY = "play a recorded home through the whole panel, on virtual time"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The four files of a home, and whether a burglar comes."""
    parser.add_argument("sensors", type=Path, metavar="SENSORS", help="the recording's sensor table")
    parser.add_argument("--labels", type=Path, required=True, help="the recording's table of activities")
    parser.add_argument("--mapping", type=Path, required=True, help="which sensor is which zone, TOML")
    parser.add_argument("--config", type=Path, required=True, help="the panel's configuration, TOML")
    parser.add_argument("--burglar", type=int, metavar="SEED", help="plant 100 and more break-ins, the same for a seed")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")


def run(args: argparse.Namespace) -> int:
    """0 when oracle and station agree, 1 when they do not, 2 when a file is refused."""
    files = Files(args.sensors, args.labels, args.mapping, args.config)
    try:
        account = play(files, args.burglar)
    except (ReplayError, ConfigError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(account.data()) if args.json else account.text())
    return 0 if account.passed else 1
