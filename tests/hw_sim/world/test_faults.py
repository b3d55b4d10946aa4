"""What can befall wires, by name."""

import pytest

from hw_sim.world.errors import BadRequest
from hw_sim.world.faults import MEASURED, ON_A_PIN, WireFault, amount_of


@pytest.mark.parametrize("value", ["250", 250, 250.0])
def test_a_drift_has_ohms_and_a_noise_per_cent(value: str | float) -> None:
    assert amount_of(WireFault.DRIFT, value) == 250
    assert amount_of(WireFault.NOISE, "2.5") == 2.5


@pytest.mark.parametrize(
    ("fault", "value", "says"),
    [
        (WireFault.DRIFT, "", "drift '': ohms, 0 to 1000000"),
        (WireFault.DRIFT, "-1", "ohms, 0 to 1000000"),
        (WireFault.NOISE, 101, "noise 101: per cent, 0 to 100"),
        (WireFault.NOISE, "nan", "per cent, 0 to 100"),
        (WireFault.NOISE, "much", "per cent, 0 to 100"),
        (WireFault.CUT, "3", "cut takes no number; drift and noise do"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(fault: WireFault, value: str | float, says: str) -> None:
    with pytest.raises(BadRequest, match=says):
        amount_of(fault, value)


def test_the_others_have_no_number_and_a_pin_knows_three_of_them() -> None:
    assert [amount_of(fault, "") for fault in WireFault if fault not in MEASURED] == [0.0] * 5
    assert set(ON_A_PIN) < set(WireFault)
