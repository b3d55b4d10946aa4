"""Two joined lines, measured on simulated wires."""

import asyncio

import pytest

from hw_sim.pins.netlist import Setting
from hw_sim.pins.wires import Wires
from panel.doctor.contract import BURST, EDGES, Measured, findings
from panel.doctor.findings import State
from panel.exam.contract import measure
from tests.support.pin_bench import PinBench


def measured(bench: PinBench, pair: tuple[int, int]) -> Measured:
    async def sleep(seconds: float) -> None:
        bench.now_ns += int(seconds * 1e9)

    factory = bench.factory()
    (found,) = asyncio.run(measure(factory, [pair], sleep))
    factory.close()
    return found


def states(found: Measured) -> dict[str, State]:
    return {each.subject.rpartition(": ")[2]: each.state for each in findings(found) if each.state is not State.OK}


def test_joined_lines_keep_everything_that_the_drivers_take_for_granted() -> None:
    bench = PinBench()
    bench.wires.join(9, 10)
    found = measured(bench, (9, 10))
    assert (found.pulls, found.levels) == ({"up": True, "down": True}, {0: 0, 1: 1})
    assert (len(found.late_us), found.stamped, found.burst, found.clicks, found.kept) == (EDGES, EDGES, BURST, 0, True)
    assert found.pulses_ms == pytest.approx((60.0,) * 5)
    assert states(found) == {}


def test_a_line_with_a_resistor_of_the_board_s_own_cannot_be_pulled_down() -> None:
    bench = PinBench()
    bench.wires.join(9, 2)
    found = measured(bench, (9, 2))
    assert found.pulls == {"up": True, "down": None}
    assert states(found) == {}


def test_lines_that_nobody_joined_are_found_out() -> None:
    found = states(measured(PinBench(), (9, 10)))
    assert found["levels"] is found["edges"] is found["pulses of 60 ms"] is State.WRONG


def test_a_line_on_which_something_hangs_is_found_out() -> None:
    bench = PinBench()
    bench.wires.join(9, 10)
    bench.wires.fail(10)
    assert "Input/output error" in measured(bench, (9, 10)).error


def test_both_ends_are_inputs_afterwards() -> None:
    bench = PinBench()
    bench.wires.join(9, 10)
    measured(bench, (9, 10))
    assert [output(bench.wires, line) for line in (9, 10)] == [False, False]


def output(wires: Wires, line: int) -> bool:
    setting: Setting = wires.setting(line)
    return setting.output
