"""The three kinds of wires under the same drivers: in this process, behind a socket, in the kernel.

A test moves wires by ``put`` and reads them by ``level``, as somebody with a battery and a meter would.
"""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import gpiod
import gpiozero
from gpiod.line import Direction

from drivers.board import PinBoard, open_board
from drivers.bus.i2c import Bus, open_bus
from drivers.pins import open_factory
from drivers.pins.gpiod_factory import GpiodFactory
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.i2c.remote import remote_bus
from hw_sim.i2c.server import BusServer
from hw_sim.pins.factory import PI_4B, SimFactory
from hw_sim.pins.netlist import LINES
from hw_sim.pins.remote import RemoteSimFactory
from hw_sim.pins.server import PinServer
from hw_sim.pins.wires import Wires
from panel.config.model import BoardConfig, Config, PinFactory
from panel.ports import HardwareEvent
from tests.support.waiting import until

T = TypeVar("T")
NS_PER_MS = 1_000_000
DEADLINE_S = 30.0  # a virtual machine that others share stands still for seconds
QUIET_S = 0.03  # a kernel's edge is on its way for a few milliseconds in an emulated processor


class World(Protocol):
    """Wires, and panels that are plugged into them, one after the other."""

    def put(self, line: int, level: bool) -> None:
        """Holds a line at a level, strongly, from outside."""
        ...

    def pulse(self, line: int) -> None:
        """Low for a moment and high again, as fast as these wires can be moved without losing an edge."""
        ...

    def level(self, line: int) -> bool:
        """What a meter shows."""
        ...

    def plug_in(self) -> gpiozero.Factory:
        """The pins of a new panel, its loop attached."""
        ...

    def kill(self) -> None:
        """The panel plugged in dies: nothing is closed by itself, the operating system takes the rest."""
        ...

    def now_ms(self) -> int: ...

    def wait(self, ms: int, board: PinBoard | None = None) -> None:
        """Time passes; a board is polled as its dispatcher would."""
        ...

    def settle(self) -> None:
        """Returns when everything that is on its way has arrived."""
        ...

    def start(self, config: Config, sink: Callable[[HardwareEvent], None]) -> PinBoard:
        """A board on a new panel's pins, started."""
        ...


class WiresWorld:
    """Wires in this process, on a clock that moves when told."""

    def __init__(self) -> None:
        self._now_ns = 1_000 * NS_PER_MS
        self.wires = Wires(lambda: self._now_ns)
        self.i2c = Buses()

    def put(self, line: int, level: bool) -> None:
        self.wires.drive(line, level)

    def pulse(self, line: int) -> None:
        self.put(line, False)
        self.put(line, True)
        self._now_ns += 2 * NS_PER_MS

    def act(self, doing: Callable[[Wires], None]) -> None:
        """Anything else that can be done to simulated wires."""
        doing(self.wires)

    def level(self, line: int) -> bool:
        return self.wires.level(line)

    def plug_in(self) -> gpiozero.Factory:
        return SimFactory(self.wires)

    def kill(self) -> None:
        for line in range(LINES):
            self.wires.watch(line, None)

    def now_ms(self) -> int:
        return self._now_ns // NS_PER_MS

    def wait(self, ms: int, board: PinBoard | None = None) -> None:
        end_ms = self.now_ms() + ms
        while self.now_ms() < end_ms:
            wanted_ms = None if board is None else board.next_poll_ms()
            step_ms = min(end_ms, max(wanted_ms or self.now_ms() + 100, self.now_ms() + 1))
            self._now_ns = step_ms * NS_PER_MS
            if board is not None:
                board.poll(step_ms)

    def settle(self) -> None:
        return

    def start(self, config: Config, sink: Callable[[HardwareEvent], None]) -> PinBoard:
        board = open_board(config, self.plug_in(), lambda number: InlineBus(self.i2c.at(number), lambda: None))
        board.start(sink)
        return board


class LiveWorld:
    """What the worlds on the machine's own clock share: a loop for the panel, and real time."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.factory: Any = None

    def now_ms(self) -> int:
        return time.monotonic_ns() // NS_PER_MS

    def in_loop(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Runs something in the panel's loop."""

        async def in_time() -> T:
            async with asyncio.timeout(DEADLINE_S):
                return await coroutine

        return self.loop.run_until_complete(in_time())

    def attached(self, factory: Any) -> gpiozero.Factory:
        """The factory, reading its edges in the panel's loop."""
        self.factory = factory
        factory.attach(self.loop)
        pins: gpiozero.Factory = factory
        return pins

    def kill(self) -> None:
        self.factory.close()

    def wait(self, ms: int, board: PinBoard | None = None) -> None:
        self.in_loop(self._poll_until(self.now_ms() + ms, board))

    def start(self, config: Config, sink: Callable[[HardwareEvent], None]) -> PinBoard:
        return self.in_loop(self._start(config, sink))

    def plug_in(self) -> gpiozero.Factory:
        raise NotImplementedError

    def bus(self, number: int) -> Bus:
        """An I2C bus of this world."""
        return open_bus(number)

    async def _start(self, config: Config, sink: Callable[[HardwareEvent], None]) -> PinBoard:
        board = open_board(config, self.plug_in(), self.bus)
        board.start(sink)
        return board

    async def _poll_until(self, end_ms: int, board: PinBoard | None) -> None:
        while (now_ms := self.now_ms()) < end_ms:
            wanted_ms = None if board is None else board.next_poll_ms()
            step_ms = min(end_ms, wanted_ms or now_ms + 100)
            await asyncio.sleep(max(step_ms - now_ms, 1) / 1000)
            if board is not None:
                board.poll(self.now_ms())


class SocketWorld(LiveWorld):
    """Wires behind the pin socket. The world has a thread and a loop of its own, as it has a process in the demo."""

    SPARE = 1  # moved to and fro, to see that everything before it has arrived

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / "world.sock"
        self.wires = Wires(time.monotonic_ns)
        self.server = PinServer(self.wires)
        self.i2c = Buses()
        self._i2c_path = folder / "i2c.sock"
        self._listening = threading.Event()
        self._stop: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="world")
        self._thread.start()
        assert self._listening.wait(DEADLINE_S)

    def close(self) -> None:
        """Ends the world."""
        self._world_loop.call_soon_threadsafe(self._stop)
        self._thread.join(DEADLINE_S)
        assert not self._thread.is_alive()

    def put(self, line: int, level: bool) -> None:
        self.act(lambda wires: wires.drive(line, level))

    def pulse(self, line: int) -> None:
        self.put(line, False)
        self.put(line, True)

    def act(self, doing: Callable[[Wires], None]) -> None:
        """Anything else that can be done to simulated wires."""
        done = threading.Event()

        def do() -> None:
            doing(self.wires)
            done.set()

        self._world_loop.call_soon_threadsafe(do)
        assert done.wait(DEADLINE_S)

    def level(self, line: int) -> bool:
        self.settle()
        return self.wires.level(line)

    def plug_in(self) -> gpiozero.Factory:
        return self.attached(RemoteSimFactory(self._path))

    def bus(self, number: int) -> Bus:
        return remote_bus(self._i2c_path, number)

    def settle(self) -> None:
        if self.factory is not None and self.factory.wires.plugged_in:
            self.in_loop(self._settle())

    async def _settle(self) -> None:
        panel: Wires = self.factory.wires
        wanted = not panel.level(self.SPARE)
        self.put(self.SPARE, wanted)
        here, there = panel.netlist, self.wires.netlist
        await until(lambda: panel.level(self.SPARE) is wanted and here.settings == there.settings, "both halves agree")

    async def _serve(self) -> None:
        self._world_loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(self.server.run(self._path, ready))
            buses = tasks.create_task(BusServer(self.i2c, lambda: None).run(self._i2c_path))
            self._stop = lambda: (serving.cancel(), buses.cancel())
            await ready.wait()
            self._listening.set()


class KernelWorld(LiveWorld):
    """The kernel's gpio-sim, its lines moved through sysfs. Over lgpio where that is there, and gpiod otherwise."""

    def __init__(self, chip: Path, lines: Path) -> None:
        super().__init__()
        self._chip = chip
        self._lines = lines
        # As after power-on: a line that a former panel drove is still an output.
        with gpiod.request_lines(str(chip), {tuple(range(LINES)): gpiod.LineSettings(direction=Direction.INPUT)}):
            for line in range(LINES):
                self.put(line, False)

    def put(self, line: int, level: bool) -> None:
        (self._lines / f"sim_gpio{line}" / "pull").write_text("pull-up" if level else "pull-down")

    def pulse(self, line: int) -> None:
        for level in (False, True):
            self.put(line, level)
            time.sleep(0.001)  # edges that are set off faster become one, in this kernel's interrupt simulator

    def level(self, line: int) -> bool:
        return (self._lines / f"sim_gpio{line}" / "value").read_text().strip() == "1"

    def pause(self, ms: int) -> None:
        """Time passes and the panel's loop stands still."""
        time.sleep(ms / 1000)

    def plug_in(self) -> gpiozero.Factory:
        if "SERENO_LGPIO" in os.environ:
            return self.attached(open_factory(BoardConfig(pins=PinFactory.LGPIO)))
        return self.attached(GpiodFactory(chip=self._chip, revision=PI_4B))

    def settle(self) -> None:
        self.in_loop(asyncio.sleep(QUIET_S))


def kinds() -> list[str]:
    """The worlds that this machine has; tests/hil/lane.sh makes one that has the kernel's."""
    return ["wires", "socket", *(["kernel"] if "SERENO_GPIO_SIM_CHIP" in os.environ else [])]


@contextmanager
def open_world(kind: str, folder: Path) -> Iterator[WiresWorld | SocketWorld | KernelWorld]:
    """A world, ended afterwards with whatever panel is still plugged in."""
    match kind:
        case "wires":
            yield WiresWorld()
        case "socket":
            world = SocketWorld(folder)
            try:
                yield world
            finally:
                if world.factory is not None:
                    world.kill()
                world.close()
                world.loop.close()
        case _:
            kernel = KernelWorld(Path(os.environ["SERENO_GPIO_SIM_CHIP"]), Path(os.environ["SERENO_GPIO_SIM_LINES"]))
            try:
                yield kernel
            finally:
                if kernel.factory is not None:
                    kernel.kill()
                kernel.loop.close()
