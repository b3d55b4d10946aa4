"""A matrix keypad: on simulated wires its keys, on pins or on an expander; on a kernel's what its lines do."""

from collections.abc import Callable
from typing import Any

import pytest

from hw_sim.i2c.keys import Keys
from hw_sim.pins.devices import MatrixWires
from panel.config.keypads import KeypadConfig
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, KeyPressed
from tests.contract.worlds import World
from tests.support.expander_bench import ADDRESS, INT, POLLED, WOKEN
from tests.support.pin_bench import COLUMNS, KEYPAD, ROWS, installation


def test_at_rest_every_row_is_low_and_every_column_pulled_up(world: World) -> None:
    world.start(installation(keypad=(KEYPAD,)), lambda event: None)
    assert [world.level(row) for row in ROWS] == [False] * 4
    assert [world.level(column) for column in COLUMNS] == [True] * 4


def test_a_shorted_column_is_a_fault_until_it_is_not(world: World) -> None:
    said: list[HardwareEvent] = []
    board = world.start(installation(keypad=(KEYPAD,)), said.append)
    world.settle()
    said.clear()
    world.put(COLUMNS[1], False)
    world.settle()
    world.wait(250, board)
    world.put(COLUMNS[1], True)
    world.settle()
    world.wait(250, board)
    assert [type(event) for event in said] == [DeviceFailed, DeviceRecovered]
    assert [world.level(row) for row in ROWS] == [False] * 4


Pad = tuple[KeypadConfig, Callable[[str], None], Callable[[str], None]]


@pytest.fixture(params=["on pins", "on an expander", "on an expander with INT"])
def pad(request: pytest.FixtureRequest, simulated: Any) -> Pad:
    """A keypad of each kind in each simulated world: its configuration, and how its keys are pressed and let go."""
    if request.param == "on pins":
        matrix = MatrixWires(simulated.wires, ROWS, COLUMNS)
        return KEYPAD, matrix.press, matrix.release
    config = WOKEN if "INT" in request.param else POLLED
    keys = Keys()
    simulated.i2c.at(config.i2c_bus).chips[ADDRESS] = keys.chip
    keys.chip.on_int = lambda low: simulated.wires.drive(INT, False if low else None)
    return config, keys.press, keys.release


def test_keys_are_read_as_fast_as_a_person_types(simulated: Any, pad: Pad) -> None:
    config, press, release = pad
    said: list[HardwareEvent] = []
    board = simulated.start(installation(keypad=(config,)), said.append)
    simulated.settle()
    said.clear()
    for key in ("5", "0", "#", "5"):
        for doing in (press, release):
            simulated.act(lambda wires, doing=doing, key=key: doing(key))
            simulated.settle()
            simulated.wait(80, board)
    simulated.wait(100, board)
    assert "".join(event.key for event in said if isinstance(event, KeyPressed)) == "50#5"
    assert len(said) == 4
    board.close()


def test_a_scan_over_the_socket_reads_the_row_it_has_just_driven(simulated: Any) -> None:
    # The circuit is solved on the panel's side: nothing has crossed the socket between the two calls.
    simulated.act(lambda wires: wires.join(ROWS[0], COLUMNS[0]))
    factory = simulated.plug_in()
    row, column = factory.pin(ROWS[0]), factory.pin(COLUMNS[0])
    column.input_with_pull("up")
    read = []
    for _ in range(100):
        row.output_with_state(0)
        low = column.state
        row.input_with_pull("up")
        read.append((low, column.state))
    assert read == [(0, 1)] * 100
