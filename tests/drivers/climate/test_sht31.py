"""The driver of the climate sensor: its data sheet's vectors, and a chip that is true to the sheet."""

import contextlib
import errno
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.climate.sht31 import MEASURED_MS, RESET_MS, Sht31, Status, Words, crc, words_in
from drivers.errors import SensorError
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.sht31 import Sht31Chip

NS_PER_MS = 1_000_000


class Bench:
    def __init__(self) -> None:
        self.now_ms, self.bus = 0, Bus()
        self.chip = Sht31Chip(lambda: self.now_ms * NS_PER_MS)
        self.bus.chips[0x44] = self.chip
        self.sensor = Sht31(self.bus)

    def measures(self) -> Words:
        self.sensor.measure()
        self.now_ms += MEASURED_MS
        return self.sensor.fetch()


class Said:
    """A bus on which whatever is asked gets one answer."""

    def __init__(self, answer: bytes | OSError) -> None:
        self.answer = answer

    def read(self, address: int, count: int) -> bytes:
        if isinstance(self.answer, OSError):
            raise self.answer
        return self.answer

    def write(self, address: int, data: bytes) -> None:
        if isinstance(self.answer, OSError):
            raise self.answer


def test_the_checksum_is_the_data_sheets() -> None:
    assert crc(b"\xbe\xef") == 0x92  # 4.12, table 20


@pytest.mark.parametrize(
    ("word", "celsius", "humidity"),
    [(0x0000, -45.0, 0.0), (0x8000, 42.5, 50.0), (0xFFFF, 130.0, 100.0), (0x6667, 25.0, 40.0)],
)
def test_words_mean_what_the_data_sheets_formulas_make_of_them(word: int, celsius: float, humidity: float) -> None:
    assert (Words(word, word).celsius, Words(word, word).relative) == (celsius, humidity)


@given(st.integers(0, 0xFFFF))
def test_every_word_can_be_told_from_the_sums_of_the_sheet(word: int) -> None:
    exact_c, exact_rh = -45 + 175 * word / (2**16 - 1), 100 * word / (2**16 - 1)
    found = Words(word, word)
    assert abs(found.celsius - exact_c) <= 0.005 + 1e-9 and abs(found.relative - exact_rh) <= 0.005 + 1e-9


@given(st.floats(-39.9, 124.9), st.floats(0.2, 99.8))
def test_what_the_air_is_comes_through_within_the_sensors_noise(celsius: float, humidity: float) -> None:
    bench = Bench()
    bench.chip.celsius, bench.chip.humidity = celsius, humidity
    found = bench.measures()
    assert abs(found.celsius - celsius) < 0.1 and abs(found.relative - humidity) < 0.2


def test_it_is_reset_asked_how_it_is_and_measures() -> None:
    bench = Bench()
    bench.sensor.reset()
    bench.now_ms += RESET_MS
    assert bench.sensor.status() == Status(heater=False, was_reset=True, refused=False, mistaken=False)
    assert abs(bench.measures().celsius - 21) < 0.1


def test_a_heater_that_somebody_left_on_is_seen_and_off_after_a_reset() -> None:
    bench = Bench()
    bench.bus.write(0x44, b"\x30\x6d")
    assert bench.sensor.status().heater
    bench.sensor.reset()
    bench.now_ms += RESET_MS
    assert not bench.sensor.status().heater


def test_fetched_too_early_or_twice_there_is_no_answer() -> None:
    bench = Bench()
    bench.sensor.measure()
    bench.now_ms += MEASURED_MS - 1
    with pytest.raises(SensorError, match="0x44 does not answer"):
        bench.sensor.fetch()
    bench.now_ms += 1
    bench.sensor.fetch()
    with pytest.raises(SensorError, match="i2cdetect"):
        bench.sensor.fetch()


@pytest.mark.parametrize("at", range(6))
def test_an_answer_that_lost_a_bit_anywhere_is_none(at: int) -> None:
    good = b"\xbe\xef\x92\x80\x00" + bytes([crc(b"\x80\x00")])
    spoilt = good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1 :]
    with pytest.raises(SensorError, match="the checksum of"):
        Sht31(Said(spoilt)).fetch()


@pytest.mark.parametrize("word", [0x0000, 0x0100, 0xFFFF, 0xF900])
def test_a_temperature_that_the_sensor_cannot_measure_is_no_reading(word: int) -> None:
    data = word.to_bytes(2, "big")
    with pytest.raises(SensorError, match="between -40 and 125 °C"):
        Sht31(Said((data + bytes([crc(data)])) * 2)).fetch()


@pytest.mark.parametrize("doing", ["reset", "status", "measure", "fetch"])
def test_a_bus_that_fails_is_told_with_the_sensor_and_what_to_look_at(doing: str) -> None:
    for number in (errno.EREMOTEIO, errno.ETIMEDOUT, errno.ENODEV):
        with pytest.raises(SensorError, match="climate sensor at I2C 0x45 does not answer"):
            getattr(Sht31(Said(OSError(number, "gone")), 0x45), doing)()


def test_a_hundred_thousand_strings_of_garbage_are_words_or_one_error_and_nothing_else() -> None:
    chance = random.Random(20_240_501)
    taken = 0
    for _ in range(50_000):
        data = chance.randbytes(chance.choice((0, 1, 3, 5, 6, 6, 6, 7, 9)))
        try:
            assert len(words_in(data, 2)) == 2
            taken += 1
        except ValueError:
            pass
        with contextlib.suppress(SensorError):
            assert isinstance(Sht31(Said(data)).fetch(), Words)
    assert taken <= 5, "two checksums of 8 bits let one in 65,536 through"
