"""What the checks pass around: rows of a file, as far as they could be read, and what was found in them."""

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from panel.config.messages import ENGLISH, NEAR, Fault
from panel.config.toml_lines import Path

T = TypeVar("T")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A fault and where it stands; ``path`` leads to its line, ``facts`` fill the words of ``fault``."""

    fault: Fault
    path: Path
    place: str = ""
    key: str = ""
    found: str
    facts: Mapping[str, str] = {}
    near: str = ""
    other: Path = ()  # of a clash: where the first of the two stands

    def allowed(self) -> str:
        """What may stand there, in words."""
        return ENGLISH[self.fault].allowed.format_map(self.facts)

    def hint(self, more: Mapping[str, str]) -> str:
        """What to do, in words; ``more`` adds the line of ``other``, which only the text can tell."""
        if self.near:
            return NEAR.format(near=self.near)
        return ENGLISH[self.fault].hint.format_map({**self.facts, **more})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the file. ``values`` holds what is right in it, defaults included: a key that is
    wrong or missing is absent, so that one mistake does not hide, or cause, another."""

    path: Path
    place: str
    values: Mapping[str, object]
    given: frozenset[str]

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value of ``key`` if it is right, else None."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def finding(
        self, fault: Fault, key: str, found: str, *, item: int | None = None, near: str = "", **facts: str
    ) -> Finding:
        """A fault at ``key`` of this row, or at the ``item``-th element of its list."""
        path = self.at(key, item)
        return Finding(fault=fault, path=path, place=self.place, key=key, found=found, facts=facts, near=near)

    def clash(
        self, fault: Fault, key: str, found: str, other: "Row", other_key: str, *, item: int | None = None, **facts: str
    ) -> Finding:
        """A fault at ``key`` of this row because ``other`` came first."""
        return Finding(
            fault=fault,
            path=self.at(key, item),
            place=self.place,
            key=key,
            found=found,
            facts={"other": other.place, **facts},
            other=other.at(other_key, None),
        )

    def at(self, key: str, item: int | None) -> Path:
        """The path of ``key`` in this row, or of the ``item``-th element of its list."""
        return self.path + ((key,) if key else ()) + ((item,) if item is not None else ())


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file in rows. ``broken``: names of tables that could not be read as rows at all."""

    rows: Mapping[str, tuple[Row, ...]]
    broken: frozenset[str]

    def __getitem__(self, table: str) -> tuple[Row, ...]:
        return self.rows.get(table, ())

    def single(self, table: str) -> Row | None:
        """The one row of a table that may stand once, if it is there."""
        return next(iter(self[table]), None)

    def names(self, table: str, key: str) -> tuple[str, ...] | None:
        """All values of ``key``; None when one could not be read, so that nobody can say what is missing."""
        if table in self.broken:
            return None
        values = [row.get(key, str) for row in self[table]]
        return None if None in values else tuple(value for value in values if value is not None)


def shown(value: object) -> str:
    """A value as its file would write it, short enough for one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return msgspec.json.encode(value[:60]).decode() + ("..." if len(value) > 60 else "")
    if isinstance(value, list):
        return "an empty list" if not value else f"a list of {len(value)}"
    return "a table" if isinstance(value, dict) else str(value)[:60]


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of ``words`` that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(word.lower()[:64], list(words), n=1, cutoff=0.6)), "")
