"""``sereno model check``: a part of the family or the whole, walked by two processes and summed."""

import subprocess
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import msgspec

from hw_sim.model.further import Part, members_of
from hw_sim.model.invariants import INVARIANTS
from hw_sim.model.worker import Broken, Walked
from panel.core.table import POSSIBLE, TABLE

PROCESSES = 2


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """The sum; README.md says what each field means."""

    part: Part
    rules: int
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


def check(part: Part = Part.WHOLE, python: str = sys.executable) -> Checked:
    """Walks and sums. The quick part meets fewer cells, and says so. Raises CheckFailed."""
    began = time.monotonic()
    waiting = deque(member.name for member in sorted(members_of(part), key=lambda member: -member.share))
    with ThreadPoolExecutor(PROCESSES) as hands:
        found = [walk for walks in hands.map(lambda _: _walked(waiting, python), range(PROCESSES)) for walk in walks]
    return summed(part, found, time.monotonic() - began)


def _walked(waiting: deque[str], python: str) -> list[Walked]:
    """What one walking process saw, given one member after another until none waits, the largest first."""
    command = [python, "-m", "hw_sim.model.worker"]
    found = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while waiting:
            found.append(_ask(process, waiting.popleft()))
    return found


def _ask(process: subprocess.Popen[str], name: str) -> Walked:
    assert process.stdin is not None and process.stdout is not None, "started with pipes"
    try:
        process.stdin.write(name + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except BrokenPipeError:
        line = ""
    if not line:
        raise CheckFailed(f"the process that walked {name} ended with {process.wait()}; its own words are above")
    return msgspec.json.decode(line, type=Walked)


def summed(part: Part, found: list[Walked], wall_s: float) -> Checked:
    """One result out of those of all members."""
    cells = {cell for walk in found for cell in walk.cells}
    arrows = {arrow for walk in found for arrow in walk.arrows}
    possible = {"/".join(cell) for cell in POSSIBLE}
    allowed = {"/".join((*key, to)) for key in POSSIBLE for to in TABLE[key].to}
    return Checked(
        part=part,
        rules=len(INVARIANTS),
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
