"""``sereno config``: checks a configuration, prints its schema or an example. Starts nothing."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from panel.config import Config, ConfigError, load
from panel.config.schema import example_text, schema_text

SUMMARY = "check a configuration, or print its schema or an example"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds check, schema and example."""
    commands = parser.add_subparsers(dest="config_command", required=True, metavar="check|schema|example")
    check = commands.add_parser("check", help="tell every mistake in a configuration, with its line")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="one JSON object on the last line")
    commands.add_parser("schema", help="print the JSON Schema, for editors")
    commands.add_parser("example", help="print a ready example: a home on two storeys and its garage")


def run(args: argparse.Namespace) -> int:
    """0 when all is well, 2 when the configuration is refused."""
    if args.config_command == "check":
        return _check(args.file, args.json)
    sys.stdout.write(schema_text() if args.config_command == "schema" else example_text())
    return 0


def _check(file: Path, as_json: bool) -> int:
    try:
        config = load(file)
    except ConfigError as error:
        return _refuse(file, error, as_json)
    counts = {"zones": len(config.zone), "areas": len(config.area), "inputs": len(config.input)}
    if as_json:
        print(json.dumps({"ok": True, "file": str(file), **counts, "problems": []}))
    else:
        print(f"{file}: in order: {_summary(config)}")
    return 0


def _summary(config: Config) -> str:
    areas = ", ".join(area.name for area in config.area)
    return f"{len(config.zone)} zones in {len(config.area)} areas ({areas}), {len(config.output)} outputs"


def _refuse(file: Path, error: ConfigError, as_json: bool) -> int:
    count = len(error.problems)
    print(error, file=sys.stderr)
    print(f"{count} error{'' if count == 1 else 's'} in {file}; nothing was started", file=sys.stderr)
    if as_json:
        problems = [{**msgspec.to_builtins(problem), "text": str(problem)} for problem in error.problems]
        print(json.dumps({"ok": False, "file": str(file), "problems": problems}))
    return 2
