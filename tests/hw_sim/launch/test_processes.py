"""Processes are run without threads, and die with whoever started them."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hw_sim.launch.processes import last_lines, run
from tests.hw_sim.waiting import wait_for

PYTHON = sys.executable


def test_a_command_gives_its_code_and_its_words() -> None:
    done = asyncio.run(run((PYTHON, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"), 20))
    assert (done.code, done.out, done.err) == (3, "out\n", "err\n")


def test_a_command_that_hangs_is_killed() -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(run((PYTHON, "-c", "import time; time.sleep(600)"), 0.2))


def test_the_end_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert last_lines(log, 2) == []
    log.write_text("".join(f"{n}\n" for n in range(10_000)), encoding="utf-8")
    assert last_lines(log, 2) == ["9998", "9999"]


PARENT = """
import subprocess, sys, tempfile, time
from hw_sim.launch.processes import spawn
child = spawn((sys.executable, "-c", "import time; time.sleep(600)"), sys.stdout.buffer, sys.stderr.buffer)
print(child.pid, flush=True)
time.sleep(600)
"""


def gone(pid: int) -> bool:
    """Whether a process is no more; a zombie waits only for its parent to look."""
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


def test_a_child_dies_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen((PYTHON, "-c", PARENT), stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        wait_for(lambda: gone(child), "the child outlived its parent")
