"""Reads the mapping file: which sensor of a recording is which zone of the configuration.

timezone = "Europe/Madrid"      # of the recording's times
door_zone = 1                   # the zone whose opening ends an absence
ignored = ["Bed/Pressure/Bedroom"]

[labels]
total = ["Leaving"]             # nobody is in
night = ["Sleeping"]

[[sensor]]
location = "Maindoor"
type = "Magnetic"
place = "Entrance"
zone = 1
"""

import tomllib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hw_sim.replay.errors import InputErrors
from hw_sim.replay.plain import Sensor
from hw_sim.replay.recording import Recording

_KEYS = ("location", "type", "place")
_TOP = ("timezone", "door_zone", "ignored", "labels", "sensor")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a recording is wired to a panel. Several sensors on one zone are ORed."""

    timezone: ZoneInfo
    door_zone: int
    zones: dict[Sensor, int]
    ignored: tuple[tuple[str, ...], ...]
    total: frozenset[str]
    night: frozenset[str]

    def ignores(self, sensor: Sensor) -> bool:
        """Is it listed under ``ignored``: by location, by location and type, or in full?"""
        return any(sensor[: len(prefix)] == prefix for prefix in self.ignored)


@dataclass(slots=True)
class _Reader:
    """Collects every problem of one file on the way."""

    path: Path
    zone_ids: MappingOf[int, str]
    problems: list[str] = field(default_factory=list)

    def wrong(self, where: str, found: object, allowed: str) -> None:
        self.problems.append(f"{self.path}: {where}: found {found!r}; allowed: {allowed}")

    def zone(self, where: str, found: object) -> int:
        known = ", ".join(f"{number} ({name})" for number, name in self.zone_ids.items())
        if isinstance(found, str):
            found = next((number for number, name in self.zone_ids.items() if name == found), found)
        if not isinstance(found, int) or isinstance(found, bool) or found not in self.zone_ids:
            self.wrong(where, found, f"a zone of the configuration: {known}")
            return 0
        return found

    def words(self, where: str, found: object) -> frozenset[str]:
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.wrong(where, found, "a list of activities, as texts")
            return frozenset()
        return frozenset(found)

    def unknown_keys(self, where: str, table: MappingOf[str, object], allowed: tuple[str, ...]) -> None:
        for key in table:
            if key not in allowed:
                self.wrong(f"{where}{key}", key, ", ".join(allowed))


def read_mapping(path: Path, zone_ids: MappingOf[int, str]) -> Mapping:
    """The mapping, checked against the configuration's zones (id to name).

    Raises InputErrors with every mistake: file, key, what was found, what is allowed.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputErrors([f"{path}: cannot be read: {error.strerror}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputErrors([f"{path}: is not TOML: {error}"]) from error
    reader = _Reader(path, zone_ids)
    reader.unknown_keys("", table, _TOP)
    mapping = _mapping(reader, table)
    if reader.problems:
        raise InputErrors(reader.problems)
    return mapping


def _mapping(reader: _Reader, table: dict[str, object]) -> Mapping:
    labels = table.get("labels")
    if not isinstance(labels, dict):
        reader.wrong("labels", labels, "a table [labels] with total = [...] and night = [...]")
        labels = {}
    reader.unknown_keys("labels.", labels, ("total", "night"))
    total = reader.words("labels.total", labels.get("total", []))
    night = reader.words("labels.night", labels.get("night", []))
    for both in sorted(total & night):
        reader.wrong("labels", both, "each activity under one of total and night")
    return Mapping(
        timezone=_timezone(reader, table.get("timezone")),
        door_zone=reader.zone("door_zone", table.get("door_zone")),
        zones=_sensors(reader, table.get("sensor")),
        ignored=_ignored(reader, table.get("ignored", [])),
        total=total,
        night=night,
    )


def _timezone(reader: _Reader, found: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(found))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder's name or an absolute path is no zone either
        reader.wrong("timezone", found, "a name of the IANA database, such as Europe/Madrid")
        return ZoneInfo("UTC")


def _sensors(reader: _Reader, found: object) -> dict[Sensor, int]:
    if not isinstance(found, list) or not found:
        reader.wrong("sensor", found, "tables [[sensor]] with location, type, place and zone")
        return {}
    zones: dict[Sensor, int] = {}
    for number, table in enumerate(found, start=1):
        where = f"sensor #{number}"
        if not isinstance(table, dict):
            reader.wrong(where, table, "a table with location, type, place and zone")
            continue
        reader.unknown_keys(f"{where}.", table, (*_KEYS, "zone"))
        names = [_text(reader, f"{where}.{key}", table.get(key)) for key in _KEYS]
        sensor = Sensor(*names)
        if sensor in zones:
            reader.wrong(where, str(sensor), "each sensor once")
        zones[sensor] = reader.zone(f"{where}.zone", table.get("zone"))
    return zones


def _text(reader: _Reader, where: str, found: object) -> str:
    if not isinstance(found, str) or not found.strip():
        reader.wrong(where, found, "a text, as in the recording")
        return ""
    return found.strip()


def _ignored(reader: _Reader, found: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(found, list):
        reader.wrong("ignored", found, 'a list such as ["Bed", "Seat/Pressure/Living"], or tables [[ignored]]')
        return ()
    return tuple(_ignored_one(reader, f"ignored #{number}", one) for number, one in enumerate(found, start=1))


def _ignored_one(reader: _Reader, where: str, found: object) -> tuple[str, ...]:
    if isinstance(found, str) and found.strip():
        return tuple(part.strip() for part in found.split("/"))
    if isinstance(found, list) and 0 < len(found) <= len(_KEYS):
        return tuple(_text(reader, where, part) for part in found)
    if isinstance(found, dict):
        reader.unknown_keys(f"{where}.", found, _KEYS)
        given = [key for key in _KEYS if key in found]
        if given and tuple(given) == _KEYS[: len(given)]:
            return tuple(_text(reader, f"{where}.{key}", found[key]) for key in given)
    reader.wrong(where, found, "a location, or location/type/place")
    return ("",)


def check_fit(path: Path, mapping: Mapping, recording: Recording) -> list[str]:
    """Notes about names that never occur. Raises InputErrors when sensors lack a zone or nothing would arm."""
    seen = dict.fromkeys(one.sensor for one in recording.sensors)
    done = dict.fromkeys(label.activity for label in recording.labels)
    problems = [
        f"{path}: sensor {sensor} of the recording has no zone; add a [[sensor]] table for it, or list it under ignored"
        for sensor in sorted(seen)
        if sensor not in mapping.zones and not mapping.ignores(sensor)
    ]
    problems += [
        f"{path}: sensor {sensor} has a zone and is ignored too; allowed: one of both"
        for sensor in mapping.zones
        if mapping.ignores(sensor)
    ]
    wanted = sorted(mapping.total | mapping.night)
    if not any(word in done for word in wanted):
        problems.append(f"{path}: labels: found {wanted}; allowed: what the recording has: {', '.join(sorted(done))}")
    if problems:
        raise InputErrors(problems)
    notes = [f"sensor {sensor} of the mapping never occurs" for sensor in mapping.zones if sensor not in seen]
    return notes + [f"label {word} of the mapping never occurs" for word in wanted if word not in done]
