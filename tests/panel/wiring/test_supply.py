"""The supply in numbers."""

import pytest

from battery.chemistry import Chemistry
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.model import OutputConfig, OutputRole
from panel.config.power import PowerConfig
from panel.wiring.supply import Feed, feed, load_of, plan_of
from tests.support.pin_bench import READER, installation

LEAD = PowerConfig(capacity_mah=7_000)


@pytest.mark.parametrize(
    ("power", "nominal_mv", "charged_mv", "cut_off_mv", "needs_12_v"),
    [
        (LEAD, 12_000, 13_680, 10_500, False),
        (PowerConfig(chemistry=Chemistry.LIFEPO4, capacity_mah=20_000), 12_800, 14_400, 11_200, False),
        (PowerConfig(chemistry=Chemistry.LI_ION, capacity_mah=10_000), 10_800, 12_600, 9_600, False),
        (PowerConfig(chemistry=Chemistry.LI_ION, cells=1, capacity_mah=10_000), 3_600, 4_200, 3_200, True),
    ],
)
def test_volts_follow_chemistry_and_cells(
    power: PowerConfig, nominal_mv: int, charged_mv: int, cut_off_mv: int, needs_12_v: bool
) -> None:
    plan = plan_of(installation(power=power))
    assert (plan.nominal_mv, plan.charged_mv, plan.cut_off_mv) == (nominal_mv, charged_mv, cut_off_mv)
    assert plan.needs_12_v is needs_12_v


@pytest.mark.parametrize(
    ("capacity_mah", "load"), [(7_000, (18, 25)), (17_000, (8.2, 50)), (500, (270, 5)), (200_000, (5.6, 100))]
)
def test_the_load_of_the_battery_test_is_a_tenth_of_the_capacity_and_no_more_than_the_fuse_carries(
    capacity_mah: int, load: tuple[float, int]
) -> None:
    plan = plan_of(installation(power=PowerConfig(capacity_mah=capacity_mah)))
    ohms, watts = load_of(plan)
    assert (round(ohms, 2), watts) == load
    assert plan.nominal_mv / ohms <= min(capacity_mah / 10, 0.7 * 3_150)
    assert (plan.charged_mv / 1000) ** 2 / ohms <= watts / 2


def test_what_hangs_on_it_is_told_by_the_other_tables() -> None:
    bare = plan_of(installation())
    assert (bare.test, bare.outputs, bare.readers, bare.modem, bare.nominal_mv) == ("", False, False, False, 12_000)
    test = OutputConfig(name="load", pin=20, role=OutputRole.BATTERY_TEST)
    gsm = GsmConfig(port="/dev/ttyS0", station_number="+351210000000", power_key=11, modem=ModemKind.SIM800)
    full = plan_of(installation(power=LEAD, output=(test,), reader=(READER,), gsm=gsm))
    assert (full.test, full.outputs, full.readers, full.modem) == ("K1", True, True, True)
    assert full.fuse.value == "T 3.15 A"


def test_a_sim800_takes_four_volts_and_a_board_five() -> None:
    gsm = GsmConfig(port="/dev/ttyS0", station_number="+351210000000")
    assert feed(gsm) is Feed.FIVE_VOLTS
