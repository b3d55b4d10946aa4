"""The station's own key and those of the panels it believes, as files in its folder.

Files, not rows: a panel is enrolled by a short-lived command while the station runs, and two
processes never open one store. ``identity.json`` is the secret; ``panels/<id>.json`` are public.
"""

from pathlib import Path

from comms.keys import (
    Identity,
    KeyFile,
    KeyKind,
    confirm,
    format_key_file,
    generate,
    load_identity,
    load_key_file,
    save_identity,
    save_private,
)
from station.errors import StationError

IDENTITY = "identity.json"
PANELS = "panels"
DEFAULT_ID = "station"


def identity(folder: Path, id: str = DEFAULT_ID) -> Identity:
    """The station's own, made on first use. Raises KeyFileError, OSError."""
    path = folder / IDENTITY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        save_identity(generate(KeyKind.STATION, id), path)
    return load_identity(path)


def enrol(folder: Path, key: KeyFile, fingerprint: str) -> None:
    """Believes ``key`` from now on. Raises FingerprintError, StationError unless it is a panel's, OSError."""
    confirm(key, fingerprint)
    if key.kind is not KeyKind.PANEL:
        raise StationError(f"the key of {key.id!r} is a {key.kind.value}'s; a station enrols panels only")
    (folder / PANELS).mkdir(parents=True, exist_ok=True)
    save_private(folder / PANELS / f"{key.id}.json", format_key_file(key).encode("ascii"))


def panels(folder: Path) -> dict[str, KeyFile]:
    """Every enrolled panel's key by panel id. Raises KeyFileError."""
    keys = (load_key_file(path) for path in sorted((folder / PANELS).glob("*.json")))
    return {key.id: key for key in keys}


def panels_stamp(folder: Path) -> int:
    """Changes whenever a panel is enrolled (each is a new file); 0 when none ever was."""
    try:
        return (folder / PANELS).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
