"""Something of the simulated house that serves a socket, in a thread of the test's."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hw_sim.waiting import until

PATIENCE_S = 20


@contextmanager
def served(path: Path, forever: Coroutine[None, None, None]) -> Iterator[None]:
    """Served at ``path`` until the end."""
    ready, loops = threading.Event(), list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()

    async def run() -> None:
        loops.append((asyncio.get_running_loop(), asyncio.Event()))
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(forever)
            await until(path.exists)
            ready.set()
            await loops[0][1].wait()
            serving.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(PATIENCE_S)
    try:
        yield
    finally:
        loop, stop = loops[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE_S)
        path.unlink(missing_ok=True)
