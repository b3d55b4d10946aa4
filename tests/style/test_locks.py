"""The locks are what pyproject.toml asks for, and one environment can grow from one to the next."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.style.tree import ROOT

LOCKS = ROOT / "requirements"


def test_no_lock_is_stale() -> None:
    command = [sys.executable, str(LOCKS / "lock.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("runtime", "station"), ("runtime", "demo"), ("station", "demo"), ("demo", "dev"), ("broker", "dev")],
)
def test_a_larger_lock_holds_all_of_the_smaller_at_the_same_versions(smaller: str, larger: str) -> None:
    assert _pins(LOCKS / f"{smaller}.txt") <= _pins(LOCKS / f"{larger}.txt")


@pytest.mark.parametrize("lock", sorted(path.name for path in LOCKS.glob("*.txt")))
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = (LOCKS / lock).read_text(encoding="utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if "==" in line]
    assert pins
    assert [lines[number] for number in pins if "--hash=sha256:" not in lines[number + 1]] == []


def _pins(lock: Path) -> set[str]:
    # Without the marker: it differs by who asks for the package.
    return {line.split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line}
