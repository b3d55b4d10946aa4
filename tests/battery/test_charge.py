"""Hours left, against batteries that are not what their labels say."""

from collections.abc import Callable

import pytest

from battery.charge import HOUR_MS, Charge, Pack, first, hours_left, measured
from battery.chemistry import PROFILES, Chemistry
from hw_sim.world.battery import Battery, Make, iron_phosphate, lead_acid, lithium_ion

STEP_MS = 10_000
LEAD = Pack(profile=PROFILES[Chemistry.LEAD_ACID], cells=6, capacity_mah=7_000)
PACKS = {
    lead_acid: LEAD,
    iron_phosphate: Pack(profile=PROFILES[Chemistry.LIFEPO4], cells=4, capacity_mah=7_000),
    lithium_ion: Pack(profile=PROFILES[Chemistry.LI_ION], cells=3, capacity_mah=5_000),
}


def emptied(pack: Pack, battery: Battery, known: Charge, out_ma: int) -> tuple[Charge, list[tuple[float, float]]]:
    """Runs the house on it until the panel must stop; what was said every ten seconds: (hours in, hours said left)."""
    said: list[tuple[float, float]] = []
    began_ms = known.at_ms
    while battery.terminal_mv(out_ma) > pack.profile.empty_mv * pack.cells:
        battery.discharge(STEP_MS, out_ma)
        known = measured(pack, known, known.at_ms + STEP_MS, battery.terminal_mv(out_ma), out_ma)
        left = hours_left(pack, known)
        assert left is not None
        said.append(((known.at_ms - began_ms) / HOUR_MS, left))
    return known, said


def charged(pack: Pack, battery: Battery, known: Charge) -> Charge:
    """A charger of one ampere, until a day is over."""
    for _ in range(24 * HOUR_MS // STEP_MS):
        into_ma, shows_mv = battery.charge(STEP_MS, 1_000)
        known = measured(pack, known, known.at_ms + STEP_MS, shows_mv, -round(into_ma))
    return known


@pytest.mark.parametrize("out_ma", [350, 700, 1_200])
@pytest.mark.parametrize("age", [1.0, 0.6])
@pytest.mark.parametrize("kind", PACKS)
def test_after_one_cycle_the_hours_left_are_right_within_fifteen_per_cent(
    kind: Callable[..., Make], age: float, out_ma: int
) -> None:
    pack, battery = PACKS[kind], Battery(kind(age=age))
    known = first(pack, 0, battery.terminal_mv(700), 700)
    known = charged(pack, battery, known)
    known, _ = emptied(pack, battery, known, 700)  # the cycle that teaches
    known, said = emptied(pack, battery, charged(pack, battery, known), out_ma)
    whole = said[-1][0]
    worst = max(abs(hours + left - whole) / whole for hours, left in said)
    assert worst < 0.15, f"of {whole:.2f} h it was wrong by {worst:.0%}"
