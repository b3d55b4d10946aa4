"""alarmd as a child process, worked through its wires and asked through its sockets."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from panel.api import FrameReader, Message, Reply, StatusWanted, encode_frame

EXAMPLE = Path(__file__).parents[2] / "panel" / "config" / "home.toml"


class Alarmd:
    """One installation whose process comes and goes. ``command``: what to run instead of the one on simulated wires."""

    def __init__(self, data: Path, runtime: Path, command: Sequence[str] = ()) -> None:
        self.data = data
        self.runtime = runtime
        child = [sys.executable, "-m", "tests.support.alarmd_child", str(EXAMPLE), str(data), str(runtime)]
        self.command = list(command) or child
        self.process: subprocess.Popen[str] | None = None

    def start(self, within_s: float = 20) -> None:
        """Starts it and waits until it answers at its console."""
        with (self.data / "log").open("a") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stderr=log, text=True)
        wait_until(lambda: bool(self.status()), within_s)

    def say(self, line: str) -> None:
        """Moves a wire."""
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self, number: signal.Signals | None = None) -> int:
        """Signals it, if asked to, and waits for its end."""
        assert self.process is not None and self.process.stdin is not None
        if number is not None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=15)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process = None
        return code

    def ask(self, message: Message) -> Reply:
        """One question at the console."""
        with self.connect("console") as sock:
            sock.sendall(encode_frame(message))
            return msgspec.json.decode(next(bodies(sock)), type=Reply)

    def connect(self, name: str) -> socket.socket:
        """A connection to one of its sockets."""
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(10)
        try:
            sock.connect(str(self.runtime / f"{name}.sock"))
        except OSError:
            sock.close()
            raise
        return sock

    def status(self) -> dict[str, Any]:
        """What it says of itself; empty while nobody is there."""
        try:
            found: dict[str, Any] = json.loads(self.ask(StatusWanted()).data)
        except (OSError, StopIteration):
            return {}
        return found

    def phase(self) -> str:
        """The phase of the house."""
        found = self.status()
        return str(found["areas"][0]["phase"]) if found else ""


def bodies(sock: socket.socket) -> Iterator[bytes]:
    """The frames that arrive."""
    reader = FrameReader()
    while data := sock.recv(65536):
        yield from reader.feed(data)


def wait_until(condition: Callable[[], bool], within_s: float = 20) -> None:
    """Returns once it holds."""
    end_s = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end_s, "it never came true"
        time.sleep(0.01)
