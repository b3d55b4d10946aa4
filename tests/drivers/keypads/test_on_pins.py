from drivers.board import PinBoard
from hw_sim.pins.devices import MatrixWires
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, KeyPressed
from tests.support.pin_bench import COLUMNS, KEYPAD, ROWS, PinBench, installation


def keyed() -> tuple[PinBench, MatrixWires, PinBoard]:
    bench = PinBench()
    return bench, MatrixWires(bench.wires, ROWS, COLUMNS), bench.board(installation(keypad=(KEYPAD,)))


def pressed(events: list[HardwareEvent]) -> str:
    return "".join(event.key for event in events if isinstance(event, KeyPressed))


def test_every_key_is_read_as_printed() -> None:
    bench, pad, board = keyed()
    for key in "123A456B789C*0#D":
        pad.press(key)
        bench.wait(80, board)
        pad.release(key)
        bench.wait(60, board)
    assert pressed(bench.take()) == "123A456B789C*0#D"


def test_a_press_is_told_after_the_debounce_and_asks_for_scans_until_it_ends() -> None:
    bench, pad, board = keyed()
    assert board.next_poll_ms() is None
    pad.press("5")
    assert board.next_poll_ms() == 1020
    bench.wait(500, board)
    assert bench.take() == [KeyPressed("keys", "5", 1020)]
    pad.release("5")
    bench.wait(60, board)
    assert board.next_poll_ms() is None
    assert bench.take() == []


def test_a_tap_between_two_polls_counts_by_its_edges() -> None:
    bench, pad, board = keyed()
    pad.press("7")
    bench.wait(40)
    pad.release("7")
    assert bench.take() == [KeyPressed("keys", "7", 1040)]
    bench.wait(100, board)
    assert bench.take() == []


def test_a_key_whose_edge_was_lost_is_found_by_the_poll() -> None:
    bench, pad, board = keyed()
    bench.wires.join(ROWS[3], COLUMNS[1], quiet=True)
    assert board.next_poll_ms() is None
    bench.wait(200, board)
    assert pressed(bench.take()) == "0"
    pad.release("0")


def test_three_keys_on_a_rectangle_press_nothing() -> None:
    bench, pad, board = keyed()
    for key in "124":
        pad.press(key)
    bench.wait(200, board)
    assert bench.take() == []
    pad.release("4")
    bench.wait(200, board)
    assert sorted(pressed(bench.take())) == ["1", "2"]


def test_pressing_keys_never_joins_two_driven_lines() -> None:
    # The netlist raises ShortCircuit if a row that is high ever meets one that is low.
    bench, pad, board = keyed()
    for key in "147*":
        pad.press(key)
        bench.wait(40, board)
    bench.wait(200, board)
    assert pressed(bench.take()) == "147*"


def test_a_column_shorted_to_ground_is_a_fault_and_no_key() -> None:
    bench, pad, board = keyed()
    bench.wires.drive(COLUMNS[2], False)
    bench.wait(500, board)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert failed.detail.startswith("keys: column GPIO20 is low with no row driven")
    assert board.next_poll_ms() is None
    bench.wires.drive(COLUMNS[2], None)
    bench.wait(200, board)
    assert [type(event) for event in bench.take()] == [DeviceRecovered]
    pad.press("6")
    bench.wait(100, board)
    assert pressed(bench.take()) == "6"


def test_a_row_that_fails_in_mid_scan_leaves_a_keypad_that_works_again() -> None:
    bench, pad, board = keyed()
    bench.wires.fail(ROWS[2])
    pad.press("1")
    bench.wait(300, board)
    assert [type(event) for event in bench.take()] == [DeviceFailed]
    pad.release("1")
    bench.wires.heal(ROWS[2])
    bench.wait(300, board)
    assert [type(event) for event in bench.take()] == [DeviceRecovered]
    assert [bench.wires.level(row) for row in ROWS] == [False] * 4
    pad.press("9")
    bench.wait(100, board)
    assert pressed(bench.take()) == "9"
