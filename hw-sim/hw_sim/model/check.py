"""``sereno model check``: a part of the family or the whole, walked by two processes and summed."""

import selectors
import subprocess
import sys
import time
from collections import deque
from contextlib import ExitStack, suppress

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
    with ExitStack() as all_ended:
        walkers = [all_ended.enter_context(_walker(python)) for _ in range(PROCESSES)]
        found = _dealt(walkers, waiting)
    return summed(part, found, time.monotonic() - began)


def _walker(python: str) -> subprocess.Popen[bytes]:
    # Unbuffered: a name that a dead process never read must not come up again when its pipe is closed.
    command = [python, "-m", "hw_sim.model.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)


def _dealt(walkers: list[subprocess.Popen[bytes]], waiting: deque[str]) -> list[Walked]:
    """Each process gets the next member, the largest that waits, as soon as it is done with one."""
    found: list[Walked] = []
    with selectors.DefaultSelector() as busy:
        for walker in walkers:
            _name_next(walker, waiting, busy)
        while busy.get_map():
            for key, _ in busy.select():
                busy.unregister(key.fileobj)
                found.append(_result(key.data))
                _name_next(key.data, waiting, busy)
    return found


def _name_next(walker: subprocess.Popen[bytes], waiting: deque[str], busy: selectors.BaseSelector) -> None:
    assert walker.stdin is not None and walker.stdout is not None, "started with pipes"
    if not waiting:
        return
    with suppress(BrokenPipeError):  # it has ended, and its missing result says so
        walker.stdin.write(waiting.popleft().encode() + b"\n")
    busy.register(walker.stdout, selectors.EVENT_READ, walker)


def _result(walker: subprocess.Popen[bytes]) -> Walked:
    assert walker.stdout is not None, "started with pipes"
    line = walker.stdout.readline()
    if not line:
        raise CheckFailed(f"a walking process ended with {walker.wait()}; its own words are above")
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
