"""What only a kernel can show. Collected where there is one: tests/hil/lane.sh."""

import asyncio
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import gpiod
import gpiozero
import pytest

from drivers.board import open_board
from drivers.errors import PinFactoryError, PinUnusableError
from drivers.pins import open_factory
from drivers.pins.chips import find_chip
from drivers.pins.gpiod_factory import EVENTS_MAX, GpiodFactory
from hw_sim.pins.factory import PI_4B
from panel.config.model import BoardConfig
from panel.ports import HardwareEvent, InputChanged
from tests.contract.worlds import KernelWorld, World, kinds
from tests.support.pin_bench import DOOR, installation
from zones.kinds import Level

if "kernel" in kinds():
    CHIP = Path(os.environ["SERENO_GPIO_SIM_CHIP"])

    def test_the_header_is_found_by_its_label() -> None:
        assert find_chip() == CHIP
        factory = GpiodFactory(revision=PI_4B)
        assert factory.chip.get_info().label == "pinctrl-bcm2711"
        factory.close()

    def test_any_other_label_is_refused_with_the_one_that_is_there() -> None:
        with pytest.raises(PinFactoryError, match=f"found {CHIP.name} pinctrl-bcm2711; allowed are pinctrl-rp1"):
            GpiodFactory(revision=PI_4B, labels=("pinctrl-rp1",))
        with pytest.raises(PinFactoryError, match=f"{CHIP} is pinctrl-bcm2711; allowed are other"):
            GpiodFactory(chip=CHIP, revision=PI_4B, labels=("other",))

    def test_a_line_of_another_program_is_refused_with_its_name_and_had_when_it_is_free() -> None:
        factory = GpiodFactory(chip=CHIP, revision=PI_4B)
        with (
            gpiod.request_lines(str(CHIP), {DOOR: None}, consumer="radio"),
            pytest.raises(PinUnusableError, match=r"^door: GPIO17 is held by radio"),
        ):
            open_board(installation(), factory)
        open_board(installation(), factory).close()
        factory.close()

    def test_a_line_of_another_process_is_refused_with_its_name() -> None:
        hold = f"gpiod.request_lines({str(CHIP)!r}, {{{DOOR}: None}}, consumer='radio')"
        program = f"import gpiod, sys; held = {hold}; print(1, flush=True); sys.stdin.read()"
        factory = GpiodFactory(chip=CHIP, revision=PI_4B)
        with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"1\n"
            with pytest.raises(PinUnusableError, match=r"^door: GPIO17 is held by radio; `gpioinfo` shows"):
                open_board(installation(), factory)
            holder.kill()
        open_board(installation(), factory).close()
        factory.close()

    def test_a_line_of_another_panel_in_this_process_is_refused_too() -> None:
        first, second = GpiodFactory(chip=CHIP), GpiodFactory(chip=CHIP)
        board = open_board(installation(), first)
        with pytest.raises(PinUnusableError, match=r"^door: GPIO17 is held by sereno"):
            open_board(installation(), second)
        with pytest.raises(PinUnusableError, match=r"^door: pin GPIO17 is already in use by "):
            open_board(installation(), first)
        board.close()
        for factory in (first, second):
            factory.close()

    @pytest.mark.parametrize("revision", [0x902120, 0xC04170])  # the smallest and the largest
    def test_all_28_lines_of_a_board_can_be_had(revision: int) -> None:
        factory = GpiodFactory(chip=CHIP, revision=revision)
        for line in range(28):
            factory.pin(line).function = "input"
        with pytest.raises(gpiozero.PinInvalidPin):
            factory.pin(28)
        factory.close()

    def test_a_configuration_that_says_nothing_of_pins_opens_this_board_as_it_is() -> None:
        factory: Any = open_factory(BoardConfig())
        assert (factory.board_info.model, factory.board_info.soc) == ("4B", "BCM2711")
        factory.close()

    @pytest.mark.parametrize("world", ["kernel"], indirect=True)
    def test_edges_from_before_the_loop_ran_come_first_with_their_own_stamps(world: World) -> None:
        assert isinstance(world, KernelWorld)
        said: list[HardwareEvent] = []
        board = world.start(installation(), said.append)
        world.put(DOOR, False)
        world.settle()
        said.clear()
        moments = []
        for level in (True, False):  # the loop stands still meanwhile
            moments.append(world.now_ms())
            world.pause(30)
            world.put(DOOR, level)
            world.pause(30)
        world.in_loop(asyncio.sleep(0))
        world.settle()
        opened, shut = said
        assert isinstance(opened, InputChanged)
        assert isinstance(shut, InputChanged)
        assert (opened.level, shut.level) == (Level.OPEN, Level.SECURE)
        assert moments[0] + 28 <= opened.at_ms <= moments[1]
        assert moments[1] + 28 <= shut.at_ms
        board.close()

    @pytest.mark.parametrize("world", ["kernel"], indirect=True)
    def test_a_flood_that_the_kernel_cannot_keep_ends_at_the_true_level(world: World) -> None:
        said: list[HardwareEvent] = []
        board = world.start(installation(), said.append)
        for turn in range(3 * EVENTS_MAX):
            world.pulse(DOOR)
            world.put(DOOR, turn % 2 == 0)
        world.put(DOOR, False)
        world.settle()
        world.wait(150, board)
        told = [event.level for event in said if isinstance(event, InputChanged)]
        assert told[-1] is Level.SECURE
        assert all(before is not after for before, after in pairwise(told))
        assert board.inputs["door"].read() is Level.SECURE
