"""``sereno soak``: a made-up year in a house, with everything that goes wrong, on virtual time."""

import argparse
import json
from dataclasses import asdict

from hw_sim.soak.play import Soaked, soak

SUMMARY = "live through days of a seeded house, with burglars, mistakes and failures, in seconds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno soak``."""
    parser.add_argument("--seed", type=int, default=1, help="another seed is another life")
    parser.add_argument("--days", type=_days, default=30, help="how long; a year takes less than a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")


def _days(text: str) -> int:
    days = int(text) if text.isdecimal() else 0
    if days < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: a whole number of days, at least 1")
    return days


def run(args: argparse.Namespace) -> int:
    """0 when nothing was missed, made up, lost, doubled or broken; else 1."""
    found = soak(args.seed, args.days)
    print(json.dumps(asdict(found)) if args.json else "\n".join(_lines(found)))
    return 0 if found.passed else 1


def _lines(found: Soaked) -> list[str]:
    failed = f"{found.restarts} restarts, {found.power_cuts} power cuts"
    return [
        f"{found.days} days from seed {found.seed} in {found.wall_s} s: {found.events} things happened, {failed}",
        f"alarms: {found.expected} owed, {found.alarms} told, {found.missed} missed, {found.unexplained} unexplained",
        f"reports: {found.reports}, delivered {found.deliveries} times, {found.lost} lost, {found.duplicated} doubled",
        f"rules broken: {len(found.violations)}",
        *(f"  {what}" for what in (*found.violations, *found.details)),
        f"trace {found.trace_sha256}",
    ]
