"""The driver of the gauge over a chip that is true to its registers."""

from contextlib import suppress
from random import Random

import pytest

from drivers.errors import GaugeError
from drivers.supply.ina219 import RANGE, Ina219, Measured, calibration, milliamps, millivolts
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ina219 import Ina219Chip


def gauge() -> tuple[Ina219, Ina219Chip, Bus]:
    bus, chip = Bus(), Ina219Chip()
    bus.chips[0x40] = chip
    return Ina219(bus), chip, bus


def test_the_first_reading_sets_it_up_and_the_next_measures() -> None:
    driver, chip, _ = gauge()
    chip.bus_mv, chip.shunt_uv = 12_648, -70_000  # 700 mA through 100 milliohms, out of the battery at IN-
    assert driver.read() is None
    assert (chip.configuration, chip.calibration) == (RANGE, 0x1000)
    assert driver.read() is None  # no conversion has ended yet
    chip.converts()
    assert driver.read() == Measured(12_648, 700)


def test_what_flows_from_the_charger_at_in_plus_to_the_battery_at_in_minus_goes_into_it_and_is_negative() -> None:
    driver, chip, _ = gauge()
    chip.bus_mv, chip.shunt_uv = 13_700, 2_340
    driver.read()
    chip.converts()
    assert driver.read() == Measured(13_700, -23)


def test_a_chip_that_lost_its_supply_says_nothing_until_it_is_set_up_again() -> None:
    """Between two readings: without its calibration it would say 0 mA, and the battery would seem to last for ever."""
    driver, chip, _ = gauge()
    chip.bus_mv, chip.shunt_uv = 12_000, -50_000
    driver.read()
    chip.converts()
    assert driver.read() == Measured(12_000, 500)
    chip.loses_its_supply()
    chip.converts()
    assert driver.read() is None
    chip.converts()
    assert driver.read() == Measured(12_000, 500)


def test_a_calibration_that_alone_was_lost_is_written_anew_each_time() -> None:
    driver, chip, _ = gauge()
    chip.shunt_uv = -50_000
    driver.read()
    chip.converts()
    chip.calibration = 0
    measured = driver.read()
    assert measured is not None
    assert measured.out_ma == 500


@pytest.mark.parametrize("fault", ["missing", "hung"])
def test_a_bus_that_does_not_answer_is_an_error_that_says_what_to_check_and_it_recovers(fault: str) -> None:
    driver, chip, bus = gauge()
    driver.read()
    bus.hung, bus.missing = fault == "hung", {0x40} if fault == "missing" else set()
    with pytest.raises(GaugeError, match=r"at I2C 0x40 does not answer: .*; check its four wires"):
        driver.read()
    bus.hung, bus.missing = False, set()
    chip.converts()
    assert driver.read() == Measured(0, 0)


def test_more_than_it_can_measure_is_no_measurement() -> None:
    bus, chip = Bus(), Ina219Chip()
    bus.chips[0x41] = chip
    driver = Ina219(bus, 0x41, shunt_mohm=10)
    chip.shunt_uv = 320_000 - 1
    driver.read()
    chip.converts()
    with pytest.raises(GaugeError, match=r"0x41: more current than it can measure, 3276 mA; use a smaller shunt"):
        driver.read()


def test_words_and_the_bounds_of_a_shunt() -> None:
    assert [calibration(mohm) for mohm in (100, 10, 7)] == [0x1000, 0xA000, 0xE492]
    for mohm in (6, 409_601):
        with pytest.raises(GaugeError, match="allowed are 7 to 409,600"):
            calibration(mohm)
    assert [millivolts(word) for word in (0x5D9A, 0x0000)] == [11_980, 0]
    assert [milliamps(word) for word in (0x0000, 0x7FFF, 0xFFFF, 0x8000)] == [0, 3_276, 0, -3_276]


def test_a_hundred_thousand_random_words_are_readings_or_one_error_and_a_good_one_counts_after_them() -> None:
    chance = Random(11)

    class Babble:
        def transfer(self, out: bytes, count: int) -> bytes:
            return chance.randbytes(count)

    driver, chip, bus = gauge()
    driver.read()
    bus.chips[0x40] = Babble()
    for _ in range(30_000):  # up to four words each
        with suppress(GaugeError):
            found = driver.read()
            assert found is None or (0 <= found.battery_mv <= 32_764 and abs(found.out_ma) <= 3_276)
    bus.chips[0x40] = chip
    chip.bus_mv = 12_648
    driver.read()
    chip.converts()
    assert driver.read() == Measured(12_648, 0)
