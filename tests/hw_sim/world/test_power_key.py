"""How long a key was down, as its wire shows it."""

from dataclasses import dataclass, field

import pytest

from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.power_key import KEYS, KeyWire
from panel.config.gsm import GsmConfig, ModemKind

LINE = 11
REST, DOWN = Setting(output=True, level=False), Setting(output=True, level=True)


@dataclass
class Bench:
    high: bool = True
    now_ms: int = 0
    held: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wires = Wires(lambda: self.now_ms * 1_000_000)
        config = GsmConfig(port="x", station_number="+351300000001", power_key=LINE, power_key_high=self.high)
        KeyWire(config, self.wires, self.held.append)

    def make(self, setting: Setting, then_ms: int) -> None:
        self.wires.configure(LINE, setting)
        self.now_ms += then_ms


@pytest.mark.parametrize("high", [True, False])
def test_a_press_is_told_with_its_length_once_the_key_is_up(high: bool) -> None:
    bench, (rest, down) = Bench(high), (REST, DOWN) if high else (DOWN, REST)
    bench.make(rest, 5)
    bench.make(down, 1_200)
    assert bench.held == []
    bench.make(rest, 3)
    assert bench.held == [1_200]
    bench.wires.configure(12, DOWN)
    bench.wires.configure(12, REST)
    assert bench.held == [1_200], "another's line"


def test_a_key_that_is_held_by_nobody_any_more_is_up() -> None:
    bench = Bench()
    bench.make(REST, 1)
    bench.make(DOWN, 2_000)
    bench.make(Setting(pull=Bias.DOWN), 1)
    assert bench.held == [2_000]


def test_a_pull_alone_presses_nothing() -> None:
    bench = Bench()
    bench.make(Setting(pull=Bias.UP), 2_000)
    bench.make(Setting(pull=Bias.DOWN), 1)
    assert bench.held == []


@pytest.mark.parametrize(
    ("kind", "held_ms", "powered", "toggles"),
    [
        (ModemKind.SIM800, 999, False, False),
        (ModemKind.SIM800, 1_000, False, True),
        (ModemKind.SIM800, 1_499, True, False),
        (ModemKind.SIM800, 1_500, True, True),
        (ModemKind.SIM7600, 500, False, True),
        (ModemKind.SIM7600, 2_499, True, False),
        (ModemKind.SIM7600, 60_000, True, True),
    ],
)
def test_what_a_press_does_is_a_matter_of_its_length(
    kind: ModemKind, held_ms: int, powered: bool, toggles: bool
) -> None:
    assert KEYS[kind].toggles(held_ms, powered) is toggles
