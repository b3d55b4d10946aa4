"""``./sereno hil``: the project's own lane, all its parts one after the other, on simulated devices of a real kernel.

A developer's command, as ``./sereno test`` is, and found in the same place, the launcher: what it runs are tests, which
no installed Sereno has, and which the product may not import. So it is no entry of the group ``sereno.commands``.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from tests.hil.parts import PARTS, Part, Ran, named, why_not

COUNT = 1_000
DESCRIPTION = (
    "Runs the project's tests on a real kernel's simulated devices, in a virtual machine that it prepares itself."
)


def main(argv: Sequence[str], parts: Sequence[Part] = PARTS, say: Callable[[str], object] = print) -> int:
    """Runs what is asked for. 0: all that could run passed; 1: a part failed, or none could run; 2: no such part."""
    args = _arguments().parse_args(argv)
    try:
        asked = named(args.part, parts)
    except KeyError as unknown:
        print(f"sereno hil: no part {unknown}; there are {', '.join(part.name for part in parts)}", file=sys.stderr)
        return 2
    if args.list:
        for part in asked:
            say(f"{part.name:<10} {part.shows}")
        return 0
    rows = [run(part, args.n, verbose=args.verbose) for part in asked]
    for line in table(rows):
        say(line)
    if args.json:
        say(json.dumps({"parts": rows}))
    ran = [row for row in rows if "absent" not in row]
    return 0 if ran and all(row["ok"] for row in ran) else 1


def run(part: Part, count: int, *, verbose: bool) -> dict[str, Any]:
    """One part, as its row in the result: how it ended, or why it cannot run here."""
    print(f"hil: {part.name}", file=sys.stderr, flush=True)
    absent = why_not(part)
    if absent:
        return {"part": part.name, "absent": absent}
    ran: Ran = part.run(count)
    if verbose or not ran.ok:
        print(ran.said, file=sys.stderr)
    ended = {"ok": ran.ok, "passed": ran.passed, "seconds": round(ran.seconds, 1), "figures": ran.figures}
    return {"part": part.name} | ended


def table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What people read: a line for each part, its figures beneath, and loudly what could not run."""
    lines = [f"{'part':<10} {'passed':>6} {'seconds':>8}"]
    for row in rows:
        if "absent" in row:
            lines.append(f"{row['part']:<10} {'-':>6} {'-':>8}  not run")
            continue
        lines.append(f"{row['part']:<10} {row['passed']:>6} {row['seconds']:>8.1f}{'' if row['ok'] else '  FAILED'}")
        lines += [f"    {', '.join(f'{name} {value}' for name, value in found.items())}" for found in row["figures"]]
    return lines + [f"!!! {row['part']}: {row['absent']}" for row in rows if "absent" in row]


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sereno hil", description=DESCRIPTION)
    parser.add_argument("part", nargs="*", help="only these; all without any")
    parser.add_argument("--list", action="store_true", help="say what parts there are, and run none")
    parser.add_argument("--json", action="store_true", help="one object on the last line")
    parser.add_argument("--verbose", action="store_true", help="show what each machine said, of those that passed too")
    parser.add_argument("-n", type=int, default=COUNT, help=f"how many trips, pulses and glitches; {COUNT} without")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
