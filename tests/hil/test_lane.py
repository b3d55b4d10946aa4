"""The drivers on a real kernel: its own simulated GPIO controller and camera, in a virtual machine."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.hil.usb_host import modem_at

LANE = Path(__file__).with_name("lane.sh")
CONTRACTS_MIN = 30  # fewer means that the kernel's world was not collected, and nothing was shown
CAMERA_MIN = 18


@pytest.mark.lane("kernel-gpio")
def test_the_port_contracts_hold_on_a_kernel_s_own_pins() -> None:
    assert _passed() >= CONTRACTS_MIN


@pytest.mark.lane("kernel-camera")
def test_the_camera_s_contract_and_camerad_hold_with_the_real_picamera2_and_a_kernel_s_camera() -> None:
    assert _passed("--camera") >= CAMERA_MIN


@pytest.mark.lane("kernel-gpio")
def test_a_modem_on_a_kernel_s_usb_port_sends_is_pulled_out_and_sends_again() -> None:
    with tempfile.TemporaryDirectory(prefix="s-", dir="/tmp") as folder, modem_at(Path(folder) / "usb") as modem:
        assert _passed("--modem", str(Path(folder) / "usb")) == 1
    assert len(modem.sent) == 2


def _passed(*arguments: str) -> int:
    """How many tests passed in the virtual machine; fails with all it said when one did not."""
    done = subprocess.run(
        [LANE, *arguments],
        env={**os.environ, "SERENO_HIL_PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    summary = re.search(r"(\d+) passed.* in ", done.stdout)
    assert summary is not None, done.stdout
    return int(summary[1])
