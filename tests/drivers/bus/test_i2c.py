"""An I2C bus by its number: its errands, and who of a board's chips opens it."""

import errno
import threading
from collections.abc import Callable

from drivers.bus.i2c import Buses, Errand, SmbusWire, ThreadedBus, open_bus
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ina219 import RESET, Ina219Chip

PATIENCE_S = 10


def chips() -> Bus:
    bus = Bus()
    bus.chips[0x40] = Ina219Chip()
    return bus


def finished(bus: ThreadedBus) -> None:
    """Returns when everything asked before is done."""
    over = threading.Event()
    while bus.ask(over.set) is None:
        pass
    assert over.wait(PATIENCE_S)


def asked(bus: ThreadedBus, work: Callable[[], int]) -> Errand[int]:
    errand = bus.ask(work)
    assert errand is not None
    return errand


def test_an_errand_brings_what_it_found_or_why_it_found_nothing() -> None:
    bus = ThreadedBus("test", chips())
    there, nobody = asked(bus, lambda: bus.wire.read_word(0x40, 0)), asked(bus, lambda: bus.wire.read_word(0x41, 0))
    finished(bus)
    assert there.answer is not None and nobody.answer is not None
    assert there.answer.value == RESET
    assert isinstance(nobody.answer.error, OSError) and nobody.answer.error.errno == errno.EREMOTEIO
    bus.close()


def test_a_bus_that_the_computer_does_not_have_is_told_by_its_first_errand_and_not_before() -> None:
    bus = open_bus(63)
    errand = asked(bus, lambda: bus.wire.read_word(0x40, 0))
    finished(bus)
    assert errand.answer is not None and isinstance(errand.answer.error, OSError)
    bus.close()


def test_a_bus_that_was_never_opened_can_be_closed() -> None:
    SmbusWire(63).close()


def test_the_chips_of_a_board_share_a_bus_and_it_is_closed_once() -> None:
    opened: list[int] = []

    def open_one(number: int) -> ThreadedBus:
        opened.append(number)
        return ThreadedBus(f"test-{number}", chips())

    buses = Buses(open_one)
    assert buses(1) is buses(1) and buses(1) is not buses(3)
    assert opened == [1, 3]
    buses.close()
    buses(1).close()
    assert opened == [1, 3, 1]
