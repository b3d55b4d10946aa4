"""What the style tests read: the project's own files, and where its rooms lie."""

import ast
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("panel", "drivers", "zones", "keypad", "comms", "battery", "station")
# Package name to its folder, where the two differ.
FOLDERS = {"hw_sim": "hw-sim/hw_sim"}
PURE = (
    "zones",
    "battery",
    "panel.core",
    "keypad.ui",
    "comms.policy",
    "comms.picture_policy",
    "comms.texting",
    "comms.supervision",
    "comms.reviving",
    "comms.codes",
    "comms.at",
    "comms.at_facts",
    "comms.at_words",
    "drivers.hearing",
    "drivers.key_presses",
    "drivers.tags.pn532",
    "drivers.tags.pn532_dialogue",
    "drivers.tags.presence",
    "drivers.tags.listings",
    "drivers.tags.iso14443",
    "drivers.tags.wiegand",
    "drivers.displays.hd44780",
    "comms.gsm7",
    "comms.pdu",
    "drivers.camera.ring",
    "drivers.camera.plan",
    "drivers.camera.judge",
    "drivers.camera.retention",
    "panel.wiring",
    "panel.doctor",
)
# Never the project's own: kept by tools, by name at any depth.
FOREIGN = {".git", ".venv", "__pycache__", "dist", "build", "node_modules", ".idea", ".vscode"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its dotted name, its text."""

    path: str
    module: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return _parsed(self.path, self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def files() -> list[Path]:
    """Every file of the project, from the root down, without what tools leave behind."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if not _foreign(name))
        found += [Path(folder, name) for name in sorted(names)]
    return found


def sources(*packages: str) -> list[Source]:
    """The Python files of ``packages`` (dotted or plain names of folders), by path."""
    found = []
    for package in packages:
        folder = ROOT / FOLDERS.get(package, package.replace(".", "/"))
        paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
        found += [_source(path) for path in paths if path.is_file()]
    return found


@cache
def pyproject() -> dict[str, Any]:
    """The project's own description."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _foreign(name: str) -> bool:
    return name in FOREIGN or name.endswith(("_cache", ".egg-info")) or name == ".hypothesis"


def _source(path: Path) -> Source:
    relative = path.relative_to(ROOT).as_posix()
    plain = relative.removeprefix("hw-sim/").removesuffix(".py").removesuffix("/__init__")
    return Source(relative, plain.replace("/", "."), path.read_text(encoding="utf-8"))


@cache
def _parsed(path: str, text: str) -> ast.Module:
    return ast.parse(text, path)
