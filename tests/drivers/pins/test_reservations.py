import gc

import gpiozero

from drivers.pins.reservations import own_reservations
from tests.support.pin_bench import DOOR, PinBench


def test_a_device_collected_while_another_is_opened_does_not_wait_for_itself() -> None:
    factory = PinBench().factory()
    device = gpiozero.InputDevice(DOOR, pull_up=True, pin_factory=factory)
    with factory._res_lock:
        del device  # as the garbage collector does, wherever it happens to run
        gc.collect()
    gpiozero.InputDevice(DOOR, pull_up=True, pin_factory=factory)


def test_two_factories_share_nothing() -> None:
    one, other = own_reservations(), own_reservations()
    assert one[0] is not other[0]
    assert one[1] is not other[1]
