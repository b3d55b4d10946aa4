"""Converters: what their tables become, and who measures the 3.3 V for whom."""

from panel.config.converters import AdcConfig, loop_of, rail_of
from panel.config.devices import InputConfig
from zones.eol import Loop
from zones.wiring import Wiring


def test_a_name_is_all_that_a_single_converter_needs() -> None:
    assert AdcConfig(name="a") == AdcConfig(name="a", i2c_bus=1, address=0x48, rail_channel=None, rail_percent=3)


def test_an_input_becomes_the_loop_that_its_zone_says() -> None:
    plain = InputConfig(name="door", adc="a", channel=0, pull_ohm=4_700, end_ohm=2_200, alarm_ohm=4_700)
    assert loop_of(plain, Wiring.DEOL, 3) == Loop(
        wiring=Wiring.DEOL,
        pull_ohm=4_700,
        end_ohm=2_200,
        alarm_ohm=4_700,
        mask_ohm=0,
        fault_ohm=0,
        tolerance_percent=5,
        cable_ohm=100,
        rail_percent=3,
    )
    full = InputConfig(
        name="pir", adc="a", channel=1, pull_ohm=2_200, end_ohm=1_000, alarm_ohm=1_000, mask_ohm=12_000,
        fault_ohm=3_000, tolerance_percent=1, cable_ohm=0,
    )  # fmt: skip
    loop = loop_of(full, Wiring.TEOL, 0)
    assert (loop.mask_ohm, loop.fault_ohm, loop.tolerance_percent, loop.cable_ohm) == (12_000, 3_000, 1, 0)


def test_a_converter_s_own_rail_goes_before_that_of_another_on_its_bus() -> None:
    first, own = AdcConfig(name="a", rail_channel=3), AdcConfig(name="b", address=0x49, rail_channel=0)
    none, elsewhere = AdcConfig(name="c", address=0x4A), AdcConfig(name="d", i2c_bus=3)
    everybody = (none, first, own, elsewhere)
    assert [rail_of(adc, everybody) for adc in everybody] == [first, first, own, None]
