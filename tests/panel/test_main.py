"""alarmd as a process: started, asked, broken and killed."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from panel.api import AddUser, FrameReader, Message, Publish, Pull, Reply, Rows, StatusWanted, encode_frame
from tests.support.panel_on_wires import payload

EXAMPLE = Path(__file__).parents[2] / "panel" / "config" / "home.toml"
BROKEN_END = 70


class Alarmd:
    """One installation whose process comes and goes."""

    def __init__(self, data: Path, runtime: Path) -> None:
        self.data = data
        self.runtime = runtime
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers at its console."""
        command = [sys.executable, "-m", "tests.support.alarmd_child", str(EXAMPLE), str(self.data), str(self.runtime)]
        with (self.data / "log").open("a") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log, text=True)
        wait_until(lambda: bool(self.status()))

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


@pytest.fixture
def alarmd(tmp_path: Path) -> Iterator[Alarmd]:
    """A panel that was never started, with an administrator and nobody else."""
    with tempfile.TemporaryDirectory(prefix="sr-") as runtime:  # short: a socket's path ends at 108 bytes
        made = Alarmd(tmp_path, Path(runtime))
        made.start()
        assert made.ask(AddUser(name="Ana", role="administrator")).ok
        yield made
        if made.process is not None:
            made.end(signal.SIGKILL)


def test_it_guards_answers_and_ends_cleanly_when_told_to(alarmd: Alarmd) -> None:
    assert [zone["level"] for zone in alarmd.status()["zones"] if zone["kind"] != "hold_up"] == ["secure"] * 11
    alarmd.say("trip living_window")
    wait_until(lambda: "open" in [zone["level"] for zone in alarmd.status()["zones"]])
    assert alarmd.end(signal.SIGTERM) == 0


def test_its_keys_and_secrets_are_for_its_own_eyes(alarmd: Alarmd) -> None:
    folder = alarmd.data / "alarmd"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "identity.json").stat().st_mode & 0o077 == 0


def test_a_carrier_gets_the_state_at_once_and_rows_when_it_pulls(alarmd: Alarmd) -> None:
    with alarmd.connect("comms") as sock:
        arriving = bodies(sock)
        first = msgspec.json.decode(next(arriving), type=Publish)
        assert (first.topic, first.retain) == ("state", True)
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=0)))
        rows = msgspec.json.decode(next(arriving), type=Rows).rows
        assert [payload(row.jws)["kind"] for row in rows] == ["panel.epoch", "panel.booted"]
        last = rows[-1].n
        sock.sendall(encode_frame(Pull(after_alarm=0, after_other=last)))
        alarmd.say("trip panel_tamper")
        published = msgspec.json.decode(next(arriving), type=Publish | Rows)
        while isinstance(published, Publish):
            published = msgspec.json.decode(next(arriving), type=Publish | Rows)
        assert [payload(row.jws)["kind"] for row in published.rows] == ["alarm.tamper"]


@pytest.mark.parametrize("name", ["comms", "console"])
@pytest.mark.parametrize("rubbish", [b"\xff" * 8, b"\0\0\0\2{}", b"\0\0\0\5abcde", b"\0\0\0\x0f" + b'{"type":"boss"}'])
def test_rubbish_on_a_socket_ends_that_connection_and_nothing_else(alarmd: Alarmd, name: str, rubbish: bytes) -> None:
    with alarmd.connect(name) as sock:
        sock.sendall(rubbish)
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(65536):
                pass
    assert alarmd.phase() == "idle"


def test_killed_at_any_moment_it_comes_back_as_it_was(alarmd: Alarmd) -> None:
    alarmd.say("trip panel_tamper")
    wait_until(lambda: alarmd.status().get("unacked") == 3)
    before = alarmd.status()
    alarmd.end(signal.SIGKILL)
    alarmd.start()
    after = alarmd.status()
    assert [area["memory"] for area in after["areas"]] == [area["memory"] for area in before["areas"]]
    assert after["unacked"] == 5  # and that it booted, and that the lid is shut again


def test_a_broken_invariant_ends_the_process_and_three_in_a_minute_bring_the_second_copy(alarmd: Alarmd) -> None:
    for _ in range(3):
        alarmd.say("break")
        alarmd.say("trip panel_tamper")
        assert alarmd.end() == BROKEN_END
        alarmd.start()
    wait_until(lambda: "event_set_aside" in [found["trouble"] for found in alarmd.status()["troubles"]])
    alarmd.end(signal.SIGKILL)
    alarmd.start()  # counted anew: an ordinary end is an ordinary start
    assert (alarmd.data / "log").read_text().count("starting from the second copy") == 1


def test_a_torn_key_file_is_kept_aside_and_the_house_is_guarded_all_the_same(alarmd: Alarmd) -> None:
    alarmd.end(signal.SIGTERM)
    path = alarmd.data / "alarmd" / "identity.json"
    path.write_text("{")
    path.chmod(0o600)
    alarmd.start()
    assert alarmd.phase() == "idle"
    assert (alarmd.data / "alarmd" / "identity.damaged").read_text() == "{"


def test_two_panels_on_one_folder_never_run(alarmd: Alarmd) -> None:
    command = [sys.executable, "-m", "tests.support.alarmd_child", str(EXAMPLE), str(alarmd.data), str(alarmd.runtime)]
    second = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode == 1
    assert "Traceback" not in second.stderr
    assert alarmd.phase() == "idle"
