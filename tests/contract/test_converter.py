"""A converter on an I2C bus: one contract for the simulated bus and for the kernel's own through smbus2.

The kernel's i2c-stub keeps what it is told and measures nothing: what a conversion brings is written beforehand here.
"""

import os
import threading
from collections.abc import Iterator

import pytest

from drivers.board import open_board
from drivers.bus.i2c import SmbusWire, ThreadedBus
from drivers.bus.wire import Wire
from drivers.loops.ads1115 import RESET, configuration
from drivers.loops.scan import Chip, Found, Scan
from hw_sim.i2c.bus import Bus
from panel.ports import HardwareEvent, InputChanged
from tests.contract.test_word_bus import STUB, Registers, kinds
from tests.support.loop_bench import doors
from tests.support.pin_bench import PinBench
from zones.kinds import Level

CONVERTER, NOBODY = 0x48, 0x4B
SHUT, OPEN = 0x20E0, 0x3D8E  # of 3.3 V: 2,200 / 6,900, and 6,900 / 11,600
PATIENCE_S = 10


@pytest.fixture(params=kinds())
def wire(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """A bus with one chip on it that keeps what it is told."""
    if request.param == "kernel":
        kernel = SmbusWire(int(os.environ[STUB]))
        yield kernel
        kernel.close()
        return
    simulated = Bus()
    simulated.chips[CONVERTER] = Registers()
    yield simulated


def scan(wire: Wire, *chips: Chip) -> dict[str, Found]:
    return Scan(wire, lambda seconds: None, chips).run()


def test_each_channel_is_started_looked_at_and_read(wire: Wire) -> None:
    wire.write_word(CONVERTER, 0, SHUT)
    assert scan(wire, Chip("loops", CONVERTER, (0, 1, 2, 3))) == {"loops": Found(dict.fromkeys(range(4), SHUT * 125))}
    assert wire.read_word(CONVERTER, 1) == configuration(3)


def test_a_negative_word_is_a_negative_voltage(wire: Wire) -> None:
    wire.write_word(CONVERTER, 0, 0xFFFD)
    assert scan(wire, Chip("loops", CONVERTER, (0,)))["loops"].microvolts == {0: -375}


def test_one_that_is_not_there_is_told_and_the_other_is_measured(wire: Wire) -> None:
    wire.write_word(CONVERTER, 0, SHUT)
    found = scan(wire, Chip("loops", CONVERTER, (1,)), Chip("none", NOBODY, (0, 1)))
    assert found["loops"] == Found({1: SHUT * 125})
    assert found["none"].error.startswith("it does not answer: [Errno ") and found["none"].microvolts == {}


def test_one_that_lost_its_supply_under_way_is_seen_to_have_forgotten(wire: Wire) -> None:
    chips = (Chip("loops", CONVERTER, (0,)),)
    assert Scan(wire, lambda seconds: wire.write_word(CONVERTER, 1, RESET), chips).run() == {
        "loops": Found({}, reset=True)
    }


def test_a_conversion_that_never_ends_is_told(wire: Wire) -> None:
    def busy(seconds: float) -> None:
        wire.write_word(CONVERTER, 1, configuration(0) & 0x7FFF)

    found = Scan(wire, busy, (Chip("loops", CONVERTER, (0,)),)).run()
    assert found == {"loops": Found({}, error="its conversion does not end")}


def test_a_board_reads_its_loops_over_it_in_a_thread_of_the_bus(wire: Wire) -> None:
    wire.write_word(CONVERTER, 0, SHUT)
    bench, said = PinBench(), list[HardwareEvent]()
    bus = ThreadedBus("contract", wire)

    def scanned() -> None:
        over = threading.Event()
        assert bus.ask(over.set) is not None and over.wait(PATIENCE_S)

    board = open_board(doors(2), bench.factory(), lambda number: bus)
    scanned()
    board.start(said.append)
    assert [(e.input, e.level) for e in said if isinstance(e, InputChanged)] == [
        ("door0", Level.SECURE),
        ("door1", Level.SECURE),
    ]
    scanned()
    wire.write_word(CONVERTER, 0, OPEN)
    for _ in range(5):  # until readings have agreed for long enough
        bench.now_ns += 100_000_000
        board.poll(bench.now_ms)
        scanned()
    assert [board.inputs[name].read() for name in ("door0", "door1")] == [Level.OPEN, Level.OPEN]
    board.close()
