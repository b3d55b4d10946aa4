"""Walks the members named on its standard input, one line of JSON each: half of ``sereno model check``.

A process of its own because one interpreter uses one core; started as a program and not forked.
"""

import gc
import sys
import time
from collections.abc import Iterable

import msgspec

from hw_sim.model.family import Member
from hw_sim.model.further import FAMILY
from hw_sim.model.story import told
from hw_sim.model.walk import Walker


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A violation as check prints it."""

    member: str
    rule: str
    what: str
    story: str


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    """What one member's walk saw. Cells and arrows as ``phase/trigger`` and ``phase/trigger/phase``."""

    member: str
    states: int
    edges: int
    frontier: int
    cells: list[str]
    arrows: list[str]
    violations: list[Broken]
    wall_s: float


def walked(member: Member) -> Walked:
    """Walks one member to its end."""
    began = time.monotonic()
    seen = Walker(member).run()
    return Walked(
        member=member.name,
        states=seen.states,
        edges=seen.edges,
        frontier=seen.frontier,
        cells=sorted("/".join(cell) for cell in seen.cells),
        arrows=sorted("/".join(arrow) for arrow in seen.arrows),
        violations=[
            Broken(member=member.name, rule=found.rule, what=found.what, story=told(member, found))
            for found in seen.violations
        ],
        wall_s=round(time.monotonic() - began, 2),
    )


def main(names: Iterable[str]) -> int:
    """Walks them in the order given, each as soon as it is named."""
    gc.disable()  # a walk makes no cycles, and a collector that looks at every state met costs a third of its time
    members = {member.name: member for member in FAMILY}
    for name in names:
        sys.stdout.write(msgspec.json.encode(walked(members[name.rstrip("\n")])).decode() + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.stdin))
