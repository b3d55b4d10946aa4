"""A demo of our own to measure: started like anybody's, worked and watched over its documented interface."""

import contextlib
import http.client
import json
import os
import queue
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

UP_S = 60.0
ANSWER_S = 30.0
TYPED_MAX, TYPED_S = 3, 10.0


class BenchError(Exception):
    """The house under measurement did not do what the benchmark needs."""


class House:
    """A running demo, seen from outside."""

    def __init__(self, data: Path, process: subprocess.Popen[bytes]) -> None:
        self.data = data
        self.process = process
        self.notes: dict[str, Any] = json.loads((data / "demo.json").read_text(encoding="utf-8"))
        self.pin: str = self.notes["pin"]
        self._changes: queue.Queue[dict[str, Any]] = queue.Queue()
        self._watching = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if not self._watching.wait(ANSWER_S):
            raise BenchError("the house does not tell its changes")

    # acting ---------------------------------------------------------------------------------------

    def act(self, verb: str, **words: str | int) -> dict[str, Any]:
        """One act in the house; returns when it is over."""
        found: dict[str, Any] = _ask(self.notes["house_url"], "POST", f"/api/house/{verb}", words)
        return found

    def look(self) -> dict[str, Any]:
        """The wires now."""
        found: dict[str, Any] = _ask(self.notes["house_url"], "GET", "/api/house")
        return found

    def log(self, after: int = 0) -> list[dict[str, Any]]:
        """The station's log."""
        found: list[dict[str, Any]] = []
        while True:
            page = _ask(self.notes["station_url"], "GET", f"/api/log?after={after}")
            entries = page["entries"] if isinstance(page, dict) else page
            if not entries:
                return found
            found += entries
            after = max(entry["n"] for entry in entries)

    def station(self, path: str) -> dict[str, Any]:
        """What the station's interface answers."""
        found: dict[str, Any] = _ask(self.notes["station_url"], "GET", path)
        return found

    def status(self) -> dict[str, Any]:
        """What ``sereno status --json`` says, without the start of another Python."""
        data: dict[str, Any] = json.loads(self.tell({"type": "status"})["data"])
        return data

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        """An order at alarmd's console, and its reply. Raises OSError while alarmd is away."""
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(ANSWER_S)
            sock.connect(str(self.runtime / "console.sock"))
            _send(sock, order)
            return _receive(sock)

    def areas(self) -> dict[str, tuple[str, str]]:
        """Each area's mode and phase."""
        return {area["id"]: (area["mode"], area["phase"]) for area in self.status()["areas"]}

    # watching -------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Drops every change noted so far."""
        while not self._changes.empty():
            self._changes.get_nowait()

    def wait_for(self, wire: str, state: str, within_s: float = ANSWER_S) -> dict[str, Any]:
        """The next change of a wire to a state. Raises BenchError when it does not come."""
        end_s = time.monotonic() + within_s
        while (left_s := end_s - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                change = self._changes.get(timeout=left_s)
                if (change["wire"], change["state"]) == (wire, state):
                    return change
        raise BenchError(f"{wire} did not become {state} within {within_s:.1f} s")

    def wait_phase(self, area: str, phase: str, within_s: float = ANSWER_S) -> None:
        """Waits until the panel says that an area is in a phase."""
        self.until(lambda: self.areas()[area][1] == phase, f"{area} in phase {phase}", within_s)

    def disarm(self, area: str) -> None:
        """At the keypad, as somebody who looks whether it has worked and types again if not: on a machine so busy that
        alarmd does not run for a tenth of a second a key is down and up again before anybody scans. Fewer tries than
        would lock the keypad. Raises BenchError."""
        for left in reversed(range(TYPED_MAX)):
            self.act("keys", keys=f"*{self.pin}#")
            try:
                self.wait_phase(area, "idle", TYPED_S)
            except BenchError:
                if not left:
                    raise
            else:
                return

    def until(self, condition: Callable[[], bool], what: str, within_s: float = ANSWER_S) -> None:
        """Waits until a condition holds; while alarmd is away it does not."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            with contextlib.suppress(OSError, KeyError):
                if condition():
                    return
            time.sleep(0.01)
        raise BenchError(f"not within {within_s:.1f} s: {what}")

    def gone(self) -> None:
        """Waits until the house's last change was heard."""
        self._listener.join(ANSWER_S)

    # the processes --------------------------------------------------------------------------------

    @property
    def runtime(self) -> Path:
        """The folder of the sockets."""
        return Path((self.data / "runtime").read_text(encoding="utf-8").strip())

    def alarmd_pid(self) -> int:
        """The process behind the console socket. Raises OSError while there is none."""
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(str(self.runtime / "console.sock"))
            pid: int = struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        return pid

    def child_pid(self, module: str) -> int:
        """The launcher's child that runs a module."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _is_child(entry, self.process.pid, module):
                return int(entry.name)
        raise BenchError(f"no child of the demo runs {module}")

    def kill_alarmd(self) -> float:
        """SIGKILL; when, in seconds of the monotonic clock."""
        pid = self.alarmd_pid()
        at_s = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        return at_s

    def _listen(self) -> None:
        connection = _connection(self.notes["house_url"], None)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/api/house/events")
            stream, event = connection.getresponse(), ""
            while raw := stream.readline():
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: ") and event == "change":
                    self._changes.put(json.loads(line[6:]))
                elif line.startswith("data: "):
                    self._watching.set()  # the first look: every change from now on will be told


DEMO = ("-m", "panel.cli", "demo", "--port", "0")


@contextlib.contextmanager
def running(config: str, module: tuple[str, ...] = DEMO) -> Iterator[House]:
    """A demo over a configuration's text, with its data on disk; gone afterwards. ``module``: what to start it by."""
    with tempfile.TemporaryDirectory(prefix="sereno-bench-", dir=os.environ.get("SERENO_BENCH_DIR")) as folder:
        base = Path(folder)
        (base / "bench.toml").write_text(config, encoding="utf-8")
        data = base / "data"
        command = [sys.executable, *module, "--data", str(data), "--config", str(base / "bench.toml")]
        with (base / "demo.log").open("wb") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            try:
                house = House(data, _up(process, data, base / "demo.log"))
                yield house
                process.send_signal(signal.SIGTERM)
                house.gone()
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)


def _up(process: subprocess.Popen[bytes], data: Path, log: Path) -> subprocess.Popen[bytes]:
    end_s = time.monotonic() + UP_S
    while time.monotonic() < end_s:
        if process.poll() is not None:
            break
        if (data / "demo.json").is_file():
            return process
        time.sleep(0.05)
    raise BenchError(f"the demo did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def _connection(base: str, timeout_s: float | None) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(base.removeprefix("http://"), timeout=timeout_s)


def _ask(base: str, method: str, path: str, words: dict[str, str | int] | None = None) -> Any:
    connection = _connection(base, ANSWER_S)
    try:
        body = None if words is None else json.dumps(words)
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != HTTPStatus.OK:
            raise BenchError(f"{method} {path}: {answer.status} {said.decode(errors='replace')[:200]}")
        return json.loads(said)
    finally:
        connection.close()


def _is_child(entry: Path, parent: int, module: str) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().decode().split("\0")
        ppid = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return False
    # Whole words: the house's own process has the station's address among its options.
    return ppid == parent and any(word.rpartition(".")[2] == module for word in words)


def _send(sock: socket.socket, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    sock.sendall(len(body).to_bytes(4, "big") + body)


def _receive(sock: socket.socket) -> dict[str, Any]:
    length = int.from_bytes(_exactly(sock, 4), "big")
    found: dict[str, Any] = json.loads(_exactly(sock, length))
    return found


def _exactly(sock: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = sock.recv(count - len(found))
        if not part:
            raise ConnectionResetError("the console closed")
        found += part
    return found
