"""The tie between a child and its parent is made before the child's first instruction."""

import subprocess
import sys
from functools import partial

from hw_sim.launch.tether import tie


def test_a_child_whose_parent_is_dead_already_does_not_start() -> None:
    not_its_parent = 1
    process = subprocess.run(
        (sys.executable, "-c", "print('alive')"),
        preexec_fn=partial(tie, not_its_parent),
        capture_output=True,
        check=False,
    )
    assert (process.returncode, process.stdout) == (1, b"")
