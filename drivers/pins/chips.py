"""Finding the GPIO controller of the 40-pin header among the chips the kernel shows.

A chip's number says nothing: on a Pi 5 the header was gpiochip4 and became gpiochip0 with a kernel
update. The label is the driver's own name, so the label decides, and any other chip is refused:
driving a siren's number on somebody else's controller may switch the board's power off.
"""

import errno
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import gpiod
from gpiod.line import Direction, Value

from drivers.errors import PinFactoryError

# Pi 5 family (the RP1 chip), then everything before it (bcm2835, bcm2711).
PI_LABELS = ("pinctrl-rp1", "pinctrl-bcm2*")


def find_chip(labels: Sequence[str] = PI_LABELS, folder: Path = Path("/dev")) -> Path:
    """The chip whose label matches the earliest of ``labels`` (shell patterns). Raises PinFactoryError."""
    seen: list[tuple[Path, str]] = []
    for path in sorted(folder.glob("gpiochip*")):
        try:
            seen.append((path, label_of(path)))
        except OSError as error:
            seen.append((path, f"({error.strerror})"))
    for wanted in labels:
        for path, label in seen:
            if fnmatchcase(label, wanted):
                return path
    found = ", ".join(f"{path.name} {label}" for path, label in seen) or "no gpiochip at all"
    raise PinFactoryError(
        f"board: no GPIO controller of a Raspberry Pi: found {found}; allowed are {' and '.join(labels)}. "
        f"Run on a Pi, and as a user of the group gpio; to see a panel without one, `./sereno demo`."
    )


def checked_chip(path: Path, labels: Sequence[str]) -> Path:
    """``path``, when its label matches one of ``labels``. Raises PinFactoryError."""
    try:
        label = label_of(path)
    except OSError as error:
        raise PinFactoryError(
            f"board: {path} cannot be opened: {error.strerror}; a GPIO chip that this user may open is needed. "
            f"`gpiodetect` lists the chips; the group gpio may open them."
        ) from error
    if not any(fnmatchcase(label, wanted) for wanted in labels):
        raise PinFactoryError(
            f"board: {path} is {label}; allowed are {' and '.join(labels)}. `gpiodetect` lists the chips."
        )
    return path


def driven_level(path: Path, line: int, consumer: str) -> int | None:
    """The level of a line that a former holder left an output; None when it is an input.

    Raises OSError when somebody holds it, with the holder's name. The line is held for a moment, and not moved.
    """
    with gpiod.Chip(str(path)) as chip:
        before = chip.get_line_info(line)
        if before.used:
            raise OSError(errno.EBUSY, f"is held by {before.consumer or 'the kernel'}")
        with chip.request_lines({line: None}, consumer=consumer) as held:
            # Asked while it is held: only then a line tells its true direction.
            driven = chip.get_line_info(line).direction is Direction.OUTPUT
            return int(held.get_value(line) is Value.ACTIVE) if driven else None


def label_of(path: Path) -> str:
    """The label a chip's driver gave it. Raises OSError."""
    with gpiod.Chip(str(path)) as chip:
        return chip.get_info().label
