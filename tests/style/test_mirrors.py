"""A module's tests are found without searching: tests/ mirrors the sources."""

import ast

from tests.style.tree import PRODUCT, ROOT, Source, sources

# Tested through another file, or not yet by one of its own. An entry that is no longer needed fails: the list shrinks.
ELSEWHERE: dict[str, str] = {}


def test_every_module_that_does_something_has_its_test_file() -> None:
    lacking = {s.path for s in sources(*PRODUCT, "hw_sim") if _does_something(s) and not (ROOT / _mirror(s)).is_file()}
    assert lacking - set(ELSEWHERE) == set(), "each needs the test file of its name"
    assert set(ELSEWHERE) - lacking == set(), "these have one now: take them off the list"


def _mirror(source: Source) -> str:
    folder, _, name = source.module.replace(".", "/").rpartition("/")
    return f"tests/{folder}/test_{name}.py" if folder else f"tests/{name}/test_{name}.py"


def _does_something(source: Source) -> bool:
    """Whether it has code that could be wrong: declarations and protocols have none, and a __main__ only calls."""
    if source.path.endswith("/__main__.py"):
        return False
    return any(not _only_declares(function.body) for function in source.functions())


def _only_declares(body: list[ast.stmt]) -> bool:
    return all(isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) for statement in body)
