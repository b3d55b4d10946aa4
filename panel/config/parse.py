"""From a file to a ``Config``, or to every fault in it at once."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from panel.config import (
    alarm_checks,
    buses,
    checks,
    clock_checks,
    keypad_checks,
    loop_checks,
    pins,
    reader_checks,
    sensor_checks,
    serial_buses,
    shape,
)
from panel.config.errors import ConfigError, Problem
from panel.config.findings import Finding
from panel.config.messages import ENGLISH, Fault
from panel.config.model import Config
from panel.config.toml_lines import Lines

SIZE_MAX = 1 << 20  # the largest panel, 92 inputs and 999 zones, stays far below


def load(path: Path) -> Config:
    """The configuration in the file at ``path``. Raises ConfigError, holding every problem of the file."""
    name = str(path)
    try:
        if path.exists() and not path.is_file():  # a pipe would block, a device never end
            raise _refused(Fault.UNREADABLE, name, "no regular file")
        with path.open("rb") as file:
            raw = file.read(SIZE_MAX + 1)
    except OSError as error:
        raise _refused(Fault.UNREADABLE, name, error.strerror or str(error)) from error
    if len(raw) > SIZE_MAX:
        raise _too_large(name)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(Fault.NOT_UTF8, name, f"the byte 0x{raw[error.start]:02X}", line) from error
    return parse(text, name)


def parse(text: str, name: str) -> Config:
    """The configuration that ``text`` describes; ``name`` stands for the file in errors.

    Raises ConfigError, holding every problem of the text, in the order of its lines.
    """
    if len(text.encode("utf-8", "surrogatepass")) > SIZE_MAX:
        raise _too_large(name)
    data = _toml(text, name)
    findings = list(_findings(data))
    if not findings:
        return msgspec.convert(data, Config)
    lines = Lines(text)
    problems = [_problem(finding, name, lines) for finding in findings]
    raise ConfigError(sorted(problems, key=lambda problem: problem.line))


def _too_large(name: str) -> ConfigError:
    return _refused(Fault.TOO_LARGE, name, "more than that", limit=str(SIZE_MAX))


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise _refused(Fault.TOO_DEEP, name, "more brackets within each other than can be read") from error
    except tomllib.TOMLDecodeError as error:
        found, line = _syntax(str(error), text)
        raise _refused(Fault.SYNTAX, name, found, line) from error
    except ValueError as error:  # int() refuses a number of thousands of digits
        raise _refused(Fault.SYNTAX, name, "a number with more digits than can be read") from error


def _syntax(message: str, text: str) -> tuple[str, int]:
    """What ``tomllib`` met and in which line; before Python 3.14 it tells the line in its message only."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if place is None:
        return _lower(message.removesuffix(" (at end of document)")) + " at the end of the file", len(text.splitlines())
    return f"{_lower(message[: place.start()])} at column {place[2]}", int(place[1])


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].splitlines()[0][:120]


def _findings(data: dict[str, Any]) -> Iterator[Finding]:
    sheet, findings = shape.read(data)
    yield from findings
    of_devices = (*keypad_checks.CHECKS, *reader_checks.CHECKS, *loop_checks.CHECKS, *sensor_checks.CHECKS)
    of_wires = (*pins.CHECKS, *buses.CHECKS, *serial_buses.CHECKS)
    for check in (*checks.CHECKS, *alarm_checks.CHECKS, *of_wires, *of_devices, *clock_checks.CHECKS):
        yield from check(sheet)


def _problem(finding: Finding, name: str, lines: Lines) -> Problem:
    other = {"other_line": str(lines.line(finding.other))} if finding.other else {}
    return Problem(
        fault=finding.fault,
        file=name,
        line=lines.line(finding.path),
        place=finding.place,
        key=finding.key,
        found=finding.found,
        allowed=finding.allowed(),
        hint=finding.hint(other),
    )


def _refused(fault: Fault, name: str, found: str, line: int = 0, **facts: str) -> ConfigError:
    text = ENGLISH[fault]
    allowed, hint = text.allowed.format_map(facts), text.hint.format_map(facts)
    return ConfigError([Problem(fault=fault, file=name, line=line, found=found, allowed=allowed, hint=hint)])
