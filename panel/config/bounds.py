"""What a key may hold, read off its annotation in ``model``: to check one value, and to say what is allowed."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Meta


class Bounds:
    """One annotation of ``model``, taken apart: its plain type and everything its Metas say."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation
        self._metas: list[Meta] = []
        self.plain = self._unwrapped(annotation)

    def _unwrapped(self, annotation: Any) -> Any:
        if get_origin(annotation) is Annotated:
            inner, *metas = get_args(annotation)
            self._metas += [meta for meta in metas if isinstance(meta, Meta)]
            return self._unwrapped(inner)
        if get_origin(annotation) in (Union, types.UnionType):  # TOML has no null: None is only the default
            return self._unwrapped(next(arm for arm in get_args(annotation) if arm is not type(None)))
        return annotation

    def said(self, name: str) -> Any:
        """What the last Meta that speaks of ``name`` says of it, or None."""
        return next((value for meta in reversed(self._metas) if (value := getattr(meta, name)) is not None), None)

    @property
    def item(self) -> "Bounds | None":
        """Of a list: what each element may be."""
        return Bounds(get_args(self.plain)[0]) if get_origin(self.plain) is tuple else None

    @property
    def record(self) -> type[msgspec.Struct] | None:
        """Of a table, or a list of tables: the struct it becomes."""
        plain = self.item.plain if self.item else self.plain
        return plain if isinstance(plain, type) and issubclass(plain, msgspec.Struct) else None

    @property
    def choices(self) -> tuple[str, ...]:
        """Of a closed set: its words, in the order of their definition."""
        if isinstance(self.plain, type) and issubclass(self.plain, Enum):
            refused = self._extra().get("refused", ())
            words = [str(member.value) for member in self.plain if member not in refused]
            return tuple(self._order(words))
        return ()

    def _order(self, words: list[str]) -> list[str]:
        schema = self.said("extra_json_schema") or {}
        return list(schema.get("enum", words))

    def _extra(self) -> dict[str, Any]:
        return self.said("extra") or {}

    def length_fits(self, value: list[object]) -> bool:
        most = self.said("max_length")
        return (self.said("min_length") or 0) <= len(value) and (most is None or len(value) <= most)

    def fits(self, value: object) -> bool:
        """Whether a value satisfies type and bounds. True and 60.0 are no whole numbers, nor is nan."""
        try:
            converted = msgspec.convert(value, self.annotation)
        except msgspec.ValidationError:
            return False
        return converted not in self._extra().get("refused", ())

    def allowed(self) -> str:
        """What may stand there, for a person."""
        return str(self._extra().get("allowed", "")) or ", ".join(self.choices) or "".join(self._described())

    def _described(self) -> Iterator[str]:
        least, most = self.said("min_length"), self.said("max_length")
        if self.item is not None:
            count = f"{least}, each " if least == most and least else ""
            yield f"a list of {count}{self.item.allowed()}"
        elif self.plain is int:
            yield f"a whole number from {self.said('ge')} to {self.said('le')}"
        elif self.plain is float:
            yield f"a number from {self.said('ge')} to {self.said('le')}"
        elif self.plain is bool:
            yield "true, false"
        else:
            yield f"text of {least} to {most} characters in quotes"

    def description(self) -> str:
        """What the key is for."""
        return str(self.said("description") or "")
