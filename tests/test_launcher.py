"""``./sereno``: sets up once, then stays out of the way. Tried on a checkout whose Python is a stand-in.

The stand-in is a shell script that notes how it was called and makes what ``python -m venv`` and pip would make; the
real set-up, from nothing and over the network, is what continuous integration begins with.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.style.tree import ROOT

STAND_IN = """#!/bin/sh
echo "$*" >>"{calls}"
case $* in
    '-m venv '*)
        mkdir -p "{venv}/bin"
        cp "$0" "{venv}/bin/python" ;;
    '-m pip --version') exit 0 ;;
    '-m pip '*)
        [ ! -e "{broken}" ] || {{ echo 'no route to the index' >&2; exit 1; }}
        sleep 0.2 ;;
    '-c import sys; print'*) echo python3.12-venv ;;
    '-P -m '*) echo "ran $*" ;;
esac
"""


class Checkout:
    """A checkout in a folder of its own, and the calls its Python has seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls_file = folder / "calls"
        self.broken = folder / "no-network"
        self.venv = folder / ".venv"
        self.entry = folder / "sereno"
        (folder / "requirements").mkdir(parents=True)
        shutil.copy(ROOT / "sereno", folder)
        for name in ("requirements/demo.txt", "requirements/dev.txt", "requirements/broker.txt", "pyproject.toml"):
            (folder / name).write_text(f"first {name}")
        self.python = folder / "stand-in"
        self.python.write_text(STAND_IN.format(calls=self.calls_file, venv=self.venv, broken=self.broken))
        self.python.chmod(0o755)
        # No apt-get and no sudo among them: nothing here can touch the machine.
        self.tools = folder / "tools"
        self.tools.mkdir()
        for tool in ("cat", "cmp", "cp", "flock", "grep", "id", "mkdir", "mktemp", "readlink", "rm", "sleep", "tail"):
            (self.tools / tool).symlink_to(shutil.which(tool) or f"{tool}-is-missing")
        (self.tools / "mosquitto").symlink_to(self.python)

    def start(self, *words: str, python: str | None = None) -> subprocess.Popen[str]:
        """Starts ``./sereno`` with the tools alone."""
        environment = {"PATH": str(self.tools), "SERENO_PYTHON": python or str(self.python)}
        pipe = subprocess.PIPE
        command = ["/bin/sh", str(self.entry), *words]
        return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True, cwd="/")

    def run(self, *words: str, python: str | None = None) -> tuple[int, str, str]:
        """Its exit code, standard output and standard error."""
        child = self.start(*words, python=python)
        out, err = child.communicate(timeout=60)
        return child.returncode, out, err

    def calls(self) -> list[str]:
        """What Python was asked to do since the last look."""
        seen = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return seen

    def installs(self) -> list[str]:
        """What pip was asked to install since the last look: a lock, or the folder itself."""
        return [call.rpartition("/")[2] for call in self.calls() if " install " in call]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh checkout."""
    return Checkout(tmp_path / "a folder")


def test_the_first_call_makes_the_environment_installs_the_lock_then_the_checkout(checkout: Checkout) -> None:
    code, out, err = checkout.run("status", "--json")
    assert (code, out) == (0, "ran -P -m panel.cli status --json\n")
    assert "installing what requirements/demo.txt locks" in err
    installs = [call for call in checkout.calls() if " install " in call]
    assert len(installs) == 2
    assert "--require-hashes --only-binary :all: -r " in installs[0]
    assert "--no-index -e " in installs[1]


def test_the_second_call_only_runs_the_command(checkout: Checkout) -> None:
    checkout.run("status")
    checkout.calls()
    code, out, err = checkout.run("status")
    assert (code, out, err) == (0, "ran -P -m panel.cli status\n", "")
    assert checkout.calls() == ["-P -m panel.cli status"]


@pytest.mark.parametrize(
    ("changed", "installed"),
    [("requirements/demo.txt", ["demo.txt"]), ("pyproject.toml", ["a folder"]), ("requirements/dev.txt", [])],
)
def test_only_what_changed_is_installed_again(checkout: Checkout, changed: str, installed: list[str]) -> None:
    checkout.run("status")
    checkout.calls()
    (checkout.folder / changed).write_text("second")
    checkout.run("status")
    assert checkout.installs() == installed


def test_tests_bring_what_developers_need_and_that_serves_every_command(checkout: Checkout) -> None:
    _, out, _ = checkout.run("test", "-k", "one thing")
    assert out == "ran -P -m pytest -k one thing\n"
    assert "dev.txt" in checkout.installs()
    checkout.run("status")
    assert checkout.installs() == []


def test_an_installation_that_failed_says_why_and_is_tried_again(checkout: Checkout) -> None:
    checkout.broken.touch()
    code, out, err = checkout.run("status")
    assert (code, out) == (1, "")
    assert "no route to the index" in err
    assert "could not install what requirements/demo.txt locks" in err
    checkout.broken.unlink()
    assert checkout.run("status")[0] == 0


def test_two_at_once_set_up_once(checkout: Checkout) -> None:
    children = [checkout.start("status") for _ in range(4)]
    assert [child.communicate(timeout=60)[0] for child in children] == ["ran -P -m panel.cli status\n"] * 4
    installs = checkout.installs()
    assert installs.count("demo.txt") == 1
    assert len(installs) == 2


def test_another_python_behind_the_same_link_is_set_up_anew(checkout: Checkout) -> None:
    # What an upgrade of the system does: .venv/bin/python leads to an interpreter nothing was installed for.
    checkout.run("status")
    checkout.calls()
    (checkout.venv / "bin" / "python").rename(checkout.folder / "python3.99")
    (checkout.venv / "bin" / "python").symlink_to(checkout.folder / "python3.99")
    checkout.run("status")
    assert "demo.txt" in checkout.installs()


def test_what_else_lies_in_the_environment_is_left_alone(checkout: Checkout) -> None:
    keepsake = checkout.venv / "lib" / "keepsake"
    keepsake.parent.mkdir(parents=True)
    keepsake.write_text("mine")
    checkout.run("status")
    assert keepsake.read_text() == "mine"


def test_the_way_through_a_link_is_found(checkout: Checkout, tmp_path: Path) -> None:
    checkout.entry = tmp_path / "elsewhere"
    checkout.entry.symlink_to(checkout.folder / "sereno")
    assert checkout.run("status")[1] == "ran -P -m panel.cli status\n"


def test_without_a_python_new_enough_one_line_says_what_to_do(checkout: Checkout) -> None:
    code, out, err = checkout.run("status", python="/nowhere/python3")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "needs Python 3.11 or newer" in err


def test_without_a_broker_the_tests_do_not_start(checkout: Checkout) -> None:
    (checkout.tools / "mosquitto").unlink()
    checkout.entry.write_text(checkout.entry.read_text().replace("/usr/sbin/mosquitto", "/nowhere/mosquitto"))
    code, out, err = checkout.run("test")
    assert (code, out) == (1, "")
    assert err.endswith("run 'apt-get install mosquitto' as root, then this again\n")


def test_without_a_browser_the_tests_start_all_the_same_and_say_themselves_what_they_leave_out(
    checkout: Checkout,
) -> None:
    code, out, _ = checkout.run("test", "-q")
    assert (code, out) == (0, "ran -P -m pytest -q\n")


def test_the_lane_in_a_virtual_machine_has_what_developers_need_and_needs_no_broker(checkout: Checkout) -> None:
    (checkout.tools / "mosquitto").unlink()
    code, out, _ = checkout.run("hil", "--list")
    assert (code, out) == (0, "ran -P -m tests.hil --list\n")
    assert checkout.installs() == ["dev.txt", "a folder"]


def test_without_a_broker_the_demo_takes_the_one_from_pip(checkout: Checkout) -> None:
    (checkout.tools / "mosquitto").unlink()
    checkout.entry.write_text(checkout.entry.read_text().replace("/usr/sbin/mosquitto", "/nowhere/mosquitto"))
    checkout.python.write_text(
        checkout.python.read_text().replace("case $* in", "case $* in\n    *iotcore*) exit 1 ;;")
    )
    code, out, _ = checkout.run("demo", "--port", "0")
    assert (code, out) == (0, "ran -P -m panel.cli demo --port 0\n")
    assert checkout.installs()[-1] == "broker.txt"


def test_without_any_broker_the_demo_says_what_to_do(checkout: Checkout) -> None:
    checkout.run("status")
    checkout.broken.touch()
    (checkout.tools / "mosquitto").unlink()
    checkout.entry.write_text(checkout.entry.read_text().replace("/usr/sbin/mosquitto", "/nowhere/mosquitto"))
    stand_in = checkout.venv / "bin" / "python"
    stand_in.write_text(stand_in.read_text().replace("case $* in", "case $* in\n    *iotcore*) exit 1 ;;"))
    code, out, err = checkout.run("demo")
    assert (code, out) == (1, "")
    assert err == "sereno: no broker for the demo: run 'apt-get install mosquitto' as root, then this again\n"
