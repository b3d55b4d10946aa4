"""alarmd as a process of its own, on wires that a test moves through its standard input.

Lines: ``trip INPUT``, ``secure INPUT``, ``tag``, ``break`` (the next step breaks an invariant of the core).
"""

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from drivers.board import open_board
from hw_sim.pins.devices import WiegandSender, contacts_of
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from panel import main
from panel.config import load
from panel.config.readers import wiegand_lines
from panel.core import step
from panel.core.plan import Plan
from panel.core.state import State
from panel.daemon import loop as loops
from tests.support.panel_on_wires import TAG

BROKEN = "planted: an invariant is broken"


def start(config_path: str, data: str, runtime: str) -> int:
    """Builds the wires and runs the panel until it is stopped."""
    config = load(Path(config_path))
    wires = Wires(time.monotonic_ns)
    contacts = contacts_of(config, wires)
    reader = WiegandSender(wires, *wiegand_lines(config.reader[0]))

    def obey(line: str) -> None:
        verb, _, name = line.strip().partition(" ")
        if verb == "trip":
            contacts[name].trip()
        elif verb == "secure":
            contacts[name].secure()
        elif verb == "tag":
            reader.present(TAG)
        elif verb == "break":
            step.check = _broken

    _listen_once_running(obey)
    return main.run(config, open_board(config, SimFactory(wires)), Path(data), Path(runtime))


def _broken(plan: Plan, state: State, now_ms: int) -> None:
    raise AssertionError(BROKEN)


def _listen_once_running(obey: Callable[[str], None]) -> None:
    """Hands each line to the loop's thread, where edges belong."""
    run = loops.Loop.run

    async def run_and_listen(self: loops.Loop) -> None:
        loop = asyncio.get_running_loop()

        def read() -> None:
            for line in sys.stdin:
                loop.call_soon_threadsafe(obey, line)

        threading.Thread(target=read, daemon=True).start()
        await run(self)

    loops.Loop.run = run_and_listen  # type: ignore[method-assign]  # to listen in


if __name__ == "__main__":
    sys.exit(start(*sys.argv[1:]))
