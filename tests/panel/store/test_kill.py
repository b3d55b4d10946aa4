"""A process killed in the middle of anything: every commit that returned is there, and no half of one."""

import random
import subprocess
import sys
from pathlib import Path

import msgspec

from panel.store.copy import CopyPair
from panel.store.journal import Journal
from panel.store.rows import Kept
from tests.panel.store.committing_child import group_after, made_at, people_at

ROOT = Path(__file__).resolve().parents[3]
CHILD = [sys.executable, "-m", "tests.panel.store.committing_child"]
KILLS = 50
DEADLINE_S = 60


def killed_at(instant_s: float, folder: Path) -> int:
    """Runs the child, kills it that long after its first commit; the last number it said was kept."""
    child = subprocess.Popen([*CHILD, str(folder)], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first, "the child died before its first commit"
    try:
        child.wait(instant_s)
        raise AssertionError("the child ended by itself")
    except subprocess.TimeoutExpired:
        child.kill()
    rest, _ = child.communicate(timeout=DEADLINE_S)
    whole_lines = (first + rest).rpartition(b"\n")[0].split(b"\n")
    return int(whole_lines[-1])


def ends_of_groups(up_to: int) -> set[int]:
    ends = {0}
    seq = 0
    while seq < up_to:
        seq = group_after(seq)[-1]
        ends.add(seq)
    return ends


def check(folder: Path, said: int) -> int:
    """Everything that must hold after a kill; the number it stands at."""
    journal, found = Journal.open(folder)
    seq = found.last_seq
    assert (found.failure, found.from_copy, found.set_aside, found.unknown) == (None, False, None, False)
    assert seq >= said, "a commit that returned is gone"
    assert seq in ends_of_groups(seq), "half a group is there"
    assert (found.snapshot, found.was_ms) == (b"state %d" % seq, seq)
    assert [event.mono_ms for event in journal.events(seq + 1)] == list(range(seq, 0, -1))
    assert {row.seq for row in journal.unacked(0, 0, seq)} == set(range(max(1, seq - 9), seq + 1))
    if seq >= 10:
        assert journal.people() == people_at(seq // 10 * 10)
    copied = CopyPair(folder, "state").read()
    if copied is not None:
        kept = msgspec.msgpack.decode(copied, type=Kept)
        assert kept.snapshot == b"state %d" % kept.seq
        assert kept.seq in ends_of_groups(seq)
    journal._drop()  # not closed: the next child starts from what the kill left
    return seq


def test_fifty_kills_lose_nothing_and_halve_nothing(tmp_path: Path) -> None:
    chance = random.Random(20)
    stands = 0
    for _ in range(KILLS):
        before, stands = stands, check(tmp_path, killed_at(chance.uniform(0.0, 0.08), tmp_path))
        assert stands > before
    assert made_at(stands).snapshot == b"state %d" % stands
