"""alarmd on simulated wires says plainly when there are none."""

import subprocess
import sys
from pathlib import Path

from tests.hw_sim.small_house import TEXT


def alarmd(tmp_path: Path, text: str) -> "subprocess.CompletedProcess[str]":
    config = tmp_path / "small.toml"
    config.write_text(text, encoding="utf-8")
    where = ("--config", str(config), "--data", str(tmp_path), "--runtime", str(tmp_path))
    return subprocess.run((sys.executable, "-m", "hw_sim.alarmd", *where), capture_output=True, text=True, check=False)


def test_without_a_world_there_is_nothing_to_guard(tmp_path: Path) -> None:
    done = alarmd(tmp_path, TEXT)
    assert done.returncode == 1
    assert done.stderr.startswith("no simulated house to be wired to: ")


def test_a_wrong_configuration_is_told_before_anything_else(tmp_path: Path) -> None:
    done = alarmd(tmp_path, TEXT.replace("pin = 5", "pin = 99"))
    assert done.returncode == 2
    assert "pin" in done.stderr
