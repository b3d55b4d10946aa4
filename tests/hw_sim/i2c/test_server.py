"""A bus in another process, over its socket: words, errors, silence, and a world that goes and comes back."""

import asyncio
import errno
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.ina219 import Ina219
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ina219 import RESET, Ina219Chip
from hw_sim.i2c.remote import RemoteWords, remote_bus
from hw_sim.i2c.server import BusServer
from tests.hw_sim.waiting import until, wait_for

PATIENCE_S = 20


class World:
    """The other process, in a thread of the test's."""

    def __init__(self) -> None:
        self.bus = Bus()
        self.bus.chips[0x40] = self.chip = Ina219Chip()
        self._ready = threading.Event()

    @contextmanager
    def at(self, path: Path) -> Iterator[None]:
        thread = threading.Thread(target=lambda: asyncio.run(self._serve(path)))
        thread.start()
        assert self._ready.wait(PATIENCE_S)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._stop.set)
            thread.join(PATIENCE_S)
            path.unlink(missing_ok=True)
            self._ready.clear()

    def stir(self) -> None:
        self._loop.call_soon_threadsafe(self.server.stir)

    async def _serve(self, path: Path) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.server = BusServer(self.bus, self.chip.converts)
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(self.server.run(path))
            await until(path.exists)
            self._ready.set()
            await self._stop.wait()
            serving.cancel()


@pytest.fixture
def path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "i2c.sock"


def test_the_real_driver_reads_a_gauge_in_another_process(path: Path) -> None:
    world, words = World(), RemoteWords(path)
    with world.at(path):
        world.chip.bus_mv, world.chip.shunt_uv = 12_600, 60_000
        gauge = Ina219(words)
        assert gauge.read() is None
        found = gauge.read()
        assert found is not None and (found.battery_mv, found.out_ma) == (12_600, 600)
        words.close()


def test_nobody_at_an_address_is_the_kernels_own_error(path: Path) -> None:
    world, words = World(), RemoteWords(path)
    with world.at(path), pytest.raises(OSError, match=os.strerror(errno.EREMOTEIO)):
        words.read_word(0x41, 0)
    words.close()


def test_a_world_that_is_gone_is_a_bus_that_is_gone_and_comes_back_with_it(path: Path) -> None:
    world, words = World(), RemoteWords(path)
    with pytest.raises(OSError, match="No such device"):
        words.read_word(0x40, 0)
    for _ in range(2):
        with world.at(path):
            assert words.read_word(0x40, 0) == RESET
        with pytest.raises(OSError, match="No such device"):
            words.read_word(0x40, 0)


def test_a_bus_that_hangs_keeps_its_errand_until_it_hangs_no_more(path: Path) -> None:
    world = World()
    with world.at(path):
        world.bus.hung = True
        bus = remote_bus(path)
        errand = bus.ask(lambda: bus.words.read_word(0x40, 0))
        assert errand is not None
        world.stir()
        assert errand.answer is None
        world.bus.hung = False
        world.stir()
        assert wait_for(lambda: errand.answer, "an answer of a bus that hangs no more").value == RESET
        bus.close()


@pytest.mark.parametrize("line", ["", "x 40 0", "r", "r zz 0", "w 40 0 fffff", "w 40 0", "r 40 0 0"])
def test_nonsense_is_an_invalid_argument(line: str) -> None:
    bus = Bus()
    bus.chips[0x40] = Ina219Chip()
    assert BusServer(bus, lambda: None)._answer(line) == f"! {errno.EINVAL}"
