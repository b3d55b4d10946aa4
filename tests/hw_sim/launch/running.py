"""A whole demo as real processes, for tests: started by its command, worked by the product's commands."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from hw_sim.launch.hurry import hurried
from panel.cli import main
from panel.config.schema import example_text
from tests.hw_sim.waiting import wait_for

ROOT = Path(__file__).resolve().parents[3]
SERENO = (sys.executable, "-m", "panel.cli")
START_S = 90.0  # two shared cores and everything at once; a quiet machine takes two seconds


def short_config() -> str:
    """The example home in a hurry: two seconds to leave, two to come in."""
    return hurried(example_text(), leave_s=2, enter_s=2)


def without_garage_motion(text: str) -> str:
    """The example home with one line to spare, for the key of the demo's modem."""
    wire = '[[input]]\nname = "garage_pir"\n'
    zone = "[[zone]]\nid = 12\n"
    for table in (wire, zone):
        before, found, rest = text.partition(table)
        assert found, table
        text = before + rest[rest.index("\n\n") + 2 :]
    return text


SHORT = short_config()


class RunningDemo:
    """One demo in a place of its own, found by nobody else's commands.

    ``configuration``: None for the one that a newcomer gets.
    """

    def __init__(self, place: Path, data: Path | None = None, configuration: str | None = SHORT) -> None:
        self.place = place
        (place / "run").mkdir(exist_ok=True)
        (place / "tmp").mkdir(exist_ok=True)
        config: tuple[str, ...] = ()
        if configuration is not None:
            (place / "house.toml").write_text(configuration, encoding="utf-8")
            config = ("--config", str(place / "house.toml"))
        self.environment = os.environ | {"XDG_RUNTIME_DIR": str(place / "run"), "TMPDIR": str(place / "tmp")}
        kept = () if data is None else ("--data", str(data))
        self.out = place / "out"
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                (*SERENO, "demo", "--port", "0", *config, *kept),
                stdout=out,
                stderr=subprocess.STDOUT,
                env=self.environment,
            )
        self.data = wait_for(self._data, f"the demo comes up: {self.out.read_text()}", START_S)
        self.notes: dict[str, Any] = json.loads((self.data / "demo.json").read_text(encoding="utf-8"))

    def _data(self) -> Path | None:
        assert self.process.poll() is None, self.out.read_text()
        if "station log" not in self.out.read_text():
            return None  # the pointer alone may be that of a demo that was killed
        return Path((self.place / "run" / f"sereno-demo-{os.getuid()}").read_text().strip())

    def sereno(self, *words: str) -> str:
        """Runs one command in another terminal and gives what it printed."""
        done = subprocess.run((*SERENO, *words), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"sereno {' '.join(words)}: {done.stderr}"
        return done.stdout

    def house(self, *words: str) -> None:
        self.sereno("house", *words)

    def asked(self, *words: str) -> str | None:
        """What a command prints, None where it fails; the same code, but no interpreter started for it.

        For what is asked again and again until it is so: a process for each question made waiting a core's whole work.
        """
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            code = main((*words, "--data", str(self.data)))
        return said.getvalue() if code == 0 else None

    def look(self) -> dict[str, Any]:
        said = self.asked("house", "look", "--json")
        assert said is not None, self.out.read_text()
        found: dict[str, Any] = json.loads(said.splitlines()[-1])
        return found

    def phase(self, area: str = "house") -> str | None:
        """The area's phase, None while the panel does not answer."""
        said = self.asked("status", "--json")
        if said is None:
            return None
        status = json.loads(said.splitlines()[-1])
        return str(next(each["phase"] for each in status["areas"] if each["id"] == area))

    def log(self) -> list[dict[str, Any]]:
        said = self.asked("station", "log", "--json")
        assert said is not None, self.out.read_text()
        return [json.loads(line) for line in said.splitlines()]

    def reported(self, kind: str) -> dict[str, Any] | None:
        return next((each for each in reversed(self.log()) if each["kind"] == kind), None)

    def children(self) -> dict[int, str]:
        """The launcher's child processes, each with its command line."""
        return {pid: line for pid, line in processes().items() if parent(pid) == self.process.pid}

    def child(self, word: str) -> int:
        """The process whose command line has this word in it."""
        return next(pid for pid, line in self.children().items() if word in line)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


def processes() -> dict[int, str]:
    """Every process that runs, zombies not counted, with its command line."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if line:
                found[int(folder.name)] = line
    return found


def parent(pid: int) -> int:
    """Whose child a process is; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
