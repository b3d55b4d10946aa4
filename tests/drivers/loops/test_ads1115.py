"""The converter's codec against the words of its data sheet, and one chip over its model."""

import pytest

from drivers.errors import ConverterError
from drivers.loops.ads1115 import (
    CONVERSION_S,
    RESET,
    Ads1115,
    Conversion,
    configuration,
    microvolts,
)
from hw_sim.i2c.ads1115 import Ads1115Chip
from hw_sim.i2c.bus import Bus

ADDRESS = 0x48


class Bench:
    """A chip whose pins have 0.5, 1.5, 2.5 and 3.3 V, and a clock moved by hand."""

    def __init__(self) -> None:
        self.now_ns = 0
        self.bus = Bus()
        self.chip = Ads1115Chip(lambda: self.now_ns, lambda pin: (0.5, 1.5, 2.5, 3.3)[pin])
        self.bus.chips[ADDRESS] = self.chip
        self.driver = Ads1115(self.bus, ADDRESS)

    def waits(self, seconds: float = CONVERSION_S) -> None:
        self.now_ns += round(seconds * 1e9)


def test_a_conversion_of_each_channel_is_started_by_the_word_of_the_data_sheet() -> None:
    assert [f"{configuration(channel):04X}" for channel in range(4)] == ["C3E3", "D3E3", "E3E3", "F3E3"]
    assert f"{RESET:04X}" == "8583"
    with pytest.raises(AssertionError, match="four channels"):
        configuration(4)


@pytest.mark.parametrize(
    ("word", "uv"), [(0x0000, 0), (0x0001, 125), (0x7FFF, 4_095_875), (0x6720, 3_300_000), (0xFFFD, -375)]
)
def test_a_word_counts_125_microvolts_and_is_signed(word: int, uv: int) -> None:
    assert microvolts(word) == uv


def test_each_channel_is_measured_when_its_conversion_has_ended() -> None:
    bench = Bench()
    measured = []
    for channel in range(4):
        bench.driver.start(channel)
        assert bench.driver.state() is Conversion.BUSY
        bench.waits()
        assert bench.driver.state() is Conversion.DONE
        measured.append(bench.driver.read())
    assert measured == [500_000, 1_500_000, 2_500_000, 3_300_000]


@pytest.mark.parametrize("oscillator", [0.9, 1.0, 1.1])
def test_the_pause_is_long_enough_for_the_slowest_oscillator(oscillator: float) -> None:
    bench = Bench()
    bench.chip.oscillator = oscillator
    bench.driver.start(1)
    bench.waits()
    assert bench.driver.state() is Conversion.DONE


def test_a_chip_that_lost_its_supply_has_forgotten_and_measures_rightly_again_at_once() -> None:
    bench = Bench()
    bench.driver.start(2)
    bench.chip.loses_its_supply()
    bench.waits()
    assert bench.driver.state() is Conversion.FORGOTTEN
    bench.driver.start(2)
    bench.waits()
    assert (bench.driver.state(), bench.driver.read()) == (Conversion.DONE, 2_500_000)


def test_a_configuration_that_nobody_wrote_is_told_with_both_words() -> None:
    bench = Bench()
    bench.driver.start(0)
    bench.waits()
    bench.bus.write_word(ADDRESS, 1, 0x4283)
    with pytest.raises(ConverterError, match="its configuration reads 0x4283 where 0xC3E3 was written"):
        bench.driver.state()


def test_a_chip_that_is_not_there_is_the_bus_s_error() -> None:
    bench = Bench()
    bench.bus.missing.add(ADDRESS)
    with pytest.raises(OSError, match="Remote I/O"):
        bench.driver.start(0)
