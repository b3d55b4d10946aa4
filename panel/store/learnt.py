"""What years teach a panel about its battery, in a file of its own: nothing of it is needed to protect."""

from pathlib import Path

import msgspec

from panel.store.errors import from_os

FILE = "battery.json"


class Learnt(msgspec.Struct, frozen=True):
    """What the battery with ``printed_mah`` on its label gives in truth."""

    printed_mah: int
    capacity_mah: float


def load_learnt(folder: Path, printed_mah: int) -> float | None:
    """What was learnt of a battery with that label; None if nothing was, or of another one, or the file is ruined."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Learnt)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    sane = found.printed_mah == printed_mah and 0 < found.capacity_mah <= 2 * printed_mah
    return found.capacity_mah if sane else None


def save_learnt(folder: Path, learnt: Learnt) -> None:
    """Keeps it, whole or not at all. Raises StorageFailed."""
    made = folder / f"{FILE}.new"
    try:
        made.write_bytes(msgspec.json.encode(learnt))
        made.replace(folder / FILE)
    except OSError as error:
        raise from_os(error, made) from error
