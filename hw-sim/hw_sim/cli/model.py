"""``sereno model``: walks everything the core can do, and writes its state diagram."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from hw_sim.model.check import Checked, CheckFailed, check
from hw_sim.model.diagram import DOCUMENT, drift, write
from hw_sim.model.further import Part

SUMMARY = "walk every state the core can reach, or write the state diagram"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares ``check`` and ``diagram``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    walk = verbs.add_parser("check", help="walk all states of the family of small houses and judge every step")
    walk.add_argument(
        "--part",
        type=Part,
        choices=list(Part),
        default=Part.WHOLE,
        help="whole (default): every house; quick: the smallest, not every cell",
    )
    walk.add_argument("--quick", dest="part", action="store_const", const=Part.QUICK, help="the same as --part quick")
    walk.add_argument("--json", action="store_true", help="one JSON object on the last line")
    diagram = verbs.add_parser("diagram", help="write docs/states.md from the transition table")
    diagram.add_argument("--check", action="store_true", help="write nothing; fail if the file differs from the table")
    diagram.add_argument("--to", type=Path, default=DOCUMENT, metavar="FILE", help=f"default: {DOCUMENT}")


def run(args: argparse.Namespace) -> int:
    """Carries out one of them."""
    if args.verb == "check":
        return _check(args.part, as_json=args.json)
    return _drifted(args.to) if args.check else _write(args.to)


def _check(part: Part, *, as_json: bool) -> int:
    try:
        result = check(part)
    except CheckFailed as error:
        print(f"sereno model: {error}", file=sys.stderr)
        return 1
    for broken in result.violations:
        print(broken.story, file=sys.stderr)
    if as_json:
        print(json.dumps(msgspec.to_builtins(result)))
    else:
        _say(result)
    good = result.complete and not result.violations and (part is Part.QUICK or not result.missing)
    return 0 if good else 1


def _say(result: Checked) -> None:
    for member in result.members:
        print(f"{member['member']:<12} {member['states']:>8} states {member['edges']:>9} steps {member['wall_s']:>7} s")
    print(
        f"{result.states} states, {result.edges} steps, {'complete' if result.complete else 'NOT complete'}, "
        f"{result.cells_hit} of {result.cells_total} cells, {result.arrows_hit} of {result.arrows_total} arrows, "
        f"{len(result.violations)} rules broken, {result.wall_s} s"
    )
    if result.missing:
        print(f"never met: {', '.join(result.missing)}")


def _write(path: Path) -> int:
    try:
        write(path)
    except OSError as error:
        print(
            f"sereno model: cannot write {path}: {error.strerror}; run it in the repository or say --to",
            file=sys.stderr,
        )
        return 1
    return 0


def _drifted(path: Path) -> int:
    lines = drift(path)
    for line in lines:
        print(line, file=sys.stderr)
    if lines:
        print(f"sereno model: {path} differs from the table; run `sereno model diagram`", file=sys.stderr)
    return 1 if lines else 0
