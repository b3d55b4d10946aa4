"""An I2C bus of words: one contract for the simulated one and for the kernel's own through smbus2."""

import os
import threading
from collections.abc import Iterator

import pytest
from smbus2 import SMBus

from drivers.bus.i2c import SmbusWire, ThreadedBus
from drivers.bus.wire import Wire
from drivers.supply.ina219 import RANGE, Ina219, Measured
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.words import WordChip

GAUGE, NOBODY = 0x40, 0x50
STUB = "SERENO_I2C_STUB"  # the number of the bus on which the kernel's i2c-stub answers as a chip at GAUGE
PATIENCE_S = 10


class Registers(WordChip):
    """A chip that keeps what it is told, as the kernel's stub does."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[int, int] = {}

    def read(self, register: int) -> int:
        """What was written last."""
        return self._words.get(register, 0)

    def write(self, register: int, word: int) -> None:
        """Keeps it."""
        self._words[register] = word


def kinds() -> list[str]:
    """The buses that this machine has; tests/hil/lane.sh makes one that has the kernel's."""
    return ["simulated", *(["kernel"] if STUB in os.environ else [])]


@pytest.fixture(params=kinds())
def bus(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """A bus with one chip on it."""
    if request.param == "kernel":
        wire = SmbusWire(int(os.environ[STUB]))
        yield wire
        wire.close()
        return
    simulated = Bus()
    simulated.chips[GAUGE] = Registers()
    yield simulated


@pytest.mark.parametrize("word", [0, 1, 0x00FF, 0xFF00, 0x399F, 0xFFFF])
def test_a_word_that_is_written_is_read_again(bus: Wire, word: int) -> None:
    bus.write_word(GAUGE, 0x05, word)
    assert bus.read_word(GAUGE, 0x05) == word


def test_a_block_is_the_bytes_of_its_registers_in_their_order(bus: Wire) -> None:
    bus.write_block(GAUGE, 0x10, b"\x12\x34")
    assert bus.read_block(GAUGE, 0x10, 2) == b"\x12\x34"


def test_registers_do_not_touch_each_other(bus: Wire) -> None:
    for register in range(6):
        bus.write_word(GAUGE, register, 0x1000 + register)
    assert [bus.read_word(GAUGE, register) for register in range(6)] == [0x1000 + register for register in range(6)]


def test_where_nobody_is_there_is_an_error_and_the_bus_goes_on(bus: Wire) -> None:
    for _ in range(3):
        with pytest.raises(OSError, match=r"\[Errno \d+\]"):
            bus.read_word(NOBODY, 0)
        with pytest.raises(OSError, match=r"\[Errno \d+\]"):
            bus.write_word(NOBODY, 0, 1)
    bus.write_word(GAUGE, 0, 7)
    assert bus.read_word(GAUGE, 0) == 7


def test_the_gauge_is_set_up_and_read_over_it(bus: Wire) -> None:
    gauge = Ina219(bus, GAUGE)
    bus.write_word(GAUGE, 0x00, 0x399F)  # as after a reset
    assert gauge.read() is None
    assert (bus.read_word(GAUGE, 0x00), bus.read_word(GAUGE, 0x05)) == (RANGE, 0x1000)
    bus.write_word(GAUGE, 0x02, 3_162 << 3 | 0x2)  # 12,648 mV, converted
    bus.write_word(GAUGE, 0x04, -234 & 0xFFFF)
    assert gauge.read() == Measured(12_648, 23)


def test_it_serves_from_a_thread_of_its_own_as_well(bus: Wire) -> None:
    threaded, over = ThreadedBus("contract", bus), threading.Event()
    written = threaded.ask(lambda: threaded.wire.write_word(GAUGE, 1, 0xBEEF))
    read = threaded.ask(lambda: threaded.wire.read_word(GAUGE, 1))
    nobody = threaded.ask(lambda: threaded.wire.read_word(NOBODY, 1))
    assert threaded.ask(over.set) is not None
    assert over.wait(PATIENCE_S)
    assert written is not None and read is not None and nobody is not None
    assert read.answer is not None and read.answer.value == 0xBEEF
    assert nobody.answer is not None and isinstance(nobody.answer.error, OSError)
    threaded.close()


if STUB in os.environ:
    NUMBER = int(os.environ[STUB])

    def test_on_a_kernel_s_wire_the_high_byte_goes_first() -> None:
        """SMBus sends the low byte of a word first, the chips the high one: seen by reading one byte alone."""
        wire = SmbusWire(NUMBER)
        wire.write_word(GAUGE, 0x05, 0x12A4)
        with SMBus(NUMBER) as raw:
            assert raw.read_byte_data(GAUGE, 0x05) == 0x12
        wire.close()

    def test_a_kernel_s_bus_that_is_not_there_is_an_error_at_each_use_and_none_before() -> None:
        wire = SmbusWire(NUMBER + 7)
        for _ in range(2):
            with pytest.raises(FileNotFoundError):
                wire.read_word(GAUGE, 0)
        wire.close()
