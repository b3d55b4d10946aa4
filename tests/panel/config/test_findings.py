"""How values are shown and near misses recognised."""

import pytest

from panel.config.findings import Row, Sheet, nearest, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", '"a"'),
        ('say "x"\n', '"say \\"x\\"\\n"'),
        ("x" * 100, '"' + "x" * 60 + '"...'),
        (True, "true"),
        (7, "7"),
        (1.5, "1.5"),
        ([], "an empty list"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "a table"),
    ],
)
def test_a_value_is_shown_as_its_file_would_write_it(value: object, text: str) -> None:
    assert shown(value) == text


def test_the_nearest_word_is_found_whatever_its_case_and_nothing_when_none_is_near() -> None:
    assert nearest("Totl", ["partial", "total"]) == "total"
    assert nearest("zzz", ["partial", "total"]) == ""


ROW = Row(path=("zone", 0), place="zone 1", values={"id": 1, "name": "Door"}, given=frozenset({"id", "name"}))


def test_a_row_gives_a_value_of_the_type_asked_for_only() -> None:
    assert (ROW.get("id", int), ROW.get("id", str), ROW.get("area", str)) == (1, None, None)


def test_a_sheet_names_all_or_none() -> None:
    nameless = Row(path=("zone", 1), place="zone #2", values={}, given=frozenset())
    assert Sheet(rows={"zone": (ROW,)}, broken=frozenset()).names("zone", "name") == ("Door",)
    assert Sheet(rows={"zone": (ROW, nameless)}, broken=frozenset()).names("zone", "name") is None
    assert Sheet(rows={}, broken=frozenset({"zone"})).names("zone", "name") is None
    assert Sheet(rows={}, broken=frozenset()).single("zone") is None
