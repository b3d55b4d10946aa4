"""Words that must not stand in the project's files, each with its reason."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.style.tree import PRODUCT, ROOT, Source, files, sources

# The code that is switched off where nobody is hurt is the code that fails in the house: swap at the wire instead.
PRETENDING = re.compile(r"simulat|is_fake|is_mock|mock|testing|under_test|pytest|hw_sim", re.IGNORECASE)

# One letter of each in brackets, so that this file does not find itself.
LEFTOVERS = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
ONE_MACHINE = re.compile(r"(?<![\w.~-])/(?:w[o]rk|r[o]ot|U[s]ers|opt/p[y]pi)[\w-]*/")
BOTH_SIDES = re.compile(r"^(?:<{7}|>{7}|[|]{7}) ")
PACKAGE_HOSTS = re.compile(r"\b(?:pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|(?:deb|security)[.]debian[.]org)")
NOT_THE_PROJECT = re.compile(
    r"\b(?:language m[o]dels?|AI[- ](?:[a]gents?|[a]ssistants?)|sub-?[a]gents?|work [o]rders?|[i]ssue [0-9]+)\b",
    re.IGNORECASE,
)

EVERYWHERE = [
    (LEFTOVERS, "finish it, or say in docs/ what is missing"),
    (ONE_MACHINE, "a path of one machine means nothing on another"),
    (BOTH_SIDES, "two changes of one place: settle which of them is meant"),
    (PACKAGE_HOSTS, "where packages come from is each machine's own configuration"),
    (NOT_THE_PROJECT, "the project speaks of itself alone"),
]


@pytest.mark.parametrize(("pattern", "reason"), EVERYWHERE)
def test_no_file_says_it(pattern: re.Pattern[str], reason: str) -> None:
    assert list(_lines_with(pattern)) == [], reason


def test_product_code_never_asks_whether_it_is_pretending() -> None:
    assert [line for source in sources(*PRODUCT) for line in _pretending(source)] == []


def test_a_task_is_started_in_a_group_only() -> None:
    # The linter knows asyncio's functions; a loop's method of the same name it cannot see.
    pattern = re.compile(r"loop\(?\)?\.create_task\(|run_coroutine_threadsafe\(")
    everything = sources(*PRODUCT, "hw_sim")
    assert [source.path for source in everything if pattern.search(source.text)] == []


def _lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def _pretending(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert) and PRETENDING.search(ast.unparse(node.test)):
            yield f"{source.path}:{node.lineno} decides by {ast.unparse(node.test)}"
        elif isinstance(node, ast.Name | ast.Attribute | ast.arg):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else node.arg
            if re.search(r"simulat|is_fake|mock", name, re.IGNORECASE):
                yield f"{source.path}:{node.lineno} names {name}"
