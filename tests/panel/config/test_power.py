"""The table [power]: what it means, and what is refused."""

import pytest

from battery.chemistry import PROFILES, Chemistry
from battery.power import MINUTE_MS
from panel.config import parse
from panel.config.power import PowerConfig, pack_of, rules_of
from tests.panel.config.house import HOUSE, faults, said

POWER = "\n[power]\ncapacity_mah = 7000\ni2c_bus = 11\n"


def test_a_capacity_is_enough_to_say() -> None:
    found = parse(HOUSE + POWER, "house.toml").power
    assert found == PowerConfig(
        chemistry=Chemistry.LEAD_ACID,
        cells=None,
        capacity_mah=7_000,
        i2c_bus=11,
        gauge_address=0x40,
        shunt_mohm=100,
        mains_pin=None,
        mains_high=True,
    )
    assert pack_of(found).cells == 6 and pack_of(found).profile is PROFILES[Chemistry.LEAD_ACID]


def test_without_the_table_nobody_watches_the_supply() -> None:
    assert parse(HOUSE, "house.toml").power is None


@pytest.mark.parametrize(("chemistry", "cells"), [("lead_acid", 6), ("lifepo4", 4), ("li_ion", 3)])
def test_each_chemistry_has_the_cells_that_make_twelve_volts(chemistry: str, cells: int) -> None:
    assert pack_of(PowerConfig(chemistry=Chemistry(chemistry), capacity_mah=7_000)).cells == cells
    assert pack_of(PowerConfig(chemistry=Chemistry(chemistry), capacity_mah=7_000, cells=2)).cells == 2


@pytest.mark.parametrize(
    "line",
    [
        "capacity_mah = 100",
        "gauge_address = 0x39",
        "cells = 0",
        'chemistry = "nuclear"',
        "shunt_mohm = 6",
        "mains_pin = 28",
    ],
)
def test_what_cannot_be_is_refused(line: str) -> None:
    key = line.split(" ")[0]
    table = "\n".join(kept for kept in POWER.splitlines() if not kept.startswith(key))
    assert faults(HOUSE + table + f"\n{line}\n") == ["value"]


def test_the_bus_on_the_header_takes_its_two_lines() -> None:
    power = "[power]\ncapacity_mah = 7000\nmains_pin = 9\n\n[[zone]]"
    taken = "line 32: keypad keys uses it already; free pins: 0 to 1, 7 to 8, 10 to 11, 16, 19 to 22, 24 to 27"
    assert said(("[[zone]]", power)).splitlines() == [
        f"house.toml:34: power: i2c_bus: found {line}, allowed: a pin that nothing else uses — {taken}"
        for line in (2, 3)
    ]


def test_the_line_of_the_mains_is_nobody_elses() -> None:
    assert faults(HOUSE + POWER + "mains_pin = 5\n") == ["pin_shared"]


def test_panels_of_one_town_tell_of_its_blackout_at_different_times_and_each_always_at_its_own() -> None:
    spreads = {rules_of(f"home-{i}").spread_ms for i in range(200)}
    assert len(spreads) == 200 and max(spreads) < 5 * MINUTE_MS and min(spreads) >= 0
    assert rules_of("home-1") == rules_of("home-1")


def test_a_load_for_the_battery_needs_somebody_who_measures_and_a_line_that_tells_it_from_a_power_cut() -> None:
    load = '\n[[output]]\nname = "load"\npin = 20\nrole = "battery_test"\n'
    assert faults(HOUSE + load) == ["test_of_nothing"]
    assert faults(HOUSE + load + POWER) == ["test_of_nothing"]
    assert parse(HOUSE + load + POWER + "mains_pin = 21\n", "house.toml").output[-1].name == "load"
