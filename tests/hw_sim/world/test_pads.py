"""Keys of a simulated house go to the lines, or to the expander, that its configuration names."""

from hw_sim.i2c.bus import Buses
from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from hw_sim.world.pads import pads
from panel.config.keypads import KeypadConfig
from tests.support.pin_bench import COLUMNS, KEYPAD, ROWS, installation

FAR = KeypadConfig(name="far", i2c_bus=11, address=0x21, int_pin=25)


def test_a_key_on_pins_joins_its_row_with_its_column() -> None:
    wires = Wires(lambda: 0)
    hung = pads(installation(keypad=(KEYPAD,)), wires, Buses())
    wires.configure(ROWS[1], Setting(output=True, level=False))
    wires.configure(COLUMNS[2], Setting(output=False, pull=Bias.UP))
    hung["keys"].move(1, 2, True, 0)
    assert wires.level(COLUMNS[2]) is False
    hung["keys"].move(1, 2, False, 0)
    assert wires.level(COLUMNS[2]) is True


def test_a_key_on_an_expander_is_read_over_its_bus_and_told_by_int_at_the_instant_it_moved() -> None:
    wires, buses = Wires(lambda: 99), Buses()
    hung = pads(installation(keypad=(KEYPAD, FAR)), wires, buses)
    edges: list[tuple[int, bool, int]] = []
    wires.configure(25, Setting(output=False, pull=Bias.UP))
    wires.observe(lambda line, level, at_ns: edges.append((line, level, at_ns)))
    bus = buses.found(11)
    bus.transfer(0x21, b"\xf0", 0)
    hung["far"].move(1, 2, True, 42)
    assert edges == [(25, False, 42)]
    assert bus.transfer(0x21, b"", 1) == b"\xb0"
    assert edges == [(25, False, 42), (25, True, 99)]


def test_an_expander_whose_int_is_not_joined_tells_nobody() -> None:
    wires, buses = Wires(lambda: 0), Buses()
    hung = pads(installation(keypad=(KeypadConfig(name="far", i2c_bus=11, address=0x21),)), wires, buses)
    wires.observe(lambda line, level, at_ns: edges.append(line))
    edges: list[int] = []
    hung["far"].move(0, 0, True, 0)
    assert edges == []
