"""The power budget of docs/hardware.md: its rows, its sum, and its hours, reckoned again."""

import re
from pathlib import Path

import pytest

from battery.charge import Pack, first, hours_left
from battery.chemistry import PROFILES, Chemistry
from hw_sim.world.battery import Battery, lead_acid
from panel.config import load
from zones.wiring import Wiring

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "hardware.md").read_text(encoding="utf-8").partition("## Power budget")[2]
CONVERTER = 0.87
FULL_MV, CUT_OFF_MV, MINUTE_MS = 12_800, 10_500, 60_000


def rows() -> dict[str, tuple[int, float, float, int]]:
    """By what it is: how many, volts, milliamperes each, milliamperes at 12 V as the table has it."""
    found = re.findall(r"^\| ([^|]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|", TEXT, re.MULTILINE)
    return {what: (int(count), float(volts), float(each), int(at_12)) for what, count, volts, each, at_12 in found}


def load_ma() -> int:
    together = re.search(r"\*\*together\*\* .*\*\*(\d+)\*\*", TEXT)
    assert together is not None
    return int(together[1])


def pack(capacity_mah: int) -> Pack:
    return Pack(profile=PROFILES[Chemistry.LEAD_ACID], cells=6, capacity_mah=capacity_mah)


def hours(capacity_mah: int, out_ma: int, share: float) -> float:
    """By the panel's own estimate, of a battery that still gives that share of what is printed on it."""
    printed = pack(capacity_mah)
    found = hours_left(printed, first(printed, 0, FULL_MV, out_ma, capacity_mah * share))
    assert found is not None
    return found


def test_every_row_comes_to_what_it_says_and_the_sum_to_the_sum() -> None:
    assert len(rows()) == 9
    for count, volts, each, at_12 in rows().values():
        share = 1.0 if volts == 12 else CONVERTER
        assert count * volts * each / 12 / share == pytest.approx(at_12, abs=0.6)
    assert sum(at_12 for *_, at_12 in rows().values()) == load_ma()


def test_it_counts_what_the_example_home_has() -> None:
    config = load(ROOT / "panel" / "config" / "home.toml")
    closed = sum(zone.wiring is Wiring.NC for zone in config.zone)
    counts = {what: count for what, (count, *_) in rows().items()}
    assert counts["camera module"] == len(config.camera)
    assert counts["pull-ups through closed contacts"] == closed
    assert counts["motion detector"] == sum(each.name.endswith("_pir") for each in config.input)
    assert counts["display, dark"] == len(config.display)
    assert counts["Wiegand reader"] == len(config.reader)
    assert config.gsm is None and config.power is not None and config.power.capacity_mah == 7_000


def test_the_hours_are_those_of_the_panel_s_own_estimate() -> None:
    table = re.findall(r"^\| (\d+) Ah lead[^|]*\| ([\d.]+) h \| ([\d.]+) h \|", TEXT, re.MULTILINE)
    assert [int(ah) for ah, *_ in table] == [7, 12, 17]
    for ah, new, old in table:
        assert hours(int(ah) * 1_000, load_ma(), 1.0) == pytest.approx(float(new), abs=0.06)
        assert hours(int(ah) * 1_000, load_ma(), 0.8) == pytest.approx(float(old), abs=0.06)
    cameras = rows()["camera module"][3]
    assert f"load is {load_ma() - cameras} mA" in TEXT
    assert f"{hours(7_000, load_ma() - cameras, 0.8):.1f} h at 80 %" in TEXT.replace("\n", " ")


@pytest.mark.parametrize("capacity_mah", [7_000, 12_000, 17_000])
def test_a_battery_that_shares_nothing_with_that_estimate_lasts_half_an_hour_less_at_most(capacity_mah: int) -> None:
    battery, minutes = Battery(lead_acid(capacity_mah)), 0
    while battery.terminal_mv(load_ma()) > CUT_OFF_MV:
        battery.discharge(MINUTE_MS, load_ma())
        minutes += 1
    assert hours(capacity_mah, load_ma(), 1.0) - minutes / 60 == pytest.approx(0.3, abs=0.25)
