"""A bus in another process, over its socket: wire, errors, silence, and a world that goes and comes back."""

import asyncio
import errno
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.supply.ina219 import Ina219
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.ina219 import RESET, Ina219Chip
from hw_sim.i2c.remote import RemoteWire, remote_bus
from hw_sim.i2c.server import BusServer
from hw_sim.wire_socket import answered
from tests.hw_sim.waiting import until, wait_for

PATIENCE_S = 20


class World:
    """The other process, in a thread of the test's."""

    def __init__(self) -> None:
        self.buses = Buses()
        self.bus = self.buses.at(1)
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
        self.server = BusServer(self.buses, self.chip.converts)
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
    world, wire = World(), RemoteWire(path, 1)
    with world.at(path):
        world.chip.bus_mv, world.chip.shunt_uv = 12_600, -60_000
        gauge = Ina219(wire)
        assert gauge.read() is None
        found = gauge.read()
        assert found is not None and (found.battery_mv, found.out_ma) == (12_600, 600)
        wire.close()


def test_nobody_at_an_address_is_the_kernels_own_error(path: Path) -> None:
    world, wire = World(), RemoteWire(path, 1)
    with world.at(path), pytest.raises(OSError, match=os.strerror(errno.EREMOTEIO)):
        wire.read_word(0x41, 0)
    wire.close()


def test_a_world_that_is_gone_is_a_bus_that_is_gone_and_comes_back_with_it(path: Path) -> None:
    world, wire = World(), RemoteWire(path, 1)
    with pytest.raises(OSError, match="No such device"):
        wire.read_word(0x40, 0)
    for _ in range(2):
        with world.at(path):
            assert wire.read_word(0x40, 0) == RESET
        with pytest.raises(OSError, match="No such device"):
            wire.read_word(0x40, 0)


def test_a_bus_that_hangs_keeps_its_errand_until_it_hangs_no_more(path: Path) -> None:
    world = World()
    with world.at(path):
        world.bus.hung = True
        bus = remote_bus(path, 1)
        errand = bus.ask(lambda: bus.wire.read_word(0x40, 0))
        assert errand is not None
        world.stir()
        assert errand.answer is None
        world.bus.hung = False
        world.stir()
        assert wait_for(lambda: errand.answer, "an answer of a bus that hangs no more").value == RESET
        bus.close()


@pytest.mark.parametrize(
    "line", ["", "1 40 00", "1 zz 00 2", "1 40 0 2", "1 80 00 2", "1 40 00 -1", "1 40 00 5000", "x 40 - 1"]
)
def test_nonsense_is_an_invalid_argument(line: str) -> None:
    assert _asked(line) == f"! {errno.EINVAL}"


def test_a_bus_that_the_house_does_not_have_is_no_device_and_an_address_without_a_chip_does_not_answer() -> None:
    assert _asked("2 40 00 2") == f"! {errno.ENODEV}"
    assert _asked("1 41 00 2") == f"! {errno.EREMOTEIO}"
    assert _asked("1 40 00 2") == f"= {RESET:04x}"
    assert _asked("1 40 05123f 0") == "= "


def _asked(line: str) -> str:
    buses = Buses()
    buses.at(1).chips[0x40] = Ina219Chip()
    return asyncio.run(answered(line, BusServer(buses, lambda: None).answer))
