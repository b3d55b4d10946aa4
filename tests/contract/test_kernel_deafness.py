"""A library that brings no edges any more, on a kernel's lines. Collected where there is one."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.contract.worlds import KernelWorld, World, kinds
from tests.support.pin_bench import DOOR, installation
from zones.kinds import Level

if "kernel" in kinds():
    OVER_LGPIO = "SERENO_LGPIO" in os.environ
    UNHEARD_MS = 700  # a re-reading, and the patience with an edge that may still come
    pytestmark = pytest.mark.parametrize("world", ["kernel"], indirect=True)

    class Deaf:
        """A house whose door moves."""

        def __init__(self, world: World) -> None:
            assert isinstance(world, KernelWorld)
            self.world = world
            self.said: list[HardwareEvent] = []
            world.put(DOOR, False)
            self.board = world.start(installation(), self.said.append)
            world.put(DOOR, False)
            world.settle()
            self.said.clear()

        def move(self, times: int) -> None:
            """Opens and shuts by turns."""
            for _ in range(times):
                self.world.put(DOOR, not self.world.level(DOOR))
                self.world.wait(UNHEARD_MS, self.board)

        def troubles(self) -> list[HardwareEvent]:
            """What was said of it, apart from levels."""
            return [event for event in self.said if not isinstance(event, InputChanged)]

    if OVER_LGPIO:

        @pytest.fixture
        def another_thread() -> Iterator[None]:
            """Afterwards the library has one again."""
            import lgpio

            yield
            lgpio._notify_thread._file.close()
            lgpio._notify_thread = lgpio._callback_thread()

        @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
        def test_an_exception_in_lgpio_s_thread_is_told_within_moments_and_levels_go_on(
            world: World, another_thread: None
        ) -> None:
            import lgpio

            def careless(*edge: object) -> None:
                raise RuntimeError("somebody else's callback")

            house = Deaf(world)
            lgpio.callback(house.world.factory._handle, DOOR, lgpio.BOTH_EDGES, careless)
            house.move(3)
            (failed,) = house.troubles()
            assert isinstance(failed, DeviceFailed)
            assert "lgpio's thread that brings the edges has ended" in failed.detail
            levels = [event.level for event in house.said if isinstance(event, InputChanged)]
            assert levels == [Level.OPEN, Level.SECURE, Level.OPEN]

    else:

        def test_a_line_that_fell_out_of_the_loop_is_told_and_so_is_its_return(world: World) -> None:
            house = Deaf(world)
            pin: Any = house.world.factory.pin(DOOR)
            house.world.loop.remove_reader(pin._line.fd)
            house.move(3)
            (failed,) = house.troubles()
            assert isinstance(failed, DeviceFailed)
            assert failed.detail.startswith("gpiod: 3 changes of door were found by reading and told by no edge")
            house.world.loop.add_reader(pin._line.fd, pin._readable)
            house.move(1)
            assert [type(event) for event in house.troubles()] == [DeviceFailed, DeviceRecovered]
