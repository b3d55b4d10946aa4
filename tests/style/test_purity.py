"""What decides reads nothing but its arguments, and says the same under every hash seed."""

import ast
from collections.abc import Iterator

from tests.style.tree import PURE, Source, pyproject, sources

# Clocks, chance, threads and the world. The import contract names the first six; this list is the longer arm.
BANNED = {
    "asyncio", "threading", "time", "socket", "sqlite3", "random",
    "concurrent", "logging", "multiprocessing", "os", "pathlib", "secrets", "select", "shutil", "signal", "subprocess",
    "sys", "tempfile", "uuid",
}  # fmt: skip
# hash() differs from run to run, id() from object to object; the others touch the world.
BANNED_CALLS = {"hash", "id", "open", "print", "input", "eval", "exec"}
# A calendar is arithmetic; asking what day it is, is not.
BANNED_METHODS = {"now", "today", "utcnow"}


def test_pure_parts_import_nothing_of_the_world() -> None:
    found = [f"{source.path} imports {name}" for source in sources(*PURE) for name in _imports(source)]
    assert [line for line in found if line.rpartition(" ")[2].partition(".")[0] in BANNED] == []


def test_pure_parts_call_nothing_whose_answer_changes() -> None:
    assert [line for source in sources(*PURE) for line in _calls(source)] == []


def test_every_pure_part_stands_in_the_import_contract() -> None:
    contract = next(c for c in pyproject()["tool"]["importlinter"]["contracts"] if c["id"] == "pure")
    assert set(contract["source_modules"]) == {name for name in PURE if sources(name)}


def _imports(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _calls(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            yield f"{source.path}:{node.lineno} calls {node.func.id}()"
        if isinstance(node.func, ast.Attribute) and node.func.attr in BANNED_METHODS and not node.args:
            yield f"{source.path}:{node.lineno} calls .{node.func.attr}()"
