"""A matrix keypad: on simulated wires its keys, on a kernel's what its lines do."""

from typing import Any

from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, KeyPressed
from tests.contract.worlds import World
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


def test_keys_are_read_as_fast_as_a_person_types(simulated: Any) -> None:
    said: list[HardwareEvent] = []
    board = simulated.start(installation(keypad=(KEYPAD,)), said.append)
    simulated.settle()
    said.clear()
    for key in ("5", "0", "#", "5"):
        row, column = {"5": (1, 1), "0": (3, 1), "#": (3, 2)}[key]
        simulated.act(lambda wires, r=row, c=column: wires.join(ROWS[r], COLUMNS[c]))
        simulated.settle()
        simulated.wait(60, board)
        simulated.act(lambda wires, r=row, c=column: wires.part(ROWS[r], COLUMNS[c]))
        simulated.settle()
        simulated.wait(60, board)
    assert "".join(event.key for event in said if isinstance(event, KeyPressed)) == "50#5"
    assert len(said) == 4


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
