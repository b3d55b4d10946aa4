"""No test is left out in silence: tests/conftest.py tried on small suites of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.style.tree import ROOT


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder with the project's lanes and no tests yet."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    shutil.copy(ROOT / "tests" / "lanes.toml", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = lane(name): a lane\n")
    return tmp_path


def run(suite: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Runs one test in ``suite`` where no lane is to be had."""
    (suite / "test_it.py").write_text(f"import pytest\n{test}\n")
    nothing = {"PATH": "", "SERENO_RECORDED_HOME": str(suite / "nowhere")}
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite)]
    return subprocess.run(command, env=nothing, capture_output=True, text=True, cwd=suite, check=False)


def test_an_absent_lane_on_the_list_is_left_out_and_named_at_the_end(suite: Path) -> None:
    done = run(suite, "@pytest.mark.lane('recorded-home')\ndef test_a(): raise AssertionError")
    assert done.returncode == 0
    assert "!!! NOT TESTED against the recorded home" in done.stdout
    assert "(1 test left out)" in done.stdout


def test_an_absent_lane_off_the_list_fails_its_tests(suite: Path) -> None:
    listing = (suite / "lanes.toml").read_text().replace("[recorded-home]", "[another]")
    (suite / "lanes.toml").write_text(listing)
    done = run(suite, "@pytest.mark.lane('recorded-home')\ndef test_a(): pass")
    assert done.returncode == 1
    assert "lane 'recorded-home' is absent and tests/lanes.toml does not let it be" in done.stdout


def test_a_lane_that_is_there_runs(suite: Path) -> None:
    (suite / "nowhere").mkdir()
    done = run(suite, "@pytest.mark.lane('recorded-home')\ndef test_a(recorded_home): assert recorded_home.is_dir()")
    assert done.returncode == 0
    assert "1 passed" in done.stdout


def test_a_misspelt_lane_fails(suite: Path) -> None:
    done = run(suite, "@pytest.mark.lane('recordedhome')\ndef test_a(): pass")
    assert done.returncode == 1
    assert "no lane 'recordedhome'" in done.stdout


@pytest.mark.parametrize(
    "test",
    [
        "def test_a(): pytest.skip('not today')",
        "@pytest.mark.skip(reason='not today')\ndef test_a(): pass",
        "pytest.skip('not today', allow_module_level=True)",
        "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): self.skipTest('not today')",
    ],
    ids=["called", "marked", "whole-module", "unittest"],
)
def test_any_other_skip_fails_the_run_and_is_named(suite: Path, test: str) -> None:
    done = run(suite, f"def test_passes(): pass\n{test}")
    assert done.returncode == 1
    assert "ERROR skipped outside the lanes of tests/lanes.toml: " in done.stdout
    assert "not today" in done.stdout
