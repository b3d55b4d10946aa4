"""What a rested voltage stands for."""

from itertools import pairwise

import pytest

from battery.chemistry import PROFILES, Chemistry, rested_permille


@pytest.mark.parametrize("chemistry", Chemistry)
def test_a_curve_falls_and_the_thresholds_lie_in_their_order(chemistry: Chemistry) -> None:
    profile = PROFILES[chemistry]
    assert all(above > below for above, below in pairwise(profile.rested))
    assert profile.empty_mv < profile.low_mv < profile.restored_mv < profile.charged_mv


def test_the_thresholds_of_a_twelve_volt_lead_battery_are_those_of_the_contract() -> None:
    lead = PROFILES[Chemistry.LEAD_ACID]
    assert [round(6 * mv, -2) for mv in (lead.low_mv, lead.restored_mv, lead.empty_mv)] == [11_800, 12_600, 10_500]


def test_between_the_points_the_curve_is_a_line_and_beyond_them_full_or_empty() -> None:
    lead = PROFILES[Chemistry.LEAD_ACID]
    told = {mv: rested_permille(lead, mv) for mv in (2_300, 2_117, 2_100, 2_083, 1_983, 1_900, 1_500)}
    assert told == {2_300: 1_000, 2_117: 1_000, 2_100: 900, 2_083: 800, 1_983: 200, 1_900: 0, 1_500: 0}
