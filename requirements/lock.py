"""Writes the lock files beside it, or says whether they are stale.

    python requirements/lock.py            writes them (needs uv and a package index)
    python requirements/lock.py --check    compares only, and asks no index

Each lock names in its head the requirements it was made from, as one checksum: whoever changes pyproject.toml and
forgets the locks is told so by the check, with no network. The locks hold names, versions and hashes, nothing of where
a file was fetched.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "pyproject.toml"
COMMAND = "python requirements/lock.py"


@dataclass(frozen=True)
class Lock:
    """One lock file: what it is for, and which of the project's requirements go into it."""

    name: str
    purpose: str
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    project: bool = True
    deps: bool = True

    @property
    def path(self) -> Path:
        """The lock file itself."""
        return HERE / f"{self.name}.txt"


# The widest comes first: the others are held to its versions, so that one environment can grow from one to the next.
LOCKS = (
    Lock(
        "dev",
        "a developer's machine and continuous integration",
        ("station", "demo", "camera", "broker"),
        ("checkout", "dev"),
    ),
    Lock(
        "mutation",
        "mutation testing, beside a developer's machine",
        ("station", "demo", "camera", "broker"),
        ("checkout", "dev", "mutation"),
    ),
    Lock("demo", "a checkout that runs the demo", ("station", "demo"), ("checkout",)),
    Lock("station", "an installed station", ("station",)),
    Lock("runtime", "an installed panel"),
    Lock("camera", "an installed panel with cameras", ("camera",)),
    # picamera2 asks for more, of which some exists as source alone: the group lists what its camera needs beside dev.
    Lock("hil-camera", "the virtual machine of tests/hil", groups=("hil-camera",), project=False, deps=False),
    Lock("hil-lgpio", "that machine, for pins over lgpio,", groups=("hil-lgpio",), project=False, deps=False),
    Lock("broker", "a demo that can have no mosquitto", ("broker",), project=False),
)


def wanted(lock: Lock, project: dict[str, object]) -> list[str]:
    """The requirements of pyproject.toml that go into ``lock``, sorted, as they are written there."""
    table = project["project"]
    groups = project["dependency-groups"]
    assert isinstance(table, dict) and isinstance(groups, dict)
    found = list(table["dependencies"]) if lock.project else []
    for extra in lock.extras:
        found += table["optional-dependencies"][extra]
    for group in lock.groups:
        found += groups[group]
    return sorted(set(found))


def inputs_checksum(lock: Lock, project: dict[str, object]) -> str:
    """SHA-256 over everything that decides what ``lock`` holds, save the index's contents on the day."""
    table = project["project"]
    assert isinstance(table, dict)
    said = {"requires-python": table["requires-python"], "wanted": wanted(lock, project)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def header(lock: Lock, project: dict[str, object]) -> str:
    """The comment a lock file opens with; the check reads its last line."""
    return (
        f"# What {lock.purpose} installs: pip install --require-hashes -r requirements/{lock.name}.txt\n"
        f"# Linux, CPython 3.11 to 3.13, x86_64 and aarch64. Made by `{COMMAND}`, never edited by hand.\n"
        f"{_inputs_line(lock, project)}\n"
    )


def write(lock: Lock, project: dict[str, object], *, upgrade: bool) -> None:
    """Writes ``lock`` by uv; without ``upgrade`` what is locked already stays where the requirements allow it."""
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv is None:
        sys.exit("lock.py: uv is missing: pip install uv, then this again")
    command = [uv, "pip", "compile", "-", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--only-binary", ":all:", "--python-version", "3.11", "-o", str(lock.path)]
    if not lock.deps:
        command += ["--no-deps"]
    if upgrade:
        command += ["--upgrade"]
    if lock != LOCKS[0]:
        command += ["--constraint", str(LOCKS[0].path)]
    asked = "\n".join(wanted(lock, project))
    done = subprocess.run(command, input=asked, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"lock.py: uv could not resolve {lock.name}.txt:\n{done.stderr}")
    lock.path.write_text(header(lock, project) + lock.path.read_text(encoding="utf-8"), encoding="utf-8")


def stale(project: dict[str, object]) -> list[str]:
    """What is wrong with the lock files as they lie there, one sentence each; empty when nothing is."""
    return [sentence for lock in LOCKS for sentence in _complaints(lock, project)]


def _complaints(lock: Lock, project: dict[str, object]) -> Iterator[str]:
    if not lock.path.is_file():
        yield f"requirements/{lock.name}.txt is missing: run `{COMMAND}`"
        return
    text = lock.path.read_text(encoding="utf-8")
    if _inputs_line(lock, project) not in text.splitlines():
        yield f"requirements/{lock.name}.txt is older than the requirements in pyproject.toml: run `{COMMAND}`"
    for line in text.splitlines():
        if "://" in line or line.startswith("-"):
            yield f"requirements/{lock.name}.txt names a place to fetch from ({line.strip()}): remove it"


def _inputs_line(lock: Lock, project: dict[str, object]) -> str:
    return f"# inputs: {inputs_checksum(lock, project)}"


def main() -> int:
    """Runs the command; 1 when the check finds something."""
    parser = argparse.ArgumentParser(description="Writes the lock files, or says whether they are stale.")
    parser.add_argument("--check", action="store_true", help="compare only; asks no index")
    parser.add_argument("--upgrade", action="store_true", help="take the newest releases that pyproject.toml allows")
    args = parser.parse_args()
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    if args.check:
        found = stale(project)
        print("\n".join(found) or "the locks are what pyproject.toml asks for")
        return 1 if found else 0
    for lock in LOCKS:
        write(lock, project, upgrade=args.upgrade)
    return 0


if __name__ == "__main__":
    sys.exit(main())
