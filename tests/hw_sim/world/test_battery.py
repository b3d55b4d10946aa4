"""A battery as it is: it sags, tires of haste, ages, and takes less the fuller it is."""

import pytest

from hw_sim.world.battery import HOUR_MS, Battery, Make, iron_phosphate, lead_acid, lithium_ion

ALL = [lead_acid(), iron_phosphate(), lithium_ion()]


@pytest.mark.parametrize("make", ALL)
def test_a_full_one_gives_its_capacity_in_twenty_hours(make: Make) -> None:
    battery = Battery(make)
    rated_ma = make.capacity_mah / 20
    for _ in range(200):
        battery.discharge(HOUR_MS // 10, rated_ma)
    assert battery.share == pytest.approx(0, abs=1e-9)


def test_an_old_one_is_empty_sooner_and_sags_deeper() -> None:
    new, old = Battery(lead_acid()), Battery(lead_acid(age=0.5))
    assert new.terminal_mv(1_000) - old.terminal_mv(1_000) == 120  # 160 milliohms, not 40
    for battery in (new, old):
        battery.discharge(HOUR_MS, 1_000)
    assert old.share < new.share


def test_who_takes_twice_as_much_has_less_than_half_the_time() -> None:
    slow, fast = Battery(lead_acid()), Battery(lead_acid())
    slow.discharge(2 * HOUR_MS, 1_000)
    fast.discharge(HOUR_MS, 2_000)
    assert fast.share < slow.share


def test_the_voltage_falls_with_the_charge_and_steeply_at_its_end() -> None:
    shown = [Battery(lead_acid(), share / 10).terminal_mv(500) for share in range(11)]
    assert shown == sorted(shown)
    assert shown[1] - shown[0] > 5 * (shown[6] - shown[5])


def test_a_charger_gives_what_it_has_until_its_voltage_and_then_less_and_less() -> None:
    battery = Battery(lead_acid(), 0.2)
    flowed = [battery.charge(HOUR_MS // 4, 1_000) for _ in range(100)]
    currents = [into_ma for into_ma, _ in flowed]
    assert currents[0] == 1_000
    assert currents == sorted(currents, reverse=True)
    assert flowed[0][1] < 13_700
    assert currents[-1] == pytest.approx(14, abs=1)
    assert flowed[-1][1] == 13_700
    assert battery.share == pytest.approx(1, abs=1e-3)


def test_nothing_is_taken_from_an_empty_one_and_nothing_put_into_a_full_one() -> None:
    battery = Battery(lead_acid(), 0.0)
    battery.discharge(HOUR_MS, 1_000)
    assert battery.share == 0
    full = Battery(lead_acid())
    full.charge(HOUR_MS, 1_000)
    assert full.share == 1
