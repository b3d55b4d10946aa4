"""The drivers on a real kernel: its own simulated GPIO controller, in a virtual machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LANE = Path(__file__).with_name("lane.sh")
CONTRACTS_MIN = 30  # fewer means that the kernel's world was not collected, and nothing was shown


@pytest.mark.lane("kernel-gpio")
def test_the_port_contracts_hold_on_a_kernel_s_own_pins() -> None:
    done = subprocess.run(
        [LANE],
        env={**os.environ, "SERENO_HIL_PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    summary = re.search(r"(\d+) passed, \d+ deselected in", done.stdout)
    assert summary is not None, done.stdout
    assert int(summary[1]) >= CONTRACTS_MIN
