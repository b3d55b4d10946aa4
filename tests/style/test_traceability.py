"""docs/traceability.md tells of every duty once, and what it names as proof is there."""

import re
from functools import cache

import pytest

from tests.style.tree import ROOT, sources

# How many duties there are of each letter: their ids run from 01 without a gap.
DUTIES = {"P": 60, "V": 22, "A": 14, "R": 17, "I": 10, "C": 12}
VERDICTS = ("shown", "in part", "later", "out")
PROOF = re.compile(r"`([^`]+)`")

Row = tuple[str, str, str, str]


def rows(text: str) -> list[Row]:
    """The rows of the tables: id, duty, verdict, by what."""
    found = [line.strip().strip("|").split(" | ") for line in text.splitlines() if re.match(r"\| [A-Z]-", line)]
    return [(cells[0].strip(), cells[1], cells[2], " | ".join(cells[3:]).strip()) for cells in found]


def wrong(found: list[Row], known: frozenset[str]) -> list[str]:
    """Everything that is not as it should be, in words."""
    expected = [f"{letter}-{number:02}" for letter, last in DUTIES.items() for number in range(1, last + 1)]
    ids = [row[0] for row in found]
    mistakes = [f"{duty} is missing" for duty in expected if duty not in ids]
    mistakes += [f"{duty} is there {ids.count(duty)} times" for duty in dict.fromkeys(ids) if ids.count(duty) > 1]
    mistakes += [f"{duty} is no duty" for duty in dict.fromkeys(ids) if duty not in expected]
    return mistakes + [mistake for row in found for mistake in _wrong_row(row, known)]


def _wrong_row(row: Row, known: frozenset[str]) -> list[str]:
    duty, words, verdict, by = row
    proofs = PROOF.findall(by)
    if verdict not in VERDICTS:
        return [f"{duty}: {verdict!r} is none of {', '.join(VERDICTS)}"]
    mistakes = [f"{duty}: no {proof}" for proof in proofs if proof not in known]
    mistakes += [] if words.strip() else [f"{duty}: says nothing"]
    if bool(proofs) is not (verdict in ("shown", "in part")):
        mistakes.append(f"{duty}: {verdict} with {len(proofs)} proofs")
    rest = PROOF.sub("", by).strip("; ")
    fits = {"shown": not rest, "in part": rest.startswith("later: "), "later": bool(rest)}
    return mistakes if fits.get(verdict, rest.startswith("because ")) else [*mistakes, f"{duty}: {verdict} by {by!r}"]


@cache
def there() -> frozenset[str]:
    """Every test and every story there is, by the names that the document uses."""
    tests = {
        f"{source.path.removeprefix('tests/')}::{function.name}"
        for source in sources("tests")
        for function in source.functions()
        if function.name.startswith("test_")
    }
    stories = {path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("*.story")}
    return frozenset(tests | stories)


WRITTEN = rows((ROOT / "docs" / "traceability.md").read_text(encoding="utf-8"))


def test_every_duty_has_one_verdict_and_everything_named_is_there() -> None:
    assert wrong(WRITTEN, there()) == []


@pytest.mark.parametrize(
    ("row", "mistake"),
    [
        (("P-01", "d", "perhaps", "`a`"), "P-01: 'perhaps' is none of"),
        (("P-01", "d", "shown", ""), "P-01: shown with 0 proofs"),
        (("P-01", "d", "shown", "`gone`"), "P-01: no gone"),
        (("P-01", "d", "shown", "`a`; later: more"), "P-01: shown by"),
        (("P-01", "d", "in part", "`a`"), "P-01: in part by"),
        (("P-01", "d", "later", "`a`; the page"), "P-01: later with 1 proofs"),
        (("P-01", "d", "later", ""), "P-01: later by"),
        (("P-01", "d", "out", "it is hard"), "P-01: out by"),
        (("P-01", " ", "out", "because"), "P-01: says nothing"),
        (("Q-01", "d", "shown", "`a`"), "Q-01 is no duty"),
        (("P-61", "d", "shown", "`a`"), "P-61 is no duty"),
        (("P-02", "d", "shown", "`a`"), "P-01 is missing"),
        (("P-02", "d", "shown", "`a`"), "P-02 is there 2 times"),
    ],
)
def test_each_sort_of_mistake_is_seen(row: Row, mistake: str) -> None:
    others = [kept for kept in WRITTEN if kept[0] != "P-01"]
    assert any(found.startswith(mistake) for found in wrong([row, *others], there() | {"a"}))
