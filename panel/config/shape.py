"""Is each table there, each key known, each value of the right type and within its bounds?

msgspec stops at the first mistake, so every value is converted by itself, against the very
annotations of ``model`` that msgspec uses for the whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from panel.config.bounds import Bounds
from panel.config.findings import Finding, Row, Sheet, nearest, shown
from panel.config.messages import Fault
from panel.config.model import Config
from panel.config.toml_lines import Path

Data = Mapping[str, Any]


class _Table(msgspec.Struct, frozen=True):
    """How one table of the file may look."""

    name: str
    record: type[msgspec.Struct]
    many: bool
    required: bool
    limit: int | None


def read(data: Data) -> tuple[Sheet, list[Finding]]:
    """The file's tables as rows, and every mistake of form in them."""
    tables = {table.name: table for table in _tables()}
    findings = [_unknown(Fault.UNKNOWN_TABLE, (name,), "", name, tables) for name in data if name not in tables]
    rows: dict[str, tuple[Row, ...]] = {}
    broken: set[str] = set()
    for table in tables.values():
        items, faults = _items(table, data)
        findings += faults
        if faults:
            broken.add(table.name)
        rows[table.name] = tuple(_row(table, path, item, findings) for path, item in items)
    return Sheet(rows=rows, broken=frozenset(broken)), findings


def _tables() -> Iterator[_Table]:
    for field in msgspec.structs.fields(Config):
        bounds = Bounds(field.type)
        assert bounds.record is not None, "every key of the file's top level is a table"
        yield _Table(
            field.encode_name, bounds.record, bounds.item is not None, field.required, bounds.said("max_length")
        )


def _items(table: _Table, data: Data) -> tuple[list[tuple[Path, Data]], list[Finding]]:
    """The tables of one name that can be looked into, each with its path."""
    value, path = data.get(table.name), (table.name,)
    if value is None or value == []:
        wanted = f"at least one [[{table.name}]]" if table.many else f"a table [{table.name}]"
        absent = _table_fault(Fault.MISSING_TABLE, table, "nothing", wanted=wanted)
        return [], [absent] if table.required else []
    if not table.many:
        if isinstance(value, dict):
            return [(path, value)], []
        return [], [_table_fault(Fault.WANTS_ONE, table, shown(value))]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return [], [_table_fault(Fault.WANTS_MANY, table, shown(value))]
    if table.limit is not None and len(value) > table.limit:
        return [], [_table_fault(Fault.TOO_MANY, table, str(len(value)), limit=str(table.limit))]
    return [((*path, index), item) for index, item in enumerate(value)], []


def _table_fault(fault: Fault, table: _Table, found: str, **facts: str) -> Finding:
    return Finding(fault=fault, path=(table.name,), key=table.name, found=found, facts={"table": table.name, **facts})


def _row(table: _Table, path: Path, item: Data, findings: list[Finding]) -> Row:
    place = _place(table, path, item)
    fields = {field.encode_name: field for field in msgspec.structs.fields(table.record)}
    findings += [
        _unknown(Fault.UNKNOWN_KEY, (*path, key), place, key, [name for name in fields if name not in item])
        for key in item
        if key not in fields
    ]
    values: dict[str, object] = {}
    for key, field in fields.items():
        bounds = Bounds(field.type)
        if key not in item:
            if field.required:
                findings.append(_missing(path, place, key, bounds))
            else:
                values[key] = field.default
        elif faults := list(_value_faults((*path, key), place, key, item[key], bounds)):
            findings += faults
        else:
            values[key] = msgspec.convert(item[key], field.type)
    return Row(path=path, place=place, values=values, given=frozenset(item))


def _place(table: _Table, path: Path, item: Data) -> str:
    """The table as people know it: zone 7 (Kitchen PIR), area annex, input front_door, timings."""
    if not table.many:
        return table.name
    own, name = item.get("id"), item.get("name")
    readable = isinstance(name, str) and 0 < len(name) <= 40 and name.isprintable()
    if own is None and "id" not in table.record.__struct_fields__:
        return f"{table.name} {name}" if readable else f"{table.name} #{int(path[-1]) + 1}"
    known = isinstance(own, int) or (isinstance(own, str) and own.isidentifier())
    number = f"{table.name} {own}" if known else f"{table.name} #{int(path[-1]) + 1}"
    return f"{number} ({name})" if readable else number


def _unknown(fault: Fault, path: Path, place: str, key: str, names: Iterable[str]) -> Finding:
    known = list(names)
    facts = {"names": ", ".join(known) or "nothing more"}
    near = nearest(key, known)
    return Finding(fault=fault, path=path, place=place, key=key[:60], found="an unknown name", facts=facts, near=near)


def _missing(path: Path, place: str, key: str, bounds: Bounds) -> Finding:
    facts = {"allowed": bounds.allowed(), "why": bounds.description()}
    return Finding(fault=Fault.MISSING_KEY, path=path, place=place, key=key, found="nothing", facts=facts)


def _value_faults(path: Path, place: str, key: str, value: object, bounds: Bounds) -> Iterator[Finding]:
    if bounds.item is not None and isinstance(value, list) and bounds.length_fits(value):
        for index, item in enumerate(value):
            yield from _value_faults((*path, index), place, key, item, bounds.item)
    elif not bounds.fits(value):
        facts = {"allowed": bounds.allowed()}
        near = nearest(value, bounds.choices) if isinstance(value, str) else ""
        yield Finding(fault=Fault.VALUE, path=path, place=place, key=key, found=shown(value), facts=facts, near=near)
