"""An input, whatever wires it hangs on: what panel.ports promises of one."""

from typing import Any

import pytest

from drivers.board import PinBoard
from panel.config.model import Config, InputConfig, Pull, ZoneConfig
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.contract.worlds import World
from tests.support.pin_bench import DOOR, installation
from zones.kinds import Kind, Level
from zones.wiring import Wiring

SHUT, OPEN = False, True  # a normally closed contact to ground


class Guarded:
    """A house on a world's wires, its door shut, and what its board said."""

    def __init__(self, world: World, config: Config, at_rest: bool = SHUT) -> None:
        self.world = world
        self.said: list[HardwareEvent] = []
        self.board: PinBoard = world.start(config, self.said.append)
        world.put(DOOR, at_rest)
        world.settle()
        assert self.board.inputs["door"].read() is Level.SECURE
        self.said.clear()

    def told(self) -> list[tuple[str, Level, int]]:
        """Input, level, stamp; nothing else may have been said."""
        self.world.settle()
        assert all(isinstance(event, InputChanged) for event in self.said)
        return [(event.input, event.level, event.at_ms) for event in self.said if isinstance(event, InputChanged)]


def door(pull: Pull = Pull.UP, wiring: Wiring = Wiring.NC) -> Config:
    zone = ZoneConfig(id=1, name="Door", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
    return installation(input=(InputConfig(name="door", pin=DOOR, pull=pull),), zone=(zone,))


@pytest.mark.parametrize(
    ("pull", "wiring", "at_rest"),
    [
        (Pull.UP, Wiring.NC, False),
        (Pull.UP, Wiring.NO, True),
        (Pull.DOWN, Wiring.NC, True),
        (Pull.DOWN, Wiring.NO, False),
        (Pull.NONE, Wiring.NC, False),
    ],
)
def test_a_60_ms_pulse_is_two_changes_stamped_60_ms_apart(
    world: World, pull: Pull, wiring: Wiring, at_rest: bool
) -> None:
    house = Guarded(world, door(pull, wiring), at_rest)
    before_ms = world.now_ms()
    world.put(DOOR, not at_rest)
    world.wait(60)
    world.put(DOOR, at_rest)
    after_ms = world.now_ms()
    (opened, shut) = house.told()
    assert (opened[:2], shut[:2]) == (("door", Level.OPEN), ("door", Level.SECURE))
    assert before_ms <= opened[2] <= shut[2] <= after_ms
    assert shut[2] - opened[2] >= 58  # stamped where it happened, however late it is read


def test_the_level_at_the_start_is_told_without_an_edge(simulated: Any) -> None:
    said: list[HardwareEvent] = []
    simulated.put(DOOR, OPEN)
    simulated.start(door(), said.append)
    simulated.settle()
    assert [(e.input, e.level) for e in said if isinstance(e, InputChanged)] == [("door", Level.OPEN)]


def test_reading_asks_the_wire_and_says_nothing(world: World) -> None:
    house = Guarded(world, door())
    assert house.board.inputs["door"].read() is Level.SECURE
    world.put(DOOR, OPEN)
    world.settle()
    house.said.clear()
    assert [house.board.inputs["door"].read() for _ in range(3)] == [Level.OPEN] * 3
    assert house.told() == []


def test_a_poll_repeats_nothing_that_was_told(world: World) -> None:
    house = Guarded(world, door())
    world.put(DOOR, OPEN)
    world.settle()
    world.wait(300, house.board)
    assert [level for _, level, _ in house.told()] == [Level.OPEN]


def test_a_closed_board_says_no_more(world: World) -> None:
    house = Guarded(world, door())
    house.board.close()
    world.put(DOOR, OPEN)
    assert house.told() == []


def test_a_lost_edge_is_made_good_by_the_level(simulated: Any) -> None:
    house = Guarded(simulated, door())
    simulated.act(lambda wires: wires.drive(DOOR, OPEN, quiet=True))
    assert house.told() == []
    simulated.wait(150, house.board)
    assert [level for _, level, _ in house.told()] == [Level.OPEN]


def test_a_line_that_fails_is_told_once_and_its_return_with_the_level_that_it_has_then(simulated: Any) -> None:
    house = Guarded(simulated, door())
    simulated.act(lambda wires: wires.fail(DOOR))
    simulated.wait(350, house.board)
    simulated.act(lambda wires: wires.drive(DOOR, OPEN))
    simulated.wait(150, house.board)
    simulated.act(lambda wires: wires.heal(DOOR))
    simulated.wait(250, house.board)
    simulated.settle()
    assert [type(event) for event in house.said] == [DeviceFailed, DeviceRecovered, InputChanged]
    changed = house.said[-1]
    assert isinstance(changed, InputChanged)
    assert changed.level is Level.OPEN
