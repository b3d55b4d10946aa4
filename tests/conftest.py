"""Lanes: what a test may need that not every machine has, and the rule that nothing is skipped in silence.

``@pytest.mark.lane("mosquitto")`` asks for a lane. An absent lane that tests/lanes.toml lists is left out and named at
the end of the run; an absent one that it does not list fails its tests. Any other skip fails the run.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
LEFT_OUT = "lane left out: "  # how a skip of ours begins


def _recorded_home() -> Path:
    beside = ROOT.parent / "shared" / "data" / "ordonez_home_a"
    return Path(os.environ.get("SERENO_RECORDED_HOME") or beside)


def _has_mosquitto() -> bool:
    # Debian installs it where no user's PATH looks.
    return shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin") is not None


def _may_mount() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    tried = subprocess.run([unshare, "--map-root-user", "--mount", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def _can_boot_a_kernel(*needs: str) -> bool:
    lane = TESTS / "hil" / "lane.sh"
    with_ours = {**os.environ, "SERENO_HIL_PYTHON": sys.executable}
    return subprocess.run([lane, "--can", *needs], env=with_ours, check=False, capture_output=True).returncode == 0


PROBES: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "recorded-home": lambda: _recorded_home().is_dir(),
    "kernel-gpio": _can_boot_a_kernel,
    "kernel-watchdog": lambda: _can_boot_a_kernel("watchdog"),
    "kernel-camera": lambda: _can_boot_a_kernel("camera"),
    "mosquitto": _has_mosquitto,
    "mounts": _may_mount,
}


class Lanes:
    """One run's lanes: which may be absent, which were, and the skips that nobody may make."""

    def __init__(self, listing: Path) -> None:
        self.may_be_absent: dict[str, dict[str, str]] = tomllib.loads(listing.read_text(encoding="utf-8"))
        self.left_out: dict[str, int] = {}
        self.illegal_skips: list[str] = []

    def ask(self, name: str) -> None:
        """Returns if the lane is there; else leaves the test out, or fails it."""
        if name not in PROBES:
            pytest.fail(f"no lane '{name}': tests/conftest.py knows {', '.join(sorted(PROBES))}", pytrace=False)
        if PROBES[name]():
            return
        if name not in self.may_be_absent:
            pytest.fail(f"lane '{name}' is absent and tests/lanes.toml does not let it be", pytrace=False)
        self.left_out[name] = self.left_out.get(name, 0) + 1
        pytest.skip(f"{LEFT_OUT}{name}")  # noqa: TID251 - the one place that may

    def note_skip(self, nodeid: str, longrepr: object) -> None:
        """Keeps a skip that no lane explains."""
        reason = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
        if LEFT_OUT not in reason:
            self.illegal_skips.append(f"{nodeid}: {reason}")

    def closing_lines(self) -> Iterator[str]:
        """What the end of the run says."""
        for name, count in sorted(self.left_out.items()):
            yield f"!!! {self.may_be_absent[name]['loud']} ({count} test{'s' if count > 1 else ''} left out)"
        for skip in self.illegal_skips:
            yield f"ERROR skipped outside the lanes of tests/lanes.toml: {skip}"


LANES = pytest.StashKey[Lanes]()


def pytest_configure(config: pytest.Config) -> None:
    """Reads the list of lanes once per run."""
    config.stash[LANES] = Lanes(TESTS / "lanes.toml")
    config.pluginmanager.register(_Watch(config.stash[LANES]), "sereno-lanes")


class _Watch:
    """Sees every outcome; a plugin object because reports do not lead back to the configuration."""

    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        for marker in item.iter_markers("lane"):
            self.lanes.ask(*marker.args)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.lanes.note_skip(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.lanes.note_skip(report.nodeid, report.longrepr)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.lanes.illegal_skips:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.lanes.closing_lines():
            terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="session")
def recorded_home() -> Path:
    """The folder of the recorded home; for tests of the lane ``recorded-home``."""
    return _recorded_home()
