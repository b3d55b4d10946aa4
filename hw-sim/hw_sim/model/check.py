"""``sereno model check``: the whole family walked by two processes, and summed."""

import subprocess
import sys
import time
from contextlib import ExitStack

import msgspec

from hw_sim.model.family import Member
from hw_sim.model.further import FAMILY
from hw_sim.model.worker import Broken, Walked
from panel.core.table import POSSIBLE, TABLE

PROCESSES = 2


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """The sum. ``arrows``: single (phase, trigger) to phase transitions that the table allows, and those seen."""

    states: int
    edges: int
    complete: bool
    frontier: int
    cells_hit: int
    cells_total: int
    arrows_hit: int
    arrows_total: int
    violations: list[Broken]
    wall_s: float
    missing: list[str]
    members: list[dict[str, float | int | str]]

    @property
    def ok(self) -> bool:
        """Complete, every cell and arrow met, nothing broken."""
        return self.complete and not self.violations and not self.missing


class CheckFailed(Exception):
    """A walking process ended without its result."""


def chosen(quick: bool) -> list[Member]:
    """The members to walk: all, or those few that are done in seconds."""
    return [member for member in FAMILY if member.quick or not quick]


def check(quick: bool = False, python: str = sys.executable) -> Checked:
    """Walks and sums. Quick walks meet fewer cells, and say so. Raises CheckFailed."""
    began = time.monotonic()
    with ExitStack() as all_ended:
        running = [
            all_ended.enter_context(
                subprocess.Popen([python, "-m", "hw_sim.model.worker", *names], stdout=subprocess.PIPE, text=True)
            )
            for names in shares(chosen(quick))
        ]
        found = [walk for process in running for walk in _results(process)]
    return summed(found, time.monotonic() - began)


def _results(process: subprocess.Popen[str]) -> list[Walked]:
    printed, _ = process.communicate()
    if process.returncode != 0:
        raise CheckFailed(f"a walking process ended with {process.returncode}; its own words are above")
    return [msgspec.json.decode(line, type=Walked) for line in printed.splitlines()]


def shares(members: list[Member]) -> list[list[str]]:
    """The members' names, dealt so that the processes end at about the same time: the largest first."""
    hands: list[tuple[int, list[str]]] = [(0, []) for _ in range(PROCESSES)]
    for member in sorted(members, key=lambda member: -member.share):
        least = min(range(PROCESSES), key=lambda hand: hands[hand][0])
        load, names = hands[least]
        hands[least] = (load + member.share, [*names, member.name])
    return [names for _, names in hands if names]


def summed(found: list[Walked], wall_s: float) -> Checked:
    """One result out of those of all members."""
    cells = {cell for walk in found for cell in walk.cells}
    arrows = {arrow for walk in found for arrow in walk.arrows}
    possible = {"/".join(cell) for cell in POSSIBLE}
    allowed = {"/".join((*key, to)) for key in POSSIBLE for to in TABLE[key].to}
    return Checked(
        states=sum(walk.states for walk in found),
        edges=sum(walk.edges for walk in found),
        complete=all(walk.frontier == 0 for walk in found),
        frontier=sum(walk.frontier for walk in found),
        cells_hit=len(cells & possible),
        cells_total=len(possible),
        arrows_hit=len(arrows & allowed),
        arrows_total=len(allowed),
        violations=[broken for walk in found for broken in walk.violations],
        wall_s=round(wall_s, 1),
        missing=sorted((possible - cells) | (allowed - arrows)),
        members=[
            {"member": w.member, "states": w.states, "edges": w.edges, "wall_s": w.wall_s}
            for w in sorted(found, key=lambda walk: walk.member)
        ],
    )
