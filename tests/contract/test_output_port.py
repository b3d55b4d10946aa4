"""An output, whatever wires it hangs on."""

from typing import Any

import pytest

from drivers.errors import LineFailedError
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent
from tests.contract.worlds import World
from tests.support.pin_bench import SIREN, installation, siren


@pytest.mark.parametrize("active_high", [True, False])
def test_a_siren_is_off_when_opened_and_then_as_it_is_told(world: World, active_high: bool) -> None:
    board = world.start(installation(output=(siren(active_high),)), lambda event: None)
    output = board.outputs["siren"]
    assert (output.read(), world.level(SIREN)) == (False, not active_high)
    for on in (True, True, False, True):
        output.write(on)
        assert (output.read(), world.level(SIREN)) == (on, on is active_high)


@pytest.mark.parametrize("active_high", [True, False])
def test_from_crash_to_restart_a_sounding_siren_has_not_one_edge_on_its_wire(simulated: Any, active_high: bool) -> None:
    # On a kernel's lines: test_kernel_outputs.py.
    config = installation(output=(siren(active_high),))
    simulated.start(config, lambda event: None).outputs["siren"].write(True)
    simulated.settle()
    edges: list[bool] = []
    simulated.act(lambda w: w.observe(lambda line, level, at_ns: edges.append(level) if line == SIREN else None))
    simulated.kill()
    assert simulated.level(SIREN) is active_high
    restarted = simulated.start(config, lambda event: None)
    assert restarted.outputs["siren"].read() is True
    restarted.outputs["siren"].write(True)
    simulated.settle()
    assert edges == []
    restarted.outputs["siren"].write(False)
    assert simulated.level(SIREN) is not active_high


def test_closing_the_board_leaves_the_level(world: World) -> None:
    board = world.start(installation(output=(siren(),)), lambda event: None)
    board.outputs["siren"].write(True)
    board.close()
    assert world.level(SIREN) is True


def test_a_line_that_fails_is_told_once_and_can_be_driven_when_it_is_back(simulated: Any) -> None:
    said: list[HardwareEvent] = []
    board = simulated.start(installation(output=(siren(),)), said.append)
    simulated.settle()
    said.clear()
    simulated.act(lambda wires: wires.fail(SIREN))
    simulated.settle()
    for _ in range(3):
        with pytest.raises(LineFailedError):
            board.outputs["siren"].write(True)
    simulated.wait(250, board)
    simulated.act(lambda wires: wires.heal(SIREN))
    simulated.wait(250, board)
    simulated.settle()
    assert [type(event) for event in said] == [DeviceFailed, DeviceRecovered]
    board.outputs["siren"].write(True)
    assert simulated.level(SIREN) is True
