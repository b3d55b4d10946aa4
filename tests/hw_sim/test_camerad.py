"""camerad in the simulated house: the product's own, and a clear word when it cannot be."""

import subprocess
import sys
from pathlib import Path


def test_a_configuration_that_cannot_be_read_is_said_with_its_name(tmp_path: Path) -> None:
    where = ("--config", tmp_path / "none.toml", "--data", tmp_path, "--runtime", tmp_path)
    command = [sys.executable, "-m", "hw_sim.camerad", *map(str, where)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2 and "none.toml" in done.stderr and "Traceback" not in done.stderr
