"""Where things lie: the data folder and the short runtime folder with the sockets.

A Unix socket's path ends at 108 bytes, so sockets never lie under a data folder somebody chose; the
data folder's file ``runtime`` says where they are.
"""

import os
from pathlib import Path

import msgspec

INSTALLED_DATA = Path("/var/lib/sereno")
INSTALLED_RUNTIME = Path("/run/sereno")


class PlaceError(Exception):
    """No running panel is where it was looked for."""


class Places(msgspec.Struct, frozen=True):
    """The folders of one installation."""

    data: Path
    runtime: Path

    def socket(self, name: str) -> Path:
        """The path of the socket ``name``: comms, camera, console, world, lens or launch."""
        return self.runtime / f"{name}.sock"


def demo_pointer() -> Path:
    """Where a running demo leaves the path of its data folder, so that other terminals find it."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp")
    return base / f"sereno-demo-{os.getuid()}"


def find(data: Path | None) -> Places:
    """The installation meant: the folder given, else the running demo's, else the installed one.

    Raises PlaceError, with what to do, when there is none.
    """
    if data is not None:
        return _of(data)
    pointer = demo_pointer()
    if pointer.is_file():
        return _of(Path(pointer.read_text(encoding="utf-8").strip()))
    if INSTALLED_RUNTIME.is_dir():
        return Places(INSTALLED_DATA, INSTALLED_RUNTIME)
    raise PlaceError("no panel is running here: start `./sereno demo`, or name its folder with --data DIR")


def _of(data: Path) -> Places:
    pointer = data / "runtime"
    if not pointer.is_file():
        raise PlaceError(f"{data} holds no running panel (no file `runtime`): start it, or name another --data")
    return Places(data, Path(pointer.read_text(encoding="utf-8").strip()))
