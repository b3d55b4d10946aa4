"""The folders of one demo: made, claimed, pointed to, and gone afterwards."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from hw_sim.launch.errors import DataInUse, UnusableFolder
from panel.places import Places, demo_pointer

PARTS = ("alarmd", "commsd", "camerad", "station", "broker", "world", "tls")
PREFIX = "sereno-"
_WHY_NOT = {
    FileExistsError: "it, or something in it, is a file and no folder",
    NotADirectoryError: "a part of its path is a file and no folder",
    PermissionError: "you may not write there",
}


class Folders:
    """A data folder, ours alone while we run, and a short runtime folder for the sockets."""

    def __init__(self, data: Path | None) -> None:
        """``data`` None: a temporary one. Raises UnusableFolder, DataInUse when another demo has it, OSError."""
        self.kept = data is not None
        self.pointed = False  # whether other terminals find this demo without naming it
        self.data = data.resolve() if data is not None else Path(tempfile.mkdtemp(prefix=f"{PREFIX}data-"))
        try:
            self._claim = _made(self.data)
        except OSError as error:
            why = _WHY_NOT.get(type(error), (error.strerror or str(error)).lower())
            raise UnusableFolder(f"{self.data} cannot hold a demo: {why}; name another folder with --data") from error
        base = os.environ.get("XDG_RUNTIME_DIR")
        self.runtime = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base if base and Path(base).is_dir() else None))
        (self.data / "runtime").write_text(f"{self.runtime}\n", encoding="utf-8")
        self.places = Places(self.data, self.runtime)

    def log(self, name: str) -> Path:
        """Where a child's words go."""
        return self.data / name / "log"

    def point(self) -> bool:
        """Lets other terminals find this demo without naming it; False when another running demo is
        found that way already."""
        pointer = demo_pointer()
        if pointer.is_file() and in_use(Path(pointer.read_text(encoding="utf-8").strip())):
            return False
        pointer.parent.mkdir(parents=True, exist_ok=True)
        pointer.write_text(f"{self.data}\n", encoding="utf-8")
        self.pointed = True
        return True

    def remove(self) -> None:
        """Takes everything away that was only for this run; a data folder that was named stays."""
        pointer = demo_pointer()
        if pointer.is_file() and pointer.read_text(encoding="utf-8").strip() == str(self.data):
            pointer.unlink()
        (self.data / "runtime").unlink(missing_ok=True)
        shutil.rmtree(self.runtime, ignore_errors=True)
        os.close(self._claim)
        if not self.kept:
            shutil.rmtree(self.data, ignore_errors=True)


def in_use(data: Path) -> bool:
    """Whether a running demo has this data folder."""
    try:
        os.close(_claim(data))
    except (DataInUse, OSError):
        return data.is_dir()
    return False


def sweep() -> None:
    """Removes what a demo left behind that was killed and could not clean up: its pointer leads there.

    Only temporary folders that no demo claims: a folder somebody named is theirs.
    """
    pointer = demo_pointer()
    if not pointer.is_file():
        return
    data = Path(pointer.read_text(encoding="utf-8").strip())
    if in_use(data):
        return
    runtime = data / "runtime"
    if runtime.is_file():
        _remove_ours(Path(runtime.read_text(encoding="utf-8").strip()))
        runtime.unlink(missing_ok=True)
    _remove_ours(data, f"{PREFIX}data-")
    pointer.unlink(missing_ok=True)


def _remove_ours(folder: Path, prefix: str = PREFIX) -> None:
    if folder.name.startswith(prefix) and folder.is_dir() and folder.stat().st_uid == os.getuid():
        shutil.rmtree(folder, ignore_errors=True)


def _made(data: Path) -> int:
    """Makes the folder with its parts and claims it. Raises DataInUse, OSError."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    claim = _claim(data)
    try:
        for part in PARTS:
            (data / part).mkdir(mode=0o700, exist_ok=True)
    except OSError:
        os.close(claim)
        raise
    return claim


def _claim(data: Path) -> int:
    """Locks the folder; the kernel lets go of it whatever becomes of us. Raises DataInUse."""
    claim = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(claim)
        raise DataInUse(f"a demo is running on {data} already; stop it, or name another folder with --data") from error
    return claim
