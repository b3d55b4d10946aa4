"""What is heard and seen is what the lines are at."""

from hw_sim.pins.netlist import Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.look import Change, Meter
from hw_sim.world.relays import Relays
from panel.config.model import OutputRole
from tests.hw_sim.small_house import CONFIG


def scene() -> tuple[Wires, Meter, list[Change]]:
    told: list[Change] = []
    wires = Wires(lambda: 5_000_000)
    return wires, Meter(CONFIG, wires, Relays(CONFIG, wires), told.append), told


def test_a_line_that_nobody_drives_rings_nothing() -> None:
    wires, meter, _ = scene()
    wires.drive(20, True)
    assert meter.levels() == {"outside": False, "red": False}


def test_a_relay_that_is_on_when_low_is_told_by_its_line() -> None:
    wires, meter, told = scene()
    wires.configure(21, Setting(output=True, level=True))
    assert meter.role(OutputRole.LAMP_ALARM) is False
    wires.configure(21, Setting(output=True, level=False))
    assert meter.role(OutputRole.LAMP_ALARM) is True
    assert told == [Change(wire="red", kind="output", state="on", at_ms=5, at_us=5_000)]


def test_what_is_not_wired_is_neither_on_nor_off() -> None:
    assert scene()[1].role(OutputRole.STROBE) is None
