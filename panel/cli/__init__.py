"""The command ``sereno``: finds the command named, imports that one only, and runs it.

A command is a module with ``SUMMARY``, ``add_arguments(parser)`` and ``run(args) -> int``, named under the entry-point
group ``sereno.commands``: whoever installs another package can add commands, and nothing here lists them. Only the
chosen one is imported, because alarmd starts through here and must protect within 0.8 s.
"""

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, requires, version
from typing import Protocol, cast

GROUP = "sereno.commands"
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130  # as a shell reports a process that SIGINT ended


class Command(Protocol):
    """What a command's module offers."""

    SUMMARY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declares the command's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Runs it; the value is the exit code: 0 done, 1 failed, 2 wrong usage or configuration."""
        ...


class Unavailable(Exception):
    """A command's module cannot be imported; its text says what is missing and how to get it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs ``sereno`` with ``argv`` (without the program's name) and returns its exit code."""
    if not __debug__:
        # Asserts end a process whose state is broken before it can do harm; -O would take them out.
        return _refuse("does not run with -O or PYTHONOPTIMIZE: its assertions are part of the protection")
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(words)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader had enough (`sereno station log | head`): no error, but nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _dispatch(words: list[str]) -> int:
    commands = {entry.name: entry for entry in entry_points(group=GROUP)}
    if not words or words[0].startswith("-"):
        return _root(words, commands)
    name, *rest = words
    if name not in commands:
        return _refuse(f"has no command '{name}'{_nearest(name, commands)}; `sereno --help` lists them")
    try:
        command = load(commands[name])
    except Unavailable as missing:
        return _refuse(f"cannot run '{name}': {missing}", code=1)
    parser = argparse.ArgumentParser(prog=f"sereno {name}", description=command.SUMMARY, allow_abbrev=False)
    command.add_arguments(parser)
    return command.run(parser.parse_args(rest))


def load(entry: EntryPoint) -> Command:
    """Imports one command. Raises Unavailable when its module, or something it needs, is not installed.

    Any other error while importing is a bug in the command and is not hidden.
    """
    try:
        return cast(Command, importlib.import_module(entry.value))
    except ModuleNotFoundError as error:
        raise _explained(error.name or entry.value) from error


def _explained(module: str) -> Unavailable:
    """Why ``module`` is missing, in words a user can act on."""
    top = module.partition(".")[0]
    extra = _extra_with(top)
    if extra:
        return Unavailable(f"it needs {top}: pip install 'sereno[{extra}]'")
    return Unavailable(f"{module} is not part of this installation: install the whole of Sereno")


def _extra_with(package: str) -> str | None:
    """The smallest extra of ours that brings ``package``, by its name on the index; None when none does."""
    try:
        lines = requires("sereno") or []
    except PackageNotFoundError:
        return None
    extras = [line.partition("extra == ")[2].strip("'\" ") for line in lines]
    bringing = {extra for line, extra in zip(lines, extras, strict=True) if extra and line.startswith(package)}
    return min(sorted(bringing), key=extras.count, default=None)


def _root(words: list[str], commands: dict[str, EntryPoint]) -> int:
    parser = argparse.ArgumentParser(
        prog="sereno",
        description="An open, professional intrusion-alarm panel.",
        epilog="`sereno COMMAND --help` explains one of them.",
        usage="sereno [--help] [--version] COMMAND ...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sereno {_version()}")
    if set(words) & {"-h", "--help"}:  # only then is every command imported, for its summary
        parser.description = f"{parser.description}\n\ncommands:\n{_listing(commands)}"
    parser.parse_args(words)
    parser.print_usage(sys.stderr)
    return EXIT_USAGE


def _listing(commands: dict[str, EntryPoint]) -> str:
    width = max((len(name) for name in commands), default=0)
    return "\n".join(f"  {name:<{width}}  {_summary(entry)}" for name, entry in sorted(commands.items()))


def _summary(entry: EntryPoint) -> str:
    try:
        return load(entry).SUMMARY
    except Unavailable as missing:
        return f"(not available: {missing})"


def _nearest(name: str, commands: dict[str, EntryPoint]) -> str:
    near = difflib.get_close_matches(name, commands, n=1)
    return f", did you mean '{near[0]}'?" if near else ""


def _version() -> str:
    try:
        return version("sereno")
    except PackageNotFoundError:
        return "(not installed)"


def _refuse(sentence: str, *, code: int = EXIT_USAGE) -> int:
    print(f"sereno {sentence}", file=sys.stderr)
    return code
