"""What the kernel itself noted of its lines: interrupts of inputs and levels set on outputs, by its monotonic clock.

Both ends of a way through the panel are so stamped by one clock, and by nobody that takes part. It is the same clock as
that of the stamps which the panel gets with an edge.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

TRACING = Path("/sys/kernel/tracing")
INTERRUPTS = Path("/sys/kernel/irq")
BUFFER_KIB = 16_384

# As "python-125 [000] .....    16.562924: gpio_value: 992 set 1" and
# "bash-121 [000] d.h1.    16.510484: irq_handler_entry: irq=30 name=sereno".
_SET = re.compile(r" (\d+)\.(\d{6}): gpio_value: (\d+) set ([01])$")
_EDGE = re.compile(r" (\d+)\.(\d{6}): irq_handler_entry: irq=(\d+) name=\S+$")


class Note(NamedTuple):
    """An edge came in on ``line`` (``level`` is None), or it was set to a level. ``at_us``: of the monotonic clock."""

    at_us: int
    line: int
    level: bool | None


class Notes:
    """What was noted between two moments."""

    def __init__(self) -> None:
        self.text = ""
        self.lines_of: dict[int, int] = {}
        self.first = 0

    def edges_us(self, line: int) -> list[int]:
        """When an edge came in on a line, in order."""
        return [note.at_us for note in self._all() if note.line == line and note.level is None]

    def set_us(self, line: int, level: bool) -> list[int]:
        """When a line was set to a level, in order."""
        return [note.at_us for note in self._all() if note.line == line and note.level is level]

    def _all(self) -> Iterator[Note]:
        yield from read(self.text, self.lines_of, self.first)


def read(text: str, lines_of: Mapping[int, int], first: int) -> Iterator[Note]:
    """The notes in a trace. ``lines_of``: the line of each interrupt; ``first``: the kernel's number of line 0."""
    for row in text.splitlines():
        if found := _SET.search(row):
            yield Note(_us(found), int(found[3]) - first, found[4] == "1")
        elif (found := _EDGE.search(row)) and int(found[3]) in lines_of:
            yield Note(_us(found), lines_of[int(found[3])], None)


@contextmanager
def noting(consumer: str) -> Iterator[Notes]:
    """Has the kernel take notes meanwhile of every line that ``consumer`` holds; they are there afterwards."""
    notes = Notes()
    notes.lines_of = _lines_of(consumer)
    notes.first = int(next(Path("/sys/class/gpio").glob("gpiochip*/base")).read_text())
    events = TRACING / "events"
    for name, text in (("tracing_on", "0"), ("trace_clock", "mono"), ("buffer_size_kb", str(BUFFER_KIB))):
        (TRACING / name).write_text(text)
    (events / "gpio" / "gpio_value" / "filter").write_text("get == 0")
    (events / "irq" / "irq_handler_entry" / "filter").write_text(f'name == "{consumer}"')
    for event in ("gpio/gpio_value", "irq/irq_handler_entry"):
        (events / event / "enable").write_text("1")
    (TRACING / "trace").write_text("")
    (TRACING / "tracing_on").write_text("1")
    yield notes
    (TRACING / "tracing_on").write_text("0")
    notes.text = (TRACING / "trace").read_text()


def _lines_of(consumer: str) -> dict[int, int]:
    held = [path.parent for path in INTERRUPTS.glob("*/actions") if consumer in path.read_text().strip().split(",")]
    return {int(folder.name): int((folder / "hwirq").read_text()) for folder in held}


def _us(found: re.Match[str]) -> int:
    return int(found[1]) * 1_000_000 + int(found[2])
