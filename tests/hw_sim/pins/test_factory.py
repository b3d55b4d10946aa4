import gpiozero
import pytest

from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires


def test_it_is_a_raspberry_pi_4_unless_told() -> None:
    wires = Wires(lambda: 0)
    assert SimFactory(wires).board_info.model == "4B"
    assert SimFactory(wires, revision=0x902120).board_info.model == "Zero2W"


def test_its_ticks_are_the_world_s_seconds() -> None:
    factory = SimFactory(Wires(lambda: 1_500_000_000))
    assert (factory.ticks(), factory.ticks_diff(3.5, 1.5)) == (1.5, 2.0)


def test_each_factory_has_pins_and_reservations_of_its_own() -> None:
    one, other = SimFactory(Wires(lambda: 0)), SimFactory(Wires(lambda: 0))
    device = gpiozero.InputDevice(17, pull_up=True, pin_factory=one)
    gpiozero.InputDevice(17, pull_up=True, pin_factory=other)
    with pytest.raises(gpiozero.GPIOPinInUse):
        gpiozero.InputDevice(17, pull_up=True, pin_factory=one)
    device.close()
    gpiozero.InputDevice(17, pull_up=True, pin_factory=one)


def test_a_pin_that_nobody_configured_is_as_the_board_leaves_it_at_power_on() -> None:
    factory = SimFactory(Wires(lambda: 0))
    assert [(p.function, p.pull, p.state) for p in map(factory.pin, (4, 17))] == [
        ("input", "up", 1),
        ("input", "down", 0),
    ]
