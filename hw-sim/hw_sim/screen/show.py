"""Keeps what the screen shows up to date, and hands it to whoever draws it."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec

from hw_sim.screen import watch
from hw_sim.screen.snapshot import Snapshot
from hw_sim.screen.tail import Tail

PANEL_S, PANEL_CALM_S = 0.5, 5.0
LOOKS = 4  # what the panel makes of a change may take it a moment
STATION_S = 0.2
AGAIN_S = 0.3
FRAME_S = 0.1  # ten pictures a second, and none while nothing changes
STATION_LINES = 60
NOTES = 30

Draw = Callable[[Snapshot, Snapshot, list[str]], None]  # (before, now, what the station printed meanwhile)


class Show:
    """The demo seen from outside. ``draw`` is called with every picture that differs from the last, and when asked."""

    def __init__(self, first: Snapshot, house_port: int, console: Path, station_log: Path) -> None:
        self.now = first
        self._house_port = house_port
        self._console = console
        self._tail = Tail(station_log, STATION_LINES)
        self._notes: deque[str] = deque(first.notes, maxlen=NOTES)
        self._printed: list[str] = []
        self._changed = asyncio.Event()
        self._stirred = asyncio.Event()

    def note(self, line: str) -> None:
        """Something the launcher itself has to say."""
        self._notes.append(line)
        self._set(notes=tuple(self._notes))

    def redraw(self) -> None:
        """Draws the same picture again: the paper changed."""
        self._changed.set()

    async def run(self, draw: Draw) -> None:
        """Watches and draws, for ever, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch_house())
            tasks.create_task(self._watch_panel())
            tasks.create_task(self._watch_station())
            before = msgspec.structs.replace(self.now, house=None, panel=None)
            while True:
                now, printed, self._printed = self.now, self._printed, []
                self._changed.clear()
                draw(before, now, printed)
                before = now
                await asyncio.sleep(FRAME_S)
                await self._changed.wait()

    async def _watch_house(self) -> None:
        while True:
            try:
                async for view in watch.house(self._house_port):
                    self._set(house=view)
            except (OSError, msgspec.DecodeError):
                self._set(house=None)
            await asyncio.sleep(AGAIN_S)

    async def _watch_panel(self) -> None:
        """Often while something happens, else seldom: being asked costs alarmd more than its idling does."""
        while True:
            self._stirred.clear()
            for _ in range(LOOKS):
                self._set(panel=await watch.status(self._console))
                await asyncio.sleep(PANEL_S)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PANEL_CALM_S):
                    await self._stirred.wait()

    async def _watch_station(self) -> None:
        while True:
            if more := self._tail.more():
                self._printed += more
                self._set(station=tuple(self._tail.last))
            await asyncio.sleep(STATION_S)

    def _set(self, **fields: object) -> None:
        now = msgspec.structs.replace(self.now, **fields)
        if now != self.now:
            self.now = now
            self._changed.set()
            if "panel" not in fields:
                self._stirred.set()
