"""The demo's processes: started in order, commissioned, kept running, stopped in order."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from hw_sim.launch import notes
from hw_sim.launch.children import LAST_LINES, Child
from hw_sim.launch.commission import Commissioned, commission
from hw_sim.launch.control import Control
from hw_sim.launch.errors import DoesNotStart, LaunchError
from hw_sim.launch.notes import Notes
from hw_sim.launch.ports import HOST
from hw_sim.launch.processes import last_lines
from hw_sim.launch.programs import ALARMD, BROKER, CAMERAD, COMMSD, STATION, WORLD, programs
from hw_sim.launch.setup import Prepared

UP_S = 30.0  # a cold Pi Zero is slow; a process that cannot come up is noticed by its deaths long before
POLL_S = 0.02
DEATHS_MAX = 3  # while starting: whoever dies that often will not come up by waiting
STOP_ORDER = ((COMMSD, CAMERAD, ALARMD), (STATION, WORLD), (BROKER,))  # nobody is left talking to a wall


class Demo:
    """Runs what ``prepare`` prepared. ``say`` tells a person, one line at a time."""

    def __init__(self, prepared: Prepared, say: Callable[[str], None]) -> None:
        self.prepared = prepared
        self._say = say
        made = programs(prepared.folders, prepared.settings, prepared.ports, prepared.broker)
        self.children = {name: Child(program, say) for name, program in made.items()}
        # Its wires are the panel's board: a board that comes back does so with the power.
        self.children[WORLD].before_restart = self.children[ALARMD].bounce

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Notes]:
        """Everything up and commissioned inside, everything stopped after. Raises LaunchError, OSError.

        Whatever fails inside is raised as it is, not in a group: the caller has one thing to tell.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                keepers = [tasks.create_task(child.keep()) for child in self.children.values()]
                control = Control(self.children[BROKER]).serve(self.prepared.folders.places.socket("launch"))
                keepers.append(tasks.create_task(control))
                try:
                    yield await self._start()
                finally:
                    await self._stop()
                    for keeper in keepers:
                        keeper.cancel()
        except* LaunchError as group:
            raise _first(group) from None

    async def _start(self) -> Notes:
        """The start order of a Pi: alarmd needs its board and nothing else; broker and station may come late."""
        if self.prepared.broker.notice:
            self._say(self.prepared.broker.notice)
        places = self.prepared.folders.places
        for name in (WORLD, BROKER, STATION):
            self.children[name].start()
        await self._until(WORLD, places.socket("world").exists)
        self.children[ALARMD].start()
        await self._until(ALARMD, lambda: _answers(places.socket("console")))
        if self.prepared.config.camera:
            self.children[CAMERAD].start()
        done = await self._commissioned()
        # Not before the keys are exchanged: a station refuses, and rightly says so, what it cannot believe yet.
        self.children[COMMSD].start()
        await self._until(WORLD, lambda: _listens(self.prepared.ports.house))
        await self._until(STATION, lambda: _listens(self.prepared.ports.station))
        written = self._notes(done)
        notes.write(places.data, written)
        if not self.prepared.folders.point():
            self._say(f"another demo is running: for this one say --data {places.data} in other terminals")
        return written

    async def _commissioned(self) -> Commissioned:
        known = self.prepared.known
        if known is not None:
            return Commissioned(pin=known.pin, tags=known.tags)
        await self._until(STATION, lambda: _listens(self.prepared.ports.station))
        return await commission(self.prepared.folders.data, self.prepared.tags)

    def _notes(self, done: Commissioned) -> Notes:
        return Notes(
            panel=self.prepared.config.panel.id,
            pin=done.pin,
            tags=done.tags,
            house_url=f"http://{HOST}:{self.prepared.ports.house}",
            station_url=f"http://{HOST}:{self.prepared.ports.station}",
            mqtt=self.prepared.tap,
        )

    async def _until(self, name: str, condition: Callable[[], bool]) -> None:
        """Waits for a sign of life. Raises DoesNotStart, with the process's last words."""
        child = self.children[name]
        try:
            async with asyncio.timeout(UP_S):
                while not condition():
                    if child.restarts.count >= DEATHS_MAX:
                        raise DoesNotStart(_last_words(child, "keeps dying"))
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise DoesNotStart(_last_words(child, f"is not up after {UP_S:.0f} s")) from None

    async def _stop(self) -> None:
        for names in STOP_ORDER:
            async with asyncio.TaskGroup() as stops:
                for name in names:
                    stops.create_task(self.children[name].stop())


def _last_words(child: Child, what: str) -> str:
    words = "\n    ".join(last_lines(child.program.log, LAST_LINES))
    return f"{child.program.name} {what}; its last lines ({child.program.log}):\n    {words}"


def _first(group: BaseExceptionGroup[LaunchError]) -> BaseException:
    """The first error of a group of groups."""
    found: BaseException = group
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found


def _answers(path: Path) -> bool:
    """Whether somebody listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
