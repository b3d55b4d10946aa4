"""The parts of the lane: what each shows, which machine it needs, and how it is run from outside.

`./sereno hil` runs them with a thousand trips and pulses, tests/hil/test_lane.py with fewer and some of them together.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.hil import watchdog
from tests.hil.reader_host import UIDS, reader_at
from tests.hil.usb_host import modem_at

HERE = Path(__file__).resolve().parent
LANE = HERE / "lane.sh"
LANES = HERE.parent / "lanes.toml"
PYTEST = (
    "env",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1",
    sys.executable,
    "-m",
    "pytest",
    "-p",
    "no:cacheprovider",
    "-q",
    "-s",
)
CONTRACTS = ("tests/contract",)
LINES = "tests/hil/on_lines.py"
TIMEOUT_S = 900  # a thousand trips take three minutes, on a machine of one's own


class Ran(msgspec.Struct, frozen=True):
    """How one part ended. ``figures``: what it measured; ``said``: everything, for whoever asks why it failed."""

    passed: int
    ok: bool
    seconds: float
    figures: list[dict[str, Any]]
    said: str


class Part(msgspec.Struct, frozen=True):
    """One part. ``lane``: the entry of tests/lanes.toml that it needs; ``can``: what lane.sh --can is asked for it."""

    name: str
    lane: str
    shows: str
    run: Callable[[int], Ran]
    can: str = ""


def pytest_inside(*arguments: str, count: int = 0) -> tuple[str, ...]:
    """The command that runs tests inside the machine; without the plug-ins that happen to be installed, because
    importing them takes longer there than the tests do."""
    return ("env", f"SERENO_HIL_COUNT={count}", *PYTEST, "--color=no", *arguments)


def in_machine(*arguments: str) -> Ran:
    """Boots a machine with these arguments of lane.sh, and reads what its tests said at their end."""
    began_s = time.monotonic()
    ours = {"SERENO_HIL_PYTHON": sys.executable, "SERENO_HIL_TIMEOUT_S": str(TIMEOUT_S)}
    done = subprocess.run(
        [LANE, *arguments],
        env={**os.environ, **ours},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return read(done.stdout, done.returncode, time.monotonic() - began_s)


def read(said: str, code: int, seconds: float) -> Ran:
    """What a machine said, understood: without a summary nothing was shown, whatever its exit code."""
    summary = re.search(r"^(?:\d+ \w+, )*(\d+) passed.* in ", said, re.MULTILINE)
    figures = [json.loads(line.partition(" ")[2]) for line in said.splitlines() if line.startswith("figures {")]
    return Ran(int(summary[1]) if summary else 0, code == 0 and summary is not None, seconds, figures, said)


def modem(count: int) -> Ran:
    """A modem on a USB port, which is pulled out in the middle."""
    with tempfile.TemporaryDirectory(prefix="s-", dir="/tmp") as folder, modem_at(Path(folder) / "usb") as far_end:
        ran = in_machine("--modem", str(Path(folder) / "usb"))
    if ran.ok and len(far_end.sent) != 2:
        return msgspec.structs.replace(ran, ok=False, said=f"{ran.said}\nsent: {far_end.sent}")
    return ran


def reader(count: int) -> Ran:
    """A tag reader on a USB port, which is pulled out in the middle."""
    with tempfile.TemporaryDirectory(prefix="s-", dir="/tmp") as folder, reader_at(Path(folder) / "usb") as far_end:
        ran = in_machine("--modem", str(Path(folder) / "usb"), *pytest_inside("tests/hil/on_reader.py"))
    if ran.ok and far_end.found != list(UIDS):
        return msgspec.structs.replace(ran, ok=False, said=f"{ran.said}\nfound: {far_end.found}")
    return ran


def bite(count: int) -> Ran:
    """A machine that its watchdog ends."""
    with tempfile.TemporaryDirectory(prefix="s-", dir="/tmp") as folder:
        ran = in_machine("--watchdog", folder)
        try:
            found = watchdog.read(Path(folder))
        except (AssertionError, OSError) as error:
            return msgspec.structs.replace(ran, said=f"{ran.said}\n{error}")
    return msgspec.structs.replace(ran, passed=1, ok=True, figures=[found.figures()])


PARTS = (
    Part(
        "pins",
        "kernel-gpio",
        "the contracts of pins, inputs, outputs, readers, keypads and an I2C bus, on the kernel's character devices",
        lambda count: in_machine(*pytest_inside("-k", "kernel", *CONTRACTS)),
    ),
    Part(
        "latency",
        "kernel-gpio",
        "from an edge at the kernel's line to the siren's, through the real alarmd",
        lambda count: in_machine(*pytest_inside("-k", "siren", LINES, count=count)),
    ),
    Part(
        "pulses",
        "kernel-gpio",
        "pulses of 60 ms seen, glitches of 20 ms not, at the default qualification of 50 ms",
        lambda count: in_machine(*pytest_inside("-k", "pulse", LINES, count=count)),
    ),
    Part(
        "crash",
        "kernel-gpio",
        "a siren that sounds on while the real alarmd is killed and started again",
        lambda count: in_machine(*pytest_inside("tests/hil/on_crash.py")),
    ),
    Part(
        "lgpio",
        "kernel-lgpio",
        "the contracts of pins over the real lgpio, and what is said when its thread ends",
        lambda count: in_machine("--lgpio"),
        "lgpio",
    ),
    Part("modem", "kernel-gpio", "a modem's port on a kernel's USB serial adapter, pulled out in the middle", modem),
    Part("reader", "kernel-gpio", "a PN532 on such an adapter, pulled out in the middle and set up anew", reader),
    Part("watchdog", "kernel-watchdog", "the machine ends when alarmd hangs, and not before", bite, "watchdog"),
    Part(
        "camera",
        "kernel-camera",
        "the camera's contract and camerad, with the real picamera2 and the kernel's camera",
        lambda count: in_machine("--camera"),
        "camera",
    ),
)


def why_not(part: Part) -> str:
    """Why this machine cannot run a part; empty if it can."""
    command = [str(LANE), "--can", *([part.can] if part.can else [])]
    ours = {**os.environ, "SERENO_HIL_PYTHON": sys.executable}
    asked = subprocess.run(command, env=ours, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        return ""
    loud: str = tomllib.loads(LANES.read_text(encoding="utf-8"))[part.lane]["loud"]
    return f"{loud} ({asked.stderr.strip().removeprefix('lane: ')})"


def named(names: Sequence[str], parts: Sequence[Part]) -> list[Part]:
    """Those of ``parts`` that have these names, all without any. Raises KeyError with the first name that none has."""
    known = {part.name: part for part in parts}
    return [known[name] for name in names] or list(parts)
