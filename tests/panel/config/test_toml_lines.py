"""The lines of tables, keys and elements, whatever stands in texts and comments around them."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from panel.config.toml_lines import Lines, Path

TRICKY = '''\
# a comment with "quotes and [brackets
a.b = 1
"q k" = "# no [ comment"
[t] # x
m = """
[not]
key = 1 ""\\""""
l = \'\'\'[[z]]
''\'\'\'
e = ""
arr = [ # ]
  1,
  { x = 1, y = [2,
     3] },
  "a,]",
]
[[z]]
id = 1979-05-27 07:32:00
[z.sub]
k = 1.5
[[z]]
id = {a = {b = 1}, "c.d" = 2}
last = true'''

EXPECTED: dict[Path, int] = {
    ("a",): 2,
    ("a", "b"): 2,
    ("q k",): 3,
    ("t",): 4,
    ("t", "m"): 5,
    ("t", "l"): 8,
    ("t", "e"): 10,
    ("t", "arr"): 11,
    ("t", "arr", 0): 12,
    ("t", "arr", 1): 13,
    ("t", "arr", 1, "x"): 13,
    ("t", "arr", 1, "y"): 13,
    ("t", "arr", 1, "y", 1): 14,
    ("t", "arr", 2): 15,
    ("z",): 17,
    ("z", 0): 17,
    ("z", 0, "id"): 18,
    ("z", 0, "sub"): 19,
    ("z", 0, "sub", "k"): 20,
    ("z", 1): 21,
    ("z", 1, "id"): 22,
    ("z", 1, "id", "c.d"): 22,
    ("z", 1, "last"): 23,
}


def test_the_tricky_text_is_toml() -> None:
    assert set(_paths(tomllib.loads(TRICKY), ())) >= set(EXPECTED)


@pytest.mark.parametrize("path", EXPECTED, ids=str)
def test_everything_is_found_in_its_line(path: Path) -> None:
    assert Lines(TRICKY).line(path) == EXPECTED[path]


def test_what_is_not_there_is_looked_for_in_the_table_around_it() -> None:
    lines = Lines(TRICKY)
    assert lines.line(("z", 1, "missing")) == 21
    assert lines.line(("nothing", 3)) == 1


def test_a_list_of_tables_written_inline_has_lines_too() -> None:
    lines = Lines('zone = [\n  { id = 1 },\n  { id = 2,\n    name = "x" },\n]\n')
    assert [lines.line(("zone", 0)), lines.line(("zone", 1)), lines.line(("zone", 1, "name"))] == [2, 3, 4]


def _paths(value: Any, path: Path) -> Iterator[Path]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))
