"""A text display, in every world with a bus: what it is told to show is what is read on its glass."""

from typing import Any

from hw_sim.i2c.backpack import Backpack
from panel.config.keypads import DisplayConfig, DisplaySize
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent
from tests.support.expander_bench import POLLED
from tests.support.pin_bench import installation

HALL = DisplayConfig(name="hall", i2c_bus=11, address=0x27)
DOOR = DisplayConfig(name="door", i2c_bus=11, address=0x3F, size=DisplaySize.SMALL)
START_MS = 600  # for a start and two screens, in a process that has other things to do


def hung(world: Any) -> tuple[Backpack, Backpack]:
    hall, door = Backpack(lambda: world.now_ms() * 1_000), Backpack(lambda: world.now_ms() * 1_000, 16, 2)
    world.i2c.at(11).chips.update({0x27: hall, 0x3F: door})
    return hall, door


def test_two_displays_on_one_bus_each_show_their_own(simulated: Any) -> None:
    hall, door = hung(simulated)
    board = simulated.start(installation(display=(HALL, DOOR)), lambda event: None)
    assert list(board.displays) == ["hall", "door"]
    board.displays["hall"].show(("Desarmado", "", "não há nada", "¡Adiós!"), True)
    board.displays["door"].show(("Olá",), False)
    simulated.wait(START_MS, board)
    assert hall.glass() == ("Desarmado".ljust(20), " " * 20, "não há nada".ljust(20), "!Adiós!".ljust(20))
    assert (door.glass(), hall.lit, door.lit) == (("Olá".ljust(16), " " * 16), True, False)
    board.close()


def test_before_anything_is_shown_a_display_is_blank_and_dark(simulated: Any) -> None:
    hall, _ = hung(simulated)
    board = simulated.start(installation(display=(HALL,)), lambda event: None)
    simulated.wait(START_MS, board)
    assert (hall.glass(), hall.lit) == ((" " * 20,) * 4, False)
    board.close()


def test_a_display_that_goes_and_comes_is_told_once_each_and_nothing_else_on_its_bus_notices(simulated: Any) -> None:
    said: list[HardwareEvent] = []
    hall, door = hung(simulated)
    bus = simulated.i2c.at(11)
    board = simulated.start(installation(display=(HALL, DOOR)), said.append)
    simulated.wait(START_MS, board)
    said.clear()
    simulated.act(lambda wires: bus.missing.add(0x27))
    board.displays["hall"].show(("while it is away",), True)
    board.displays["door"].show(("still here",), True)
    simulated.wait(900, board)
    assert door.glass()[0] == "still here".ljust(16)
    simulated.act(lambda wires: hall.loses_its_supply())
    simulated.act(lambda wires: bus.missing.clear())
    simulated.wait(1_600, board)
    assert hall.glass()[0] == "while it is away".ljust(20)
    told = [(type(one), one.device) for one in said if isinstance(one, DeviceFailed | DeviceRecovered)]
    assert told == [(DeviceFailed, "hall"), (DeviceRecovered, "hall")]
    board.close()


def test_where_nothing_answers_each_device_is_a_failure_and_the_board_opens_all_the_same(simulated: Any) -> None:
    said: list[HardwareEvent] = []
    board = simulated.start(installation(keypad=(POLLED,), display=(HALL,)), said.append)
    simulated.wait(900, board)
    assert {event.device for event in said if isinstance(event, DeviceFailed)} == {"hall", POLLED.name}
    board.close()
