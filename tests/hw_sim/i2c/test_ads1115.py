"""The model of the converter against its data sheet."""

import pytest

from hw_sim.i2c.ads1115 import Ads1115Chip
from hw_sim.i2c.bus import Bus

MS = 1_000_000
ADDRESS = 0x48


class Bench:
    """A chip on a bus; its pins and its clock are the test's."""

    def __init__(self) -> None:
        self.now_ns = 0
        self.pins = [0.5, 1.5, 2.5, 3.3]
        self.asked: list[int] = []
        self.chip = Ads1115Chip(lambda: self.now_ns, self.volts)
        self.bus = Bus()
        self.bus.chips[ADDRESS] = self.chip

    def volts(self, pin: int) -> float:
        self.asked.append(pin)
        return self.pins[pin]

    def configures(self, word: int) -> None:
        self.bus.write_word(ADDRESS, 1, word)

    def register(self, number: int) -> int:
        return self.bus.read_word(ADDRESS, number)

    def waits_ms(self, ms: float) -> None:
        self.now_ns += round(ms * MS)

    def measures(self, word: int, ms: float = 130.0) -> int:
        self.configures(word)
        self.waits_ms(ms)
        return self.register(0)


def test_after_power_up_it_stands_as_the_data_sheet_says() -> None:
    bench = Bench()
    assert [f"{bench.register(number):04X}" for number in range(4)] == ["0000", "8583", "8000", "7FFF"]
    assert bench.asked == []  # nothing was converted: it sleeps


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (0xC3E3, 0x0FA0),  # AIN0 to ground, 4.096 V: 0.5 V are 4,000 x 125 uV
        (0xD3E3, 0x2EE0),
        (0xE3E3, 0x4E20),
        (0xF3E3, 0x6720),  # 3.3 V
        (0xC1E3, 0x0A6B),  # AIN0, 6.144 V: 0.5 / 187.5 uV
        (0xC5E3, 0x1F40),  # 2.048 V: 62.5 uV
        (0xC7E3, 0x3E80),  # 1.024 V
        (0xC9E3, 0x7D00),  # 0.512 V
        (0xCBE3, 0x7FFF),  # 0.256 V: clipped
        (0xFBE3, 0x7FFF),
        (0x83E3, 0xE0C0),  # AIN0 - AIN1, 4.096 V: -1 V
        (0x93E3, 0xA880),  # AIN0 - AIN3: -2.8 V
        (0xA3E3, 0xC7C0),  # AIN1 - AIN3: -1.8 V
        (0xB3E3, 0xE700),  # AIN2 - AIN3: -0.8 V
        (0x97E3, 0x8000),  # AIN0 - AIN3 at 1.024 V: clipped below
    ],
)
def test_each_multiplexer_and_range_has_its_code(word: int, code: int) -> None:
    assert f"{Bench().measures(word):04X}" == f"{code:04X}"


@pytest.mark.parametrize(
    ("rate", "ms"), [(0, 125.0), (1, 62.5), (2, 31.25), (3, 15.625), (4, 7.8125), (5, 4.0), (6, 2.106), (7, 1.1628)]
)
def test_a_single_shot_takes_a_conversion_s_time_and_says_when_it_has_ended(rate: int, ms: float) -> None:
    bench = Bench()
    word = 0xC303 | rate << 5
    bench.configures(word)
    bench.waits_ms(ms)  # and 25 us to wake up
    assert (bench.register(1), bench.register(0)) == (word & 0x7FFF, 0)
    bench.waits_ms(0.03)
    assert (bench.register(1), bench.register(0)) == (word, 0x0FA0)
    bench.pins[0] = 1.0
    bench.waits_ms(1_000)
    assert bench.register(0) == 0x0FA0  # it sleeps until it is told


def test_a_start_while_one_is_under_way_has_no_effect_on_it() -> None:
    bench = Bench()
    bench.configures(0xC3E3)
    bench.waits_ms(0.5)
    bench.configures(0xD3E3)
    bench.waits_ms(0.8)
    assert (bench.register(1), bench.register(0)) == (0xD3E3, 0x0FA0)  # AIN0's, though AIN1 is set


def test_without_the_start_bit_nothing_is_converted() -> None:
    bench = Bench()
    assert bench.measures(0x43E3) == 0
    assert bench.register(1) == 0xC3E3  # not converting: the bit reads one


def test_continuously_one_follows_the_other_and_the_last_is_read() -> None:
    bench = Bench()
    bench.configures(0x4283)
    bench.waits_ms(7.0)
    assert (bench.register(1), bench.register(0)) == (0x4283, 0)
    bench.waits_ms(1.0)
    assert bench.register(0) == 0x0FA0
    bench.pins[0] = 1.0
    assert bench.register(0) == 0x0FA0
    bench.waits_ms(1_000)
    assert bench.register(0) == 0x1F40
    bench.asked.clear()
    bench.waits_ms(60_000)
    bench.register(0)
    assert len(bench.asked) == 1  # nobody looked at the thousands in between
    bench.configures(0xD383)  # back to sleep: what is under way ends, and no other follows
    bench.waits_ms(20)
    assert bench.register(1) == 0xD383


def test_words_of_continuous_conversion_are_those_of_the_data_sheet() -> None:
    found = [Bench().measures(word, 10.0) for word in (0x4283, 0x5283, 0x6283, 0x7283)]
    assert found == [0x0FA0, 0x2EE0, 0x4E20, 0x6720]


def test_an_oscillator_is_off_by_a_tenth_at_most() -> None:
    bench = Bench()
    bench.chip.oscillator = 0.9
    bench.configures(0xC3E3)
    bench.waits_ms(1.25)
    assert bench.register(1) == 0x43E3
    bench.waits_ms(0.08)
    assert bench.register(1) == 0xC3E3


def test_the_comparator_s_registers_are_kept_and_the_result_cannot_be_written() -> None:
    bench = Bench()
    for number, word in ((2, 0x1234), (3, 0xFEDC), (0, 0x5555)):
        bench.bus.write_word(ADDRESS, number, word)
    assert [bench.register(number) for number in (0, 2, 3)] == [0, 0x1234, 0xFEDC]
    assert bench.register(6) == 0x1234  # the pointer has two bits


def test_a_chip_that_loses_its_supply_forgets_everything() -> None:
    bench = Bench()
    bench.measures(0xF3E3)
    bench.bus.write_word(ADDRESS, 2, 1)
    bench.configures(0xC3E3)
    bench.chip.loses_its_supply()
    bench.waits_ms(10)
    assert [f"{bench.register(number):04X}" for number in range(4)] == ["0000", "8583", "8000", "7FFF"]


@pytest.mark.parametrize(
    ("volts", "survives"), [(3.59, True), (3.61, False), (-0.29, True), (-0.31, False), (12.0, False)]
)
def test_a_pin_bears_its_supply_and_a_little_more_and_then_the_chip_is_gone_for_good(
    volts: float, survives: bool
) -> None:
    bench = Bench()
    bench.pins[0] = volts
    bench.configures(0xC3E3)
    bench.waits_ms(5)
    if survives:
        assert bench.register(1) == 0xC3E3
        return
    for volts_now in (volts, 1.0):
        bench.pins[0] = volts_now
        with pytest.raises(OSError, match="Remote I/O"):
            bench.register(0)
