"""Two ways to draw a show: a live screen on a terminal, plain lines anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.live import Live

from hw_sim.screen.show import Draw
from hw_sim.screen.snapshot import Snapshot, told
from hw_sim.screen.view import draw


@contextmanager
def drawn(out: TextIO = sys.stdout) -> Iterator[Draw]:
    """How to draw on ``out``; the terminal is as it was afterwards. The launcher's notes are on the
    screen; where there is none it prints them itself."""
    if out.isatty():
        with live(Console(file=out)) as on_screen:
            yield on_screen
    else:
        yield lambda before, now, printed: _lines(out, before, now, printed)


@contextmanager
def live(console: Console) -> Iterator[Draw]:
    """The whole terminal. No refreshing thread: the launcher forks, and what a thread holds is lost then."""
    with Live(console=console, screen=True, auto_refresh=False) as screen:

        def show(before: Snapshot, now: Snapshot, printed: list[str]) -> None:
            del before, printed
            screen.update(draw(now), refresh=True)

        yield show


def _lines(out: TextIO, before: Snapshot, now: Snapshot, printed: list[str]) -> None:
    for line in [*told(before, now), *(f"station  {line}" for line in printed)]:
        print(line, file=out, flush=True)
