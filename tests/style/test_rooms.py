"""The import contract knows every module: none stands outside the rooms."""

import ast

from tests.style.tree import PRODUCT, ROOT, Source, pyproject, sources

# Packages whose modules live on several floors: they are named one by one, and the package itself imports nothing.
MIXED = {"panel", "keypad", "comms", "station"}


def test_every_module_stands_on_one_floor() -> None:
    floors = _floors()
    homeless = [s.module for s in sources(*PRODUCT) if s.module not in MIXED and not _on(s.module, floors)]
    assert homeless == [], f"put them into a line of [[tool.importlinter.contracts]] id = 'rooms': {homeless}"


def test_a_package_on_several_floors_imports_nothing_itself() -> None:
    assert [s.path for s in sources(*PRODUCT) if s.module in MIXED and _has_imports(s)] == []


def test_every_folder_with_code_is_a_root_package() -> None:
    roots = pyproject()["tool"]["importlinter"]["root_packages"]
    assert sorted(roots) == sorted([*PRODUCT, "hw_sim"])
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(PRODUCT)


def _floors() -> set[str]:
    contract = next(c for c in pyproject()["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")
    return {part.strip(" ()") for line in contract["layers"] for part in line.replace(":", "|").split("|")}


def _on(module: str, floors: set[str]) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:length]) in floors for length in range(1, len(parts) + 1))


def _has_imports(source: Source) -> bool:
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(source.tree))
