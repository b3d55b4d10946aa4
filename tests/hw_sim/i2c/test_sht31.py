"""The model of the climate sensor against its data sheet."""

import errno
import itertools

import pytest

from hw_sim.i2c.sht31 import Sht31Chip, _crc

US = 1_000


class Bench:
    def __init__(self) -> None:
        self.ns = 5_000_000_000
        self.chip = Sht31Chip(lambda: self.ns)

    def later(self, us: int) -> None:
        self.ns += us * US

    def refused(self, out: bytes, count: int) -> bool:
        with pytest.raises(OSError, match=rf"\[Errno {errno.EREMOTEIO}\]"):
            self.chip.transfer(out, count)
        return True


def command(word: int) -> bytes:
    return word.to_bytes(2, "big")


def test_the_checksum_is_the_data_sheets() -> None:
    assert _crc(b"\xbe\xef") == 0x92


@pytest.mark.parametrize(("shot", "us"), [(0x2400, 15_500), (0x240B, 6_500), (0x2416, 4_500)])
def test_while_it_measures_it_answers_nobody_and_then_once(shot: int, us: int) -> None:
    bench = Bench()
    bench.chip.transfer(command(shot), 0)
    bench.later(us - 1)
    assert bench.refused(b"", 6) and bench.refused(command(0xF32D), 0)
    bench.later(1)
    data = bench.chip.transfer(b"", 6)
    assert (_crc(data[:2]), _crc(data[3:5])) == (data[2], data[5])
    assert bench.refused(b"", 6), "its memory is empty"


def test_with_the_clock_stretched_the_answer_is_waited_for() -> None:
    bench = Bench()
    bench.chip.transfer(command(0x2C06), 0)
    assert len(bench.chip.transfer(b"", 6)) == 6


def test_the_air_is_in_its_words_as_the_formulas_have_it() -> None:
    bench = Bench()
    bench.chip.celsius, bench.chip.humidity = 42.5, 50.0
    bench.chip.transfer(command(0x2400), 0)
    bench.later(15_500)
    data = bench.chip.transfer(b"", 6)
    assert abs(int.from_bytes(data[:2], "big") - 0x8000) < 40 and abs(int.from_bytes(data[3:5], "big") - 0x8000) < 140


def test_its_noise_is_as_the_sheet_says_and_two_readings_are_hardly_ever_alike() -> None:
    bench, words = Bench(), []
    for _ in range(400):
        bench.chip.transfer(command(0x2400), 0)
        bench.later(15_500)
        data = bench.chip.transfer(b"", 6)
        words.append((int.from_bytes(data[:2], "big"), int.from_bytes(data[3:5], "big")))
    mean = sum(word for word, _ in words) / len(words)
    deviation_c = (sum((word - mean) ** 2 for word, _ in words) / len(words)) ** 0.5 * 175 / 65_535
    assert 0.011 < deviation_c < 0.016  # a third of 0.04 °C
    assert sum(a == b for a, b in itertools.pairwise(words)) <= 3


def test_after_power_up_the_status_is_as_in_table_18_and_its_flags_can_be_cleared() -> None:
    bench = Bench()
    assert bench.chip.transfer(command(0xF32D), 3) == b"\x80\x10" + bytes([_crc(b"\x80\x10")])
    bench.chip.transfer(command(0x3041), 0)
    assert bench.chip.transfer(command(0xF32D), 3)[:2] == b"\x00\x00"


def test_a_command_that_it_does_not_know_is_flagged_and_the_next_good_one_takes_the_flag_away() -> None:
    bench = Bench()
    bench.chip.transfer(command(0x1234), 0)
    assert bench.chip.status & 0x0002
    bench.chip.transfer(command(0x3041), 0)
    assert not bench.chip.status & 0x0002


def test_a_reset_takes_its_time_forgets_what_was_measured_and_turns_the_heater_off() -> None:
    bench = Bench()
    bench.chip.transfer(command(0x306D), 0)
    bench.chip.transfer(command(0x2400), 0)
    bench.later(15_500)
    bench.chip.transfer(command(0x30A2), 0)
    bench.later(1_499)
    assert bench.refused(command(0xF32D), 0)
    bench.later(1)
    assert bench.refused(b"", 6)
    assert bench.chip.transfer(command(0xF32D), 3)[:2] == b"\x80\x10"


def test_the_heater_warms_what_it_measures_by_a_few_degrees_until_it_is_turned_off() -> None:
    bench = Bench()
    found = []
    for heater in (0x306D, 0x3066):
        bench.chip.transfer(command(heater), 0)
        bench.chip.transfer(command(0x2400), 0)
        bench.later(15_500)
        found.append(int.from_bytes(bench.chip.transfer(b"", 6)[:2], "big") * 175 / 65_535 - 45)
    assert found[0] - found[1] > 2


def test_one_that_is_stuck_says_the_same_for_ever_and_one_that_is_garbled_has_wrong_checksums() -> None:
    bench, said = Bench(), set[bytes]()
    for _ in range(5):
        bench.chip.stuck = bool(said)
        bench.chip.transfer(command(0x2400), 0)
        bench.later(15_500)
        said.add(bench.chip.transfer(b"", 6))
    assert len(said) == 1
    bench.chip.garbled = True
    bench.chip.transfer(command(0x2400), 0)
    bench.later(15_500)
    data = bench.chip.transfer(b"", 6)
    assert _crc(data[:2]) != data[2]


def test_half_a_command_and_a_break_do_nothing() -> None:
    bench = Bench()
    bench.chip.transfer(b"\x24", 0)
    bench.chip.transfer(command(0x3093), 0)
    assert bench.refused(b"", 6)


def test_what_lost_its_supply_has_forgotten_what_it_measured() -> None:
    bench = Bench()
    bench.chip.transfer(command(0x2400), 0)
    bench.later(15_500)
    bench.chip.loses_its_supply()
    assert bench.refused(b"", 6)
