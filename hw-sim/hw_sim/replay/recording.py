"""Reads a recorded home: two tables of tab-separated rows, as Ordóñez and van Kasteren published them.

A row begins with two local times, to the second; then come location, type and place of a sensor, or an
activity. Columns are padded with empty fields, so the number of tabs means nothing. Everything above
the first dated row is the heading.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hw_sim.replay.errors import InputErrors
from hw_sim.replay.plain import Active, Sensor, Span

_TIME = r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}:\d{2}"
_ROW = re.compile(rf"\s*({_TIME})\s+({_TIME})\s+(\S.*)")
# A row that begins and ends in the same second lasted less than one: half of it is the best guess, and
# far from both the 50 ms that always count and the 20 ms that never do.
UNDER_A_SECOND_MS = 500
COLUMNS = {"sensors": ("location", "type", "place"), "labels": ("activity",)}  # after the two times


@dataclass(frozen=True, slots=True)
class Label:
    """An activity of the people of the house."""

    activity: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not played, and why."""

    table: str  # "sensors" or "labels"
    line: int
    start: str
    end: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recording:
    """One home: what its sensors saw and what its people did, in order of time."""

    sensors: tuple[Active, ...]
    labels: tuple[Label, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    table: str
    line: int
    start: datetime
    end: datetime
    fields: tuple[str, ...]

    def skip(self, reason: str) -> Skipped:
        return Skipped(self.table, self.line, str(self.start), str(self.end), "/".join(self.fields), reason)


def read_recording(sensors: Path, labels: Path, zone: ZoneInfo) -> Recording:
    """Both tables, in UTC. Rows that end before they begin are skipped and listed.

    Raises InputErrors with every row that cannot be read, by file and line.
    """
    problems: list[str] = []
    sensor_rows = _rows(sensors, "sensors", problems)
    label_rows = _rows(labels, "labels", problems)
    if problems:
        raise InputErrors(problems)
    skipped: list[Skipped] = []
    active = [Active(Sensor(*row.fields), span) for row, span in _spans(sensor_rows, zone, skipped)]
    done = [Label(row.fields[0], span, row.line) for row, span in _spans(label_rows, zone, skipped)]
    active.sort(key=lambda one: (one.span, one.sensor))
    done.sort(key=lambda one: (one.span, one.activity))
    return Recording(tuple(active), tuple(done), tuple(skipped))


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")  # place names of older recordings; every byte is a letter there


def _rows(path: Path, table: str, problems: list[str]) -> list[_Row]:
    try:
        lines = _text(path).splitlines()
    except OSError as error:
        problems.append(f"{path}: cannot be read: {error.strerror}")
        return []
    rows: list[_Row] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (not rows and _ROW.match(line) is None and not line.lstrip()[:1].isdigit()):
            continue
        row = _row(path, number, line, table, problems)
        if row is not None:
            rows.append(row)
    if not rows and not problems:
        problems.append(f"{path}: holds no row of two times and {', '.join(COLUMNS[table])}; is it the right file?")
    return rows


def _row(path: Path, number: int, line: str, table: str, problems: list[str]) -> _Row | None:
    match = _ROW.match(line)
    if match is None:
        problems.append(f"{path}:{number}: found {line.strip()!r}; a row is a start and an end as YYYY-MM-DD HH:MM:SS")
        return None
    fields = tuple(field.strip() for field in match[3].split("\t") if field.strip())
    columns = COLUMNS[table]
    if len(fields) != len(columns):
        problems.append(f"{path}:{number}: found {len(fields)} fields {fields}; allowed are {', '.join(columns)}")
        return None
    start, end = _time(match[1]), _time(match[2])
    if start is None or end is None:
        problems.append(f"{path}:{number}: found {match[1]!r} to {match[2]!r}; one of them is no date of the calendar")
        return None
    return _Row(table, number, start, end, fields)


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(" ".join(text.split()), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - to_utc knows the zone
    except ValueError:
        return None


def _spans(rows: list[_Row], zone: ZoneInfo, skipped: list[Skipped]) -> list[tuple[_Row, Span]]:
    found = []
    for row in rows:
        span = to_utc(row.start, row.end, zone)
        if span is None:
            skipped.append(row.skip("ends before it begins"))
        else:
            found.append((row, span))
    return found


def to_utc(start: datetime, end: datetime, zone: ZoneInfo) -> Span | None:
    """The span in UTC, or None when it ends before it begins.

    In the hour that comes twice in autumn the first one is meant, unless the span would then end before
    it begins: an end of 02:10 after a start of 02:50 is the second 02:10.
    """
    start_ms = _ms(start, zone)
    end_ms = _ms(end, zone)
    if end_ms < start_ms:
        end_ms = _ms(end.replace(fold=1), zone)
    if end_ms < start_ms:
        return None
    return Span(start_ms, max(end_ms, start_ms + UNDER_A_SECOND_MS))


def _ms(local: datetime, zone: ZoneInfo) -> int:
    since = local.replace(tzinfo=zone) - datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
    return since // timedelta(milliseconds=1)
