"""Which cameras the simulated computer sees."""

import subprocess
import sys
from pathlib import Path


def test_without_a_house_it_says_so_and_ends(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "hw_sim.camera.seen", str(tmp_path / "lens.sock"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("no simulated house for the cameras to look into: ")
