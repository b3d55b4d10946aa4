"""A camera's process in the simulated house is the product's own, with another module in picamera2's place."""

import socket
import subprocess
from pathlib import Path

from drivers.camera.eye import arguments
from drivers.camera.eye_wire import Kind
from tests.support.camerad import config, simulated_eye


def test_without_a_house_it_says_so_and_ends(tmp_path: Path) -> None:
    (camera,) = config("hall").camera
    ours, theirs = socket.socketpair()
    with ours, theirs:
        command = (*simulated_eye(tmp_path / "lens.sock"), *arguments(camera))
        process = subprocess.Popen(command, stdin=theirs.fileno(), stderr=subprocess.PIPE)
        theirs.close()
        ours.settimeout(20)
        told = ours.recv(4_096)
        _, words = process.communicate(timeout=20)
    assert process.returncode == 1, words.decode()
    assert told[:1] == Kind.WRONG.value and b"No such file" in told
