"""The model of the gauge against its data sheet."""

from hw_sim.i2c.ina219 import RESET, Ina219Chip


def test_after_a_reset_it_stands_as_the_data_sheet_says() -> None:
    chip = Ina219Chip()
    assert [chip.read(register) for register in range(7)] == [0x399F, 0, 0, 0, 0, 0, 0]
    chip.write(0x00, 0x3FFF)
    chip.write(0x05, 0x1001)
    assert (chip.read(0x00), chip.read(0x05)) == (0x3FFF, 0x1000)  # bit 0 of the calibration is void
    chip.write(0x00, 0x8000)
    assert (chip.read(0x00), chip.read(0x05)) == (RESET, 0)


def test_the_worked_example_of_the_data_sheet() -> None:
    """Figure 27: 12 V bus, 20 mV across 2 milliohms; calibration 5000h: 10 A in steps of 1 mA, 11.98 V, 119.8 W."""
    chip = Ina219Chip()
    chip.bus_mv, chip.shunt_uv = 11_980, 20_000
    chip.write(0x05, 0x5000)
    chip.converts()
    assert chip.read(0x01) == 0x07D0
    assert chip.read(0x02) == 0x5D9A  # 2,995 x 4 mV, and bit 1: converted
    assert chip.read(0x04) == 0x2710
    assert chip.read(0x03) == 0x1766


def test_without_its_calibration_it_knows_no_current() -> None:
    chip = Ina219Chip()
    chip.shunt_uv = 50_000
    assert chip.read(0x04) == 0


def test_a_current_into_the_battery_is_negative_and_ranges_end_where_they_do() -> None:
    chip = Ina219Chip()
    chip.write(0x05, 0x1000)
    chip.shunt_uv = -50_000
    assert chip.read(0x04) == 0x10000 - 5_000
    chip.write(0x00, 0x019F)  # 16 V, 40 mV
    chip.bus_mv, chip.shunt_uv = 20_000, 90_000
    assert (chip.read(0x01), chip.read(0x02) >> 3) == (4_000, 4_000)


def test_too_much_of_a_current_is_flagged_and_a_conversion_takes_its_time() -> None:
    chip = Ina219Chip()
    chip.write(0x05, 0xFFFE)
    chip.shunt_uv = 300_000
    assert chip.read(0x02) & 0x3 == 0x1
    assert chip.read(0x04) == 0x7FFF
    chip.shunt_uv = 0
    chip.converts()
    assert chip.read(0x02) & 0x3 == 0x2
