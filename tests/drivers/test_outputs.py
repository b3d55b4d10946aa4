import pytest

from drivers.board import open_board
from drivers.errors import LineFailedError
from panel.ports import DeviceFailed, DeviceRecovered
from tests.support.pin_bench import SIREN, PinBench, installation, siren


class Meter:
    """Writes down every change of the siren's line."""

    def __init__(self, bench: PinBench) -> None:
        self.levels: list[bool] = []
        bench.wires.observe(lambda line, level, at_ns: self.levels.append(level) if line == SIREN else None)


@pytest.mark.parametrize("active_high", [True, False])
def test_opening_an_output_drives_it_off_in_one_step(active_high: bool) -> None:
    bench = PinBench()
    bench.wires.drive(SIREN, not active_high)  # the relay board's own resistor, as on a well made one
    bench.wires.drive(SIREN, None)
    meter = Meter(bench)
    board = bench.board(installation(output=(siren(active_high),)))
    assert bench.wires.is_output(SIREN)
    assert bench.wires.level(SIREN) is not active_high
    assert meter.levels == ([] if active_high else [True])  # from the Pi's own pull-down to off, and never on
    assert board.outputs["siren"].read() is False


@pytest.mark.parametrize("active_high", [True, False])
def test_it_is_switched_and_read_back(active_high: bool) -> None:
    bench = PinBench()
    output = bench.board(installation(output=(siren(active_high),))).outputs["siren"]
    for on in (True, False, True):
        output.write(on)
        assert bench.wires.level(SIREN) is (on if active_high else not on)
        assert output.read() is on


def test_writing_what_already_is_does_not_touch_the_line() -> None:
    bench = PinBench()
    output = bench.board(installation(output=(siren(),))).outputs["siren"]
    output.write(True)
    bench.wires.fail(SIREN)
    output.write(True)  # would raise if it reached the line
    assert bench.take() == []


@pytest.mark.parametrize("active_high", [True, False])
def test_a_siren_that_sounded_when_the_panel_died_goes_on_until_it_is_told_otherwise(active_high: bool) -> None:
    bench = PinBench()
    config = installation(output=(siren(active_high),))
    bench.board(config).outputs["siren"].write(True)
    meter = Meter(bench)  # and the process is killed: nothing is closed
    restarted = open_board(config, bench.factory())
    assert meter.levels == []
    assert restarted.outputs["siren"].read() is True
    restarted.outputs["siren"].write(True)
    assert meter.levels == []
    restarted.outputs["siren"].write(False)
    assert meter.levels == [not active_high]


def test_it_knows_since_when_it_has_been_at_rest() -> None:
    bench = PinBench()
    output = bench.board(installation(output=(siren(),)))._outputs["siren"]
    found = [output.rest_since_ms]
    for on in (False, True, False):  # off already: nothing is driven, and nothing changes
        bench.wait(500)
        output.write(on)
        found.append(output.rest_since_ms)
    assert found == [1_000, 1_000, None, 2_500]


def test_what_another_hand_or_another_process_drove_is_not_known_to_be_at_rest() -> None:
    bench = PinBench()
    config = installation(output=(siren(),))
    output = bench.board(config)._outputs["siren"]
    restarted = open_board(config, bench.factory())._outputs["siren"]
    assert restarted.rest_since_ms is None  # its line was an output already
    bench.wires.configure(SIREN, bench.wires.setting(SIREN).__class__(output=True, level=True))
    found = [output.read(), output.rest_since_ms]
    output.write(False)
    found.append(output.rest_since_ms)
    bench.wires.fail(SIREN)
    with pytest.raises(LineFailedError):
        output.read()
    assert [*found, output.rest_since_ms] == [True, None, bench.now_ms, None]


def test_closing_leaves_the_level() -> None:
    bench = PinBench()
    board = bench.board(installation(output=(siren(),)))
    board.outputs["siren"].write(True)
    board.close()
    assert bench.wires.is_output(SIREN)
    assert bench.wires.level(SIREN) is True


def test_a_line_that_fails_raises_each_time_is_told_once_and_is_driven_when_it_is_back() -> None:
    bench = PinBench()
    board = bench.board(installation(output=(siren(),)))
    bench.wires.fail(SIREN)
    for _ in range(3):
        with pytest.raises(LineFailedError, match="siren: driving GPIO22 failed"):
            board.outputs["siren"].write(True)
    with pytest.raises(LineFailedError, match="siren: reading back GPIO22 failed"):
        board.outputs["siren"].read()
    bench.wait(300, board)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert (failed.device, failed.at_ms) == ("siren", 1000)
    bench.wires.heal(SIREN)
    bench.wait(100, board)
    assert bench.take() == [DeviceRecovered("siren", 1400)]
    board.outputs["siren"].write(True)
    assert bench.wires.level(SIREN) is True


def test_a_line_that_another_hand_moved_is_driven_again_by_the_next_write() -> None:
    bench = PinBench()
    output = bench.board(installation(output=(siren(),))).outputs["siren"]
    output.write(True)
    bench.wires.configure(SIREN, bench.wires.setting(SIREN).__class__(output=True, level=False))
    assert output.read() is False
    output.write(True)
    assert bench.wires.level(SIREN) is True
