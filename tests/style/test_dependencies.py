"""What is imported is declared, where it is needed, and has its reasons written down."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.style.tree import PRODUCT, ROOT, Source, pyproject, sources

# The system's own, from apt, imported only where the installer configured it.
FROM_APT = {"lgpio", "picamera2"}
OURS = {*PRODUCT, "hw_sim", "tests"}
INDEX = packages_distributions()  # which distribution brings a module


def _names(*groups: list[str]) -> set[str]:
    return {Requirement(line).name.lower() for group in groups for line in group}


PROJECT = pyproject()["project"]
EXTRAS = PROJECT["optional-dependencies"]
RUNTIME = _names(PROJECT["dependencies"])
CAMERA = RUNTIME | _names(EXTRAS["camera"])
STATION = RUNTIME | _names(EXTRAS["station"])
DEMO = STATION | _names(*EXTRAS.values())
EVERYTHING = DEMO | _names(*pyproject()["dependency-groups"].values())


@pytest.mark.parametrize(
    ("folders", "declared"),
    [
        (("panel", "zones", "keypad", "comms", "battery"), RUNTIME),
        (("drivers",), CAMERA),
        (("station",), STATION),
        (("hw_sim",), DEMO),
        (("tests", "requirements"), EVERYTHING),
    ],
    ids=["panel", "drivers", "station", "simulator", "tests"],
)
def test_nothing_is_imported_that_is_not_declared(folders: tuple[str, ...], declared: set[str]) -> None:
    foreign = [(source.path, name) for source in sources(*folders) for name in _foreign(source)]
    undeclared = [(path, name) for path, name in foreign if not {d.lower() for d in INDEX.get(name, [name])} & declared]
    assert undeclared == []


def test_every_dependency_has_its_reasons_written_down() -> None:
    tables = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))
    described = {line.split("|")[1].split()[0].lower() for line in tables.splitlines() if line.startswith("| ")}
    assert EVERYTHING - described == set()


def _foreign(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        tops = {name.partition(".")[0] for name in names}
        yield from sorted(tops - OURS - FROM_APT - set(sys.stdlib_module_names) - {""})


def test_only_what_has_to_do_with_cameras_needs_what_they_bring_along() -> None:
    users = [source.path for source in sources("drivers") if "PIL" in set(_foreign(source))]
    assert users
    assert all(path.startswith("drivers/camera/") for path in users)
